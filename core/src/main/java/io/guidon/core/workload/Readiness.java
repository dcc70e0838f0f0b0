package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Whether the pods of a Deployment are rolled out, in Flagger's words (spec/workloads.md §14.1).
 */
public sealed interface Readiness {

  /** Enough updated pods are available; also with no pods wanted. */
  record Ready() implements Readiness {}

  /** Not yet, for a reason that may pass. */
  record Waiting(String text) implements Readiness {}

  /** The cluster gave up: the Deployment's own progress deadline is over. */
  record Stuck(String text) implements Readiness {}

  /**
   * The state of a Deployment. Times are not judged here: whoever waits has the deadline.
   *
   * @param thresholdPercent share of the updated pods that must be available, 0 to 100
   */
  static Readiness of(JsonNode deployment, int thresholdPercent) {
    var status = deployment.path("status");
    if (deployment.path("metadata").path("generation").asLong()
        > status.path("observedGeneration").asLong()) {
      return waiting("observed deployment generation less than desired generation");
    }
    if (condition(deployment, "Progressing")
        .path("reason")
        .asText()
        .equals("ProgressDeadlineExceeded")) {
      return new Stuck(
          "deployment \"%s\" exceeded its progress deadline"
              .formatted(deployment.path("metadata").path("name").asText()));
    }
    long updated = status.path("updatedReplicas").asLong();
    long wanted = deployment.path("spec").path("replicas").asLong(updated);
    if (updated < wanted) {
      return waiting(updated + " out of " + wanted + " new replicas have been updated");
    }
    long outdated = status.path("replicas").asLong() - updated;
    if (outdated > 0) {
      return waiting(outdated + " old replicas are pending termination");
    }
    long available = status.path("availableReplicas").asLong();
    long needed = updated * thresholdPercent / 100;
    if (available < needed) {
      return waiting(
          "%d of %d (readyThreshold %d%%) updated replicas are available"
              .formatted(available, needed, thresholdPercent));
    }
    return new Ready();
  }

  /**
   * Since when a Deployment that could make progress has too few available pods, by the cluster's
   * own clock; empty while it has enough. Flagger counts the Canary's deadline from here.
   */
  static Optional<Instant> unavailableSince(JsonNode deployment) {
    var available = condition(deployment, "Available");
    var lacking =
        available.path("status").asText().equals("False")
            && available.path("reason").asText().equals("MinimumReplicasUnavailable")
            && condition(deployment, "Progressing").isObject();
    try {
      return lacking
          ? Optional.of(Instant.parse(available.path("lastUpdateTime").asText()))
          : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Waiting waiting(String what) {
    return new Waiting("waiting for rollout to finish: " + what);
  }

  private static JsonNode condition(JsonNode deployment, String type) {
    for (var condition : deployment.path("status").path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return deployment.path("status").path("no such condition");
  }
}
