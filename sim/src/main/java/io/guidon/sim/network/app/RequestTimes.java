package io.guidon.sim.network.app;

import java.time.Duration;

/** PLACEHOLDER until metrics types are merged. */
final class RequestTimes {
  void record(String method, String path, int status, Duration duration) {}

  String text() {
    return "";
  }
}
