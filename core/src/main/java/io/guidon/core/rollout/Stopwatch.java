package io.guidon.core.rollout;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Adds up how long something lasted, however often it stopped meanwhile. */
final class Stopwatch {
  private Duration before = Duration.ZERO;
  private @Nullable Instant running;

  /** From now on it counts; nothing changes if it does so already. */
  void start(Instant now) {
    if (running == null) {
      running = now;
    }
  }

  void stop(Instant now) {
    before = total(now);
    running = null;
  }

  /** From zero, stopped. */
  void reset() {
    before = Duration.ZERO;
    running = null;
  }

  Duration total(Instant now) {
    return running == null ? before : before.plus(Duration.between(running, now));
  }
}
