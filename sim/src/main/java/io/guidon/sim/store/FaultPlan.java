package io.guidon.sim.store;

import io.guidon.core.rollout.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Which writes of the operator go wrong, and how. Writes are numbered from 1 and counted on across
 * restarts. The same plan does the same every time; {@link #toString} says how to make it again.
 */
public final class FaultPlan {

  private final Map<Integer, Fault> onWrite = new HashMap<>();
  private final Map<Integer, Duration> slow = new HashMap<>();
  private final List<Rule> rules = new ArrayList<>();
  private final Random random;
  private final double share;
  private final List<Fault> among;
  private final String origin;

  private FaultPlan(long seed, double share, List<Fault> among, String origin) {
    this.random = new Random(seed);
    this.share = share;
    this.among = List.copyOf(among);
    this.origin = origin;
  }

  /** Nothing goes wrong, unless it is added. */
  public static FaultPlan none() {
    return new FaultPlan(0, 0, List.of(), "");
  }

  /**
   * Draws faults.
   *
   * @param share of the writes that go wrong, 0 to 1
   * @param among the faults to draw from
   */
  public static FaultPlan seeded(long seed, double share, Fault... among) {
    String origin = "FaultPlan.seeded(" + seed + "L, " + share + ", " + List.of(among) + ")";
    return new FaultPlan(seed, share, List.of(among), origin);
  }

  /** Makes the {@code n}-th write go wrong. */
  public FaultPlan onWrite(int n, Fault fault) {
    onWrite.put(n, fault);
    return this;
  }

  /** The {@code n}-th write takes this long; it is carried out at the end of it. */
  public FaultPlan slowWrite(int n, Duration duration) {
    slow.put(n, duration);
    return this;
  }

  /** Makes all writes go wrong that {@code which} is true for, until {@link #lift}. */
  public FaultPlan onEvery(Predicate<Write> which, Fault fault) {
    rules.add(new Rule(which, fault));
    return this;
  }

  /** The operator may not write this kind, until {@link #lift}. */
  public FaultPlan forbidden(String kind) {
    return onEvery(write -> write.on().kind().equals(kind), Fault.FORBIDDEN);
  }

  /** The kind is not installed, until {@link #lift}. */
  public FaultPlan missing(String kind) {
    return onEvery(write -> write.on().kind().equals(kind), Fault.NO_SUCH_KIND);
  }

  /** Ends all that lasts. */
  public void lift() {
    rules.clear();
  }

  /** The fault of the {@code n}-th write, if any. Asked once for each write. */
  Optional<Fault> faultOf(int n, Write write) {
    var planned = Optional.ofNullable(onWrite.get(n));
    var drawn = draw();
    return planned
        .or(() ->
            rules.stream().filter(rule -> rule.which().test(write)).map(Rule::fault).findFirst())
        .or(() -> drawn);
  }

  Duration delayOf(int n) {
    return slow.getOrDefault(n, Duration.ZERO);
  }

  private Optional<Fault> draw() {
    if (among.isEmpty() || random.nextDouble() >= share) {
      return Optional.empty();
    }
    return Optional.of(among.get(random.nextInt(among.size())));
  }

  @Override
  public String toString() {
    return origin
        + (onWrite.isEmpty() ? "" : " faults " + onWrite)
        + (slow.isEmpty() ? "" : " slow " + slow);
  }

  private record Rule(Predicate<Write> which, Fault fault) {}
}
