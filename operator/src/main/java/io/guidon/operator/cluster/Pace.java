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

  private static final double NANOS = 1e9;

  private final double perSecond;
  private final double burst;
  private final LongSupplier nanos;
  private double tokens;
  private long filled;

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
  }

  /** Books a write and says how long it has to wait. */
  synchronized Duration write() {
    if (perSecond <= 0) {
      return Duration.ZERO;
    }
    fill();
    tokens--;
    return until(0);
  }

  /**
   * Books an event if there is a token to spare ({@link Duration#ZERO}); otherwise says when to ask
   * again.
   */
  synchronized Duration event() {
    if (perSecond <= 0) {
      return Duration.ZERO;
    }
    fill();
    var needed = Math.min(burst, 1 + KEPT_FOR_WRITES * burst);
    if (tokens < needed) {
      return until(needed);
    }
    tokens--;
    return Duration.ZERO;
  }

  private void fill() {
    var now = nanos.getAsLong();
    tokens = Math.min(burst, tokens + (now - filled) / NANOS * perSecond);
    filled = now;
  }

  private Duration until(double level) {
    return tokens >= level
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.ceil((level - tokens) / perSecond * NANOS));
  }
}
