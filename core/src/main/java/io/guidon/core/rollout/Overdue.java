package io.guidon.core.rollout;

import java.util.Optional;

/**
 * When waiting becomes failing: at the Canary's progress deadline, or as soon as the cluster gives
 * a workload up (spec/workloads.md §14.1, design.md R2). The deadline counts the time for which an
 * operator saw the run wait, all waits of one step together: neither a pause in between nor a
 * restart begins it anew, and an hour without an operator is not held against anybody.
 */
final class Overdue {
  private final Scene scene;

  Overdue(Scene scene) {
    this.scene = scene;
  }

  /** Lets the clock run while something is waited for that has a deadline. */
  void watch(Convergence convergence) {
    if (isRunning() && !convergence.unmet().isEmpty() && counts(convergence.unmet().getFirst())) {
      scene.memory().waits(scene.now());
    } else {
      scene.memory().goesOn(scene.now());
    }
  }

  private boolean isRunning() {
    return scene.run().stage() != Stage.IDLE && scene.run().stage() != Stage.WAITING;
  }

  private static boolean counts(Unmet unmet) {
    return switch (unmet.what()) {
      case CANARY_PODS, PRIMARY_PODS, ENDPOINTS, ROUTE, OBJECT -> true;
      case DRAIN, FAREWELL, WRITTEN -> false;
    };
  }

  /** The same for the primary's pods and endpoints alone. */
  Optional<Unmet> ofThePrimary(Convergence convergence) {
    return convergence.waitsFor(Unmet.What.PRIMARY_PODS)
            || convergence.waitsFor(Unmet.What.ENDPOINTS)
        ? of(convergence)
        : Optional.empty();
  }

  /** What has been waited for too long, if anything. */
  Optional<Unmet> of(Convergence convergence) {
    if (convergence.unmet().isEmpty()) {
      return Optional.empty();
    }
    var first = convergence.unmet().getFirst();
    var analysis = scene.canary().analysis();
    var over =
        switch (first.what()) {
          case CANARY_PODS ->
              scene.conditions().isGivenUp(scene.target(), analysis.canaryReadyThreshold())
                  || scene.isOverdue();
          case PRIMARY_PODS ->
              scene.conditions().isGivenUp(scene.primary(), analysis.primaryReadyThreshold())
                  || scene.isOverdue();
          case ENDPOINTS, ROUTE, OBJECT -> scene.isOverdue();
          case DRAIN, FAREWELL, WRITTEN -> false;
        };
    return over ? Optional.of(first) : Optional.empty();
  }
}
