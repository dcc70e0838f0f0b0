package io.guidon.core.rollout;

import java.time.Instant;
import java.util.Optional;

/**
 * When waiting becomes failing: at the Canary's progress deadline, by our own clock, or as soon as
 * the cluster gives a workload up (spec/workloads.md §14.1, design.md R2).
 */
final class Overdue {
  private final Scene scene;

  Overdue(Scene scene) {
    this.scene = scene;
  }

  /** What has been waited for too long since {@code begin}, if anything. */
  Optional<Unmet> of(Convergence convergence, Instant begin) {
    if (convergence.unmet().isEmpty()) {
      return Optional.empty();
    }
    var first = convergence.unmet().getFirst();
    var analysis = scene.canary().analysis();
    var over =
        switch (first.what()) {
          case CANARY_PODS ->
              scene.conditions().isGivenUp(scene.target(), analysis.canaryReadyThreshold())
                  || scene.conditions().isOverdue(begin);
          case PRIMARY_PODS ->
              scene.conditions().isGivenUp(scene.primary(), analysis.primaryReadyThreshold())
                  || scene.conditions().isOverdue(begin);
          case ENDPOINTS, ROUTE, OBJECT -> scene.conditions().isOverdue(begin);
          case DRAIN, WRITTEN -> false;
        };
    return over ? Optional.of(first) : Optional.empty();
  }
}
