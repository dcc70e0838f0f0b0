package io.guidon.operator.hook;

import java.time.Duration;

/**
 * The back-off between two attempts of a call; the only place that sleeps, on the call's own
 * virtual thread.
 */
@FunctionalInterface
public interface Pause {
  /** Sleeps. */
  Pause SLEEP = Thread::sleep;

  /**
   * Waits.
   *
   * @throws InterruptedException when the call is broken off meanwhile
   */
  void pause(Duration length) throws InterruptedException;
}
