package io.guidon.sim.rest;

import io.guidon.sim.rest.Faults.Fault.AnswerLost;
import io.guidon.sim.rest.Faults.Fault.Late;
import io.guidon.sim.rest.Faults.Fault.Lost;
import io.guidon.sim.rest.Faults.Fault.Refused;
import io.guidon.sim.rest.Faults.Fault.WatchBroken;
import io.guidon.sim.rest.Faults.Fault.WatchStale;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Faults drawn from a seed, until it is {@link #lift lifted}: of each hundred requests some are
 * late, refused or lost, and watches break or stand still.
 */
public final class SeededFaults implements Faults {

  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");
  private static final int LONGEST_DELAY_MILLIS = 150;
  private static final int LONGEST_STALENESS_MILLIS = 400;
  private static final int LONGEST_WATCH_MILLIS = 2_000;

  private final long seed;
  private final Random random;
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean lifted;

  private SeededFaults(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
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
    var fault = draw(method);
    fault.ifPresent(_ -> count.incrementAndGet());
    return fault;
  }

  private synchronized Optional<Fault> draw(String method) {
    int drawn = random.nextInt(100);
    if (method.equals("WATCH")) {
      return switch (drawn / 10) {
        case 0, 1 -> Optional.of(new WatchBroken(millis(LONGEST_WATCH_MILLIS)));
        case 2 -> Optional.of(new WatchStale(millis(LONGEST_STALENESS_MILLIS)));
        case 3 -> Optional.of(new Refused(500));
        default -> Optional.empty();
      };
    }
    if (drawn < 6) {
      return Optional.of(new Late(millis(LONGEST_DELAY_MILLIS)));
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

  private Duration millis(int most) {
    return Duration.ofMillis(random.nextInt(most));
  }

  /** How to make it again. */
  @Override
  public String toString() {
    return "SeededFaults.of(" + seed + "L)";
  }
}
