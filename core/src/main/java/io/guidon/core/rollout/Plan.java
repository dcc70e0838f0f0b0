package io.guidon.core.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is missing between the world and what the record asks for, in the order that protects users:
 * {@link #want} collects the writes of one layer, {@link #until} lets the next layer begin only
 * when its condition is seen.
 */
final class Plan {
  private final List<Write> writes = new ArrayList<>();
  private final List<Unmet> unmet = new ArrayList<>();

  /** Adds what this layer lacks; nothing once an earlier condition is unmet. */
  Plan want(Want want) {
    if (!unmet.isEmpty()) {
      return this;
    }
    switch (want) {
      case Want.There there -> {}
      case Want.Missing(Write write) -> writes.add(write);
      case Want.Blocked(Unmet reason) -> blocked.add(reason);
    }
    return this;
  }

  /** Adds all that another plan without conditions lacks. */
  Plan and(Plan other) {
    if (unmet.isEmpty()) {
      writes.addAll(other.writes);
      blocked.addAll(other.blocked);
    }
    return this;
  }

  private final List<Unmet> blocked = new ArrayList<>();

  /**
   * Ends the layer: what follows waits until everything above is there and {@code reason} is empty.
   */
  Plan until(Optional<Unmet> reason) {
    if (!unmet.isEmpty()) {
      return this;
    }
    if (!blocked.isEmpty()) {
      unmet.addAll(blocked);
    } else if (!writes.isEmpty()) {
      unmet.add(
          new Unmet(
              Unmet.What.WRITTEN, "waiting to see " + writes.size() + " write(s) carried out"));
    } else {
      reason.ifPresent(unmet::add);
    }
    return this;
  }

  /** The outcome: first the writes, then what is waited for. */
  Convergence convergence() {
    until(Optional.empty());
    return new Convergence(writes, unmet);
  }
}
