package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** How many replicas a workload gets when Guidon starts it (spec/workloads.md §5.1, §5.4). */
public final class Scale {
  private Scale() {}

  /** Replicas of a primary that is created for this target. */
  public static int initialReplicas(JsonNode target) {
    return Math.max(1, replicas(target));
  }

  /** Replicas of the target during a run: its own if it has any, else as many as the primary. */
  public static int replicasForRun(JsonNode target, Optional<? extends JsonNode> primary) {
    return ownOr(target, primary.map(Scale::replicas).orElse(1));
  }

  /**
   * Replicas of a target that an autoscaler takes care of: its own if it has any, else what the
   * autoscaler grants at least.
   *
   * @param autoscaler the target's HorizontalPodAutoscaler, empty if it cannot be read
   */
  public static int replicasForAutoscaledRun(
      JsonNode target, Optional<? extends JsonNode> autoscaler) {
    return ownOr(
        target, autoscaler.map(hpa -> hpa.path("spec").path("minReplicas").asInt(1)).orElse(1));
  }

  private static int ownOr(JsonNode target, int other) {
    int own = replicas(target);
    return own > 0 ? own : Math.max(1, other);
  }

  /** Kubernetes' default is 1. */
  private static int replicas(JsonNode workload) {
    return workload.path("spec").path("replicas").asInt(1);
  }
}
