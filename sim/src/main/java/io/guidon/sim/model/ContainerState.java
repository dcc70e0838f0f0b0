package io.guidon.sim.model;

import java.util.Objects;

/**
 * What a kubelet sees of the container in which a pod's application runs.
 *
 * @param restarts how often it was started again
 */
public record ContainerState(Phase phase, int restarts) {

  /** Of a pod in which nothing really runs: as good as one that answers. */
  static final ContainerState PLAYED = new ContainerState(Phase.ANSWERING, 0);

  public ContainerState {
    Objects.requireNonNull(phase);
  }

  /** How far it is. */
  public enum Phase {
    /** It runs, and its readiness probe fails. */
    RUNNING,
    /** It runs, and its readiness probe succeeds. */
    ANSWERING,
    /** It ended by itself and will be started again. */
    CRASHED
  }

  boolean answers() {
    return phase == Phase.ANSWERING;
  }

  boolean runs() {
    return phase != Phase.CRASHED;
  }
}
