package io.guidon.core.rollout;

import io.guidon.core.notification.EventText;
import io.guidon.core.notification.EventType;
import io.guidon.core.notification.Notification;
import java.util.List;
import java.util.Optional;

/**
 * A Canary that is deleted and about which nothing is known: it was never set up, or the target of
 * one of Flagger's is gone. Nothing is to be handed back, so that it goes at once (design.md R13).
 */
final class Unknown {
  private final Observation seen;
  private final Memory memory;

  Unknown(Observation seen, Memory memory) {
    this.seen = seen;
    this.memory = memory;
  }

  Convergence convergence() {
    return Leaving.hasFinalizer(seen.tree()) && memory.isAnnounced(Leaving.TERMINATED)
        ? new Convergence(List.of(Leaving.release(seen.tree())), List.of())
        : new Convergence(List.of(), List.of());
  }

  Decision decide() {
    if (!Leaving.hasFinalizer(seen.tree()) || !memory.announces(Leaving.TERMINATED, 0)) {
      return new Decision.Wait(
          List.of(), List.of(), Optional.empty(), List.of("deleted before it was set up"));
    }
    Notification terminated =
        new Notification.Event(
            memory.nextTold(),
            EventType.NORMAL,
            EventText.terminated(seen.canary().key()),
            seen.shown().phase().wireName(),
            Hooks.checksum(seen.shown()));
    return new Decision.Wait(
        List.of(), List.of(terminated), Optional.of(seen.now()), List.of("nothing to hand back"));
  }
}
