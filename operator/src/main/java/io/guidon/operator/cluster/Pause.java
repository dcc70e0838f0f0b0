package io.guidon.operator.cluster;

import java.time.Duration;

/** The wait before a further attempt; the only place of this room that sleeps. */
@FunctionalInterface
interface Pause {
  Pause SLEEP = Thread::sleep;

  /**
   * Waits.
   *
   * @throws InterruptedException when the operator stops meanwhile
   */
  void pause(Duration length) throws InterruptedException;
}
