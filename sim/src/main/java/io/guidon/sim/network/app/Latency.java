package io.guidon.sim.network.app;

import java.time.Duration;

/** The time that an application takes for an answer. */
final class Latency {

  private Latency() {}

  /** Lets it pass; ends early if the network is closed. */
  static void pass(Duration duration) {
    try {
      if (duration.isPositive()) {
        Thread.sleep(duration);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
