package io.guidon.operator.log;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.slf4j.event.Level;

/**
 * Keeps a storm of equal lines from drowning everything: per second and per level and message the
 * first 100 pass, then every 100th. Messages share 4096 counters by their hash.
 */
final class Sampling {
  private static final int COUNTERS = 4096;
  private static final int FIRST = 100;
  private static final int THEN_EVERY = 100;

  private final AtomicLongArray seconds = new AtomicLongArray(COUNTERS);
  private final AtomicIntegerArray counts = new AtomicIntegerArray(COUNTERS);

  boolean passes(Level level, String message, Instant now) {
    int at = Math.floorMod(31 * level.toInt() + message.hashCode(), COUNTERS);
    long second = now.getEpochSecond();
    if (seconds.getAndSet(at, second) != second) {
      counts.set(at, 0);
    }
    int count = counts.incrementAndGet(at);
    return count <= FIRST || (count - FIRST) % THEN_EVERY == 0;
  }
}
