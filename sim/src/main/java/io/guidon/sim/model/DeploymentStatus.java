package io.guidon.sim.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The status of a Deployment as the Deployment controller of Kubernetes writes it, conditions
 * included.
 */
final class DeploymentStatus {

  private final ObjectNode deployment;
  private final Instant now;
  private final Map<String, ObjectNode> conditions = new LinkedHashMap<>();

  DeploymentStatus(ObjectNode deployment, Instant now) {
    this.deployment = deployment;
    this.now = now;
    Trees.objects(deployment, "status", "conditions")
        .forEach(condition -> conditions.put(Trees.text(condition, "type"), condition.deepCopy()));
  }

  /**
   * The numbers of pods.
   *
   * @param replicas all of them
   * @param updated those of the current template
   */
  record Counts(int replicas, int updated, int ready, int available) {}

  /**
   * @param set the name of the current ReplicaSet
   * @param fresh whether it was made just now
   */
  record Rollout(String set, Freshness fresh, int unavailableAllowed) {
    enum Freshness {
      JUST_MADE,
      KNOWN
    }
  }

  ObjectNode next(Counts counts, Rollout rollout) {
    int wanted = Trees.at(deployment, "spec", "replicas").asInt();
    judgeAvailability(counts.available() >= wanted - rollout.unavailableAllowed());
    judgeProgress(counts, rollout, wanted);
    var status = Trees.object();
    status.put("observedGeneration", Trees.at(deployment, "metadata", "generation").asInt());
    putUnlessZero(status, "replicas", counts.replicas());
    putUnlessZero(status, "updatedReplicas", counts.updated());
    putUnlessZero(status, "readyReplicas", counts.ready());
    putUnlessZero(status, "availableReplicas", counts.available());
    putUnlessZero(
        status, "unavailableReplicas", Math.max(0, counts.replicas() - counts.available()));
    var list = status.putArray("conditions");
    conditions.values().forEach(list::add);
    return status;
  }

  /** When the rollout will have taken too long, if nothing moves until then. */
  Optional<Instant> deadline() {
    var progressing = conditions.get("Progressing");
    if (progressing == null || !isWaitedFor(Trees.text(progressing, "reason"))) {
      return Optional.empty();
    }
    return Optional.of(updated(progressing).plus(allowed()).plusSeconds(1));
  }

  private void judgeAvailability(boolean available) {
    if (available) {
      put("Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.");
    } else {
      put(
          "Available",
          "False",
          "MinimumReplicasUnavailable",
          "Deployment does not have minimum availability.");
    }
  }

  private void judgeProgress(Counts counts, Rollout rollout, int wanted) {
    if (rollout.fresh() == Rollout.Freshness.JUST_MADE) {
      renew("True", "NewReplicaSetCreated", "Created new replica set \"" + rollout.set() + "\"");
    }
    String reason = reason();
    boolean rolledOutBefore =
        counts.replicas() == counts.updated() && reason.equals("NewReplicaSetAvailable");
    if (rolledOutBefore) {
      // Scaling alone is no rollout: no deadline counts.
      return;
    }
    boolean complete =
        counts.updated() == wanted && counts.replicas() == wanted && counts.available() == wanted;
    if (complete) {
      renew(
          "True",
          "NewReplicaSetAvailable",
          "ReplicaSet \"" + rollout.set() + "\" has successfully progressed.");
    } else if (moved(counts, rollout.fresh())) {
      renew("True", "ReplicaSetUpdated", "ReplicaSet \"" + rollout.set() + "\" is progressing.");
    } else if (isWaitedFor(reason) && isOver()) {
      put(
          "Progressing",
          "False",
          "ProgressDeadlineExceeded",
          "ReplicaSet \"" + rollout.set() + "\" has timed out progressing.");
    }
  }

  /** Whether there are more updated, fewer old, more ready or more available pods than before. */
  private boolean moved(Counts counts, Rollout.Freshness fresh) {
    var before = Trees.at(deployment, "status");
    // What was up to date before is old now if the template is a new one.
    int updatedBefore =
        fresh == Rollout.Freshness.JUST_MADE ? 0 : before.path("updatedReplicas").asInt();
    int oldBefore = before.path("replicas").asInt() - updatedBefore;
    return counts.updated() > updatedBefore
        || counts.replicas() - counts.updated() < oldBefore
        || counts.ready() > before.path("readyReplicas").asInt()
        || counts.available() > before.path("availableReplicas").asInt();
  }

  private boolean isOver() {
    var progressing = conditions.get("Progressing");
    return progressing != null && updated(progressing).plus(allowed()).isBefore(now);
  }

  private static boolean isWaitedFor(String reason) {
    return !reason.isEmpty()
        && !reason.equals("NewReplicaSetAvailable")
        && !reason.equals("ProgressDeadlineExceeded");
  }

  private String reason() {
    var progressing = conditions.get("Progressing");
    return progressing == null ? "" : Trees.text(progressing, "reason");
  }

  private Duration allowed() {
    return Duration.ofSeconds(Trees.at(deployment, "spec", "progressDeadlineSeconds").asInt());
  }

  private static Instant updated(JsonNode condition) {
    return Instant.parse(Trees.text(condition, "lastUpdateTime"));
  }

  /** Writes a condition; one with the same status and reason stays as it is. */
  private void put(String type, String status, String reason, String message) {
    var before = conditions.get(type);
    if (before == null
        || !Trees.text(before, "status").equals(status)
        || !Trees.text(before, "reason").equals(reason)) {
      write(type, status, reason, message);
    }
  }

  /** Writes the condition Progressing with a new time of update. */
  private void renew(String status, String reason, String message) {
    write("Progressing", status, reason, message);
  }

  private void write(String type, String status, String reason, String message) {
    var before = conditions.get(type);
    boolean sameStatus = before != null && Trees.text(before, "status").equals(status);
    var condition = Trees.object();
    condition.put("type", type);
    condition.put("status", status);
    condition.put("reason", reason);
    condition.put("message", message);
    condition.put("lastUpdateTime", Trees.time(now));
    condition.put(
        "lastTransitionTime",
        sameStatus && before != null ? Trees.text(before, "lastTransitionTime") : Trees.time(now));
    conditions.put(type, condition);
  }

  private static void putUnlessZero(ObjectNode status, String field, int count) {
    if (count > 0) {
      status.put(field, count);
    }
  }
}
