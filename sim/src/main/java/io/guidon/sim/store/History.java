package io.guidon.sim.store;

import java.util.List;

/** What an {@link ApiStore} still knows of its past. */
public sealed interface History {

  /** All changes since, in order. The trees must not be changed. */
  record Changes(List<Change> changes) implements History {
    public Changes {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Some of what happened since is forgotten: who asks must list again. Answered as 410 Expired.
   *
   * @param oldest the first resourceVersion that can be asked for
   */
  record TooOld(long oldest) implements History {}
}
