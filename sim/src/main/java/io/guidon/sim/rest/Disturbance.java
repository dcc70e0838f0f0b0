package io.guidon.sim.rest;

import java.time.Duration;
import java.time.Instant;

/**
 * What comes between a watch and its client.
 *
 * @param silentUntil before then nothing is sent
 * @param end when the connection breaks
 */
record Disturbance(Instant silentUntil, Instant end) {

  static Disturbance none() {
    return new Disturbance(Instant.MIN, Instant.MAX);
  }

  static Disturbance end(Instant now, Duration after) {
    return new Disturbance(Instant.MIN, now.plus(after));
  }

  static Disturbance stall(Instant now, Duration length) {
    return new Disturbance(now.plus(length), Instant.MAX);
  }
}
