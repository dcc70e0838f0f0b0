package io.guidon.core.rollout;

import java.time.Duration;

/** Pauses between attempts that fail: each is twice as long as the one before, up to a longest. */
public record Doubling(Duration first, Duration longest) {
  /** Beyond this the factor would leave the range of numbers. */
  private static final int MOST_DOUBLINGS = 10;

  /**
   * How long to wait after one more failure.
   *
   * @param earlier how many there were before it
   */
  public Duration after(int earlier) {
    var pause = first.multipliedBy(1L << Math.min(earlier, MOST_DOUBLINGS));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
