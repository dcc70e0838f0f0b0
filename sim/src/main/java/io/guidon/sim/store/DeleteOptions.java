package io.guidon.sim.store;

import java.util.Objects;

/**
 * How something is deleted.
 *
 * @param uid only the object with this one; empty for any
 * @param resourceVersion only this version; empty for any
 */
public record DeleteOptions(
    Dependents dependents, Grace grace, String uid, String resourceVersion) {

  public DeleteOptions {
    Objects.requireNonNull(dependents);
    Objects.requireNonNull(grace);
    Objects.requireNonNull(uid);
    Objects.requireNonNull(resourceVersion);
  }

  /** What becomes of the objects that it owns: {@code propagationPolicy}. */
  public enum Dependents {
    /** They follow. */
    BACKGROUND,
    /** They go first. */
    FOREGROUND,
    /** They stay and belong to nobody. */
    ORPHAN
  }

  /** Whether a pod is given time to end. */
  public enum Grace {
    USUAL,
    NONE
  }
}
