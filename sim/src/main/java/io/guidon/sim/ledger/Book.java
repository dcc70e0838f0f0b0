package io.guidon.sim.ledger;

import io.guidon.sim.VirtualTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where violations are written down, each once. */
final class Book {

  private final VirtualTime time;
  private final List<Violation> violations = new ArrayList<>();

  Book(VirtualTime time) {
    this.time = time;
  }

  void note(Invariant invariant, String text) {
    note(invariant, time.now(), text);
  }

  void note(Invariant invariant, Instant since, String text) {
    violations.add(new Violation(invariant, since, text));
  }

  List<Violation> violations() {
    return Collections.unmodifiableList(violations);
  }
}
