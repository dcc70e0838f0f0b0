package io.guidon.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that runs several times as fast as that on the wall, from now on. */
public final class FastClock implements InstantSource {

  private final Instant start = Instant.now();
  private final long origin = System.nanoTime();
  private final int speed;

  private FastClock(int speed) {
    this.speed = speed;
  }

  /**
   * Starts it.
   *
   * @param speed seconds of this clock in a second on the wall
   */
  public static FastClock times(int speed) {
    return new FastClock(speed);
  }

  @Override
  public Instant instant() {
    return start.plusNanos((System.nanoTime() - origin) * speed);
  }

  /** How long it really takes until so much time has passed on this clock. */
  public Duration real(Duration duration) {
    return duration.dividedBy(speed);
  }
}
