package io.guidon.sim.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * An invariant that did not hold.
 *
 * @param at when that began
 * @param text what was seen
 */
public record Violation(Invariant invariant, Instant at, String text) {

  public Violation {
    Objects.requireNonNull(invariant);
    Objects.requireNonNull(at);
    Objects.requireNonNull(text);
  }

  @Override
  public String toString() {
    return invariant + " at " + at + ": " + text + " (" + invariant.sentence() + ")";
  }
}
