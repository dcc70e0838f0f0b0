package io.guidon.sim.store;

/** A listener's place in a store. */
public interface Subscription {
  /** The listener hears nothing from now on. Again changes nothing. */
  void end();
}
