package io.guidon.sim.store;

/**
 * Thrown out of a write in whose course the operator dies: the test then starts it again with
 * nothing in memory.
 */
public final class Killed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Killed(int write) {
    super("killed at write " + write);
  }
}
