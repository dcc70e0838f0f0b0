package io.guidon.operator.loop;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time of day when the process started, and from then on the time that has really passed: a
 * clock that is set neither makes a deadline come early nor a step late.
 */
public final class SteadyClock implements InstantSource {
  private final Instant begin;
  private final LongSupplier nanos;
  private final long beginNanos;

  private SteadyClock(Instant begin, LongSupplier nanos) {
    this.begin = begin;
    this.nanos = nanos;
    this.beginNanos = nanos.getAsLong();
  }

  /** Starts now. */
  public static SteadyClock start() {
    return new SteadyClock(Instant.now(), System::nanoTime);
  }

  /** Starts at {@code begin}, and goes on as {@code nanos} does. */
  public static SteadyClock startingAt(Instant begin, LongSupplier nanos) {
    return new SteadyClock(begin, nanos);
  }

  @Override
  public Instant instant() {
    return begin.plusNanos(nanos.getAsLong() - beginNanos);
  }
}
