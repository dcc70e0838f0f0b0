package io.guidon.sim.ledger;

import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.ledger.BadStates.Cause;
import io.guidon.sim.store.Change;

/** Watches over one invariant. */
interface Check {

  /** Judges one write. */
  default void onChange(Change change) {}

  /** Judges the state of the world after a write or a change of pods. */
  default void onWorld(Cause cause) {}

  /** Nothing is left of this Canary and its app; what was known about it may go. */
  default void forget(ObjectRef canary) {}
}
