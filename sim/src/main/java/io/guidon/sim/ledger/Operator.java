package io.guidon.sim.ledger;

import io.guidon.sim.store.Author;

/** Tells the operator's writes from those of others. */
final class Operator {

  private static final String MANAGERS = "guidon";

  private Operator() {}

  static boolean wrote(Author author) {
    return owns(author.manager());
  }

  /** Whether a field manager is one of the operator's. */
  static boolean owns(String manager) {
    return manager.startsWith(MANAGERS);
  }
}
