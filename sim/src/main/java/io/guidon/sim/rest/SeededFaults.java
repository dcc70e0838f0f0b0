package io.guidon.sim.rest;

import io.guidon.sim.rest.Faults.Fault.AnswerLost;
import io.guidon.sim.rest.Faults.Fault.Late;
import io.guidon.sim.rest.Faults.Fault.Lost;
import io.guidon.sim.rest.Faults.Fault.Refused;
import io.guidon.sim.rest.Faults.Fault.WatchBroken;
import io.guidon.sim.rest.Faults.Fault.WatchStale;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Faults drawn from a seed, until it is {@link #lift lifted}: of each hundred requests some are
 * late, refused or lost, and watches break or stand still. What happens to the n-th request with a
 * method and a path depends on the seed and on these only, not on what other threads ask meanwhile;
 * so {@link #toString} is enough to make the same again.
 */
public final class SeededFaults implements Faults {

  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");
  private static final int LONGEST_DELAY_MILLIS = 150;
  private static final int LONGEST_STALENESS_MILLIS = 400;
  private static final int LONGEST_WATCH_MILLIS = 2_000;

  private final long seed;
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean lifted;

  private SeededFaults(long seed) {
    this.seed = seed;
  }

  public static SeededFaults of(long seed) {
    return new SeededFaults(seed);
  }

  /** From now on nothing goes wrong. */
  public void lift() {
    lifted = true;
  }

  /** How many faults there were. */
  public int count() {
    return count.get();
  }

  @Override
  public Optional<Fault> of(String method, String path) {
    if (lifted) {
      return Optional.empty();
    }
    var fault = draw(method, random(method + " " + path));
    fault.ifPresent(_ -> count.incrementAndGet());
    return fault;
  }

  /** That of the next request of this kind. */
  private SplittableRandom random(String request) {
    int n = asked.computeIfAbsent(request, _ -> new AtomicInteger()).getAndIncrement();
    return new SplittableRandom(
        new SplittableRandom(seed).nextLong() + 1_000_003L * request.hashCode() + n);
  }

  private static Optional<Fault> draw(String method, SplittableRandom random) {
    int drawn = random.nextInt(100);
    if (method.equals(WATCH)) {
      return switch (drawn / 10) {
        case 0, 1 -> Optional.of(new WatchBroken(millis(random, LONGEST_WATCH_MILLIS)));
        case 2 -> Optional.of(new WatchStale(millis(random, LONGEST_STALENESS_MILLIS)));
        case 3 -> Optional.of(new Refused(500));
        default -> Optional.empty();
      };
    }
    if (drawn < 6) {
      return Optional.of(new Late(millis(random, LONGEST_DELAY_MILLIS)));
    }
    if (!WRITES.contains(method)) {
      return drawn < 8 ? Optional.of(new Refused(500)) : Optional.empty();
    }
    return switch (drawn) {
      case 6, 7 -> Optional.of(new Refused(409));
      case 8, 9 -> Optional.of(new Refused(429));
      case 10, 11 -> Optional.of(new Refused(500));
      case 12, 13 -> Optional.of(new AnswerLost());
      case 14 -> Optional.of(new Lost());
      default -> Optional.empty();
    };
  }

  private static Duration millis(SplittableRandom random, int most) {
    return Duration.ofMillis(random.nextInt(most));
  }

  /** How to make it again. */
  @Override
  public String toString() {
    return "SeededFaults.of(" + seed + "L)";
  }
}
