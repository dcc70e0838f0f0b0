package io.guidon.operator.cluster;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Doubling waits from 0.2 s to 30 s, each shortened by up to a quarter so that watches do not come
 * back in step.
 */
final class BackOff {
  private static final long FIRST = 200;
  private static final long LONGEST = 30_000;

  private final DoubleSupplier random;
  private long next = FIRST;

  /**
   * @param random numbers from 0 to 1
   */
  BackOff(DoubleSupplier random) {
    this.random = random;
  }

  Duration next() {
    var length = next;
    next = Math.min(2 * next, LONGEST);
    return Duration.ofMillis((long) (length * (1 - random.getAsDouble() / 4)));
  }

  void reset() {
    next = FIRST;
  }
}
