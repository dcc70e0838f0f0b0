package io.guidon.operator.cluster;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast object writes and events may be sent: a token bucket, as client-go's {@code
 * -kubeconfig-qps} and {@code -kubeconfig-burst}. Writes draw tokens in advance and wait for them;
 * events only take what writes leave over.
 */
final class Pace {
  /** Of the burst, this part is never given to events. */
  private static final double KEPT_FOR_WRITES = 0.25;

  /** Of so many tokens, one is for events, however many writes are waiting. */
  private static final double SHARE_OF_EVENTS = 10;

  private static final Duration LONGEST_HOLD = Duration.ofMinutes(1);
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final double burst;
  private final LongSupplier nanos;
  private double tokens;
  private long filled;
  private long lastEvent;
  private long heldUntil;

  /**
   * @param perSecond requests per second; 0 and less mean without limit
   * @param nanos a clock that never goes back
   */
  Pace(double perSecond, int burst, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.burst = Math.max(1, burst);
    this.nanos = nanos;
    this.tokens = this.burst;
    this.filled = nanos.getAsLong();
    this.lastEvent = filled;
    this.heldUntil = filled;
  }

  /**
   * The API server has asked to be left alone: nothing goes out meanwhile, and then not all at
   * once. Longer than a minute is not believed.
   */
  synchronized void hold(Duration length) {
    if (length.isZero()) {
      return;
    }
    fill();
    var hold = length.compareTo(LONGEST_HOLD) < 0 ? length : LONGEST_HOLD;
    heldUntil = Math.max(heldUntil, filled + hold.toNanos());
    tokens = Math.min(tokens, 0);
  }

  /** Books a write and says how long it has to wait. */
  synchronized Duration write() {
    fill();
    if (perSecond <= 0) {
      return held();
    }
    tokens--;
    return held().plus(until(0));
  }

  /**
   * Books an event if it may go out now ({@link Duration#ZERO}); otherwise says when to ask again.
   */
  synchronized Duration event() {
    fill();
    if (perSecond <= 0 || !held().isZero()) {
      return held();
    }
    var wait = shorter(until(Math.min(burst, 1 + KEPT_FOR_WRITES * burst)), untilItsTurn());
    if (wait.isZero()) {
      tokens--;
      lastEvent = filled;
    }
    return wait;
  }

  private Duration held() {
    return Duration.ofNanos(Math.max(0, heldUntil - filled));
  }

  private Duration untilItsTurn() {
    var turn = lastEvent + (long) (SHARE_OF_EVENTS / perSecond * NANOS);
    return Duration.ofNanos(Math.max(0, turn - filled));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void fill() {
    var now = nanos.getAsLong();
    var gaining = Math.max(0, now - Math.max(filled, heldUntil));
    tokens = Math.min(burst, tokens + gaining / NANOS * perSecond);
    filled = now;
  }

  private Duration until(double level) {
    return tokens >= level
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.ceil((level - tokens) / perSecond * NANOS));
  }
}
