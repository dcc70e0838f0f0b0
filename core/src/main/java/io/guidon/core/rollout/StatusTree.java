package io.guidon.core.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.notification.ConditionText;
import io.guidon.core.resource.Phase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The {@code status} of a Canary as it is written: Flagger's fields as Flagger serialises them
 * (spec/crds.md §2.15, rollout.md §5), the {@code Promoted} condition, and our record. What others
 * put there stays.
 */
public final class StatusTree {
  private static final String PROMOTED = "Promoted";

  /** Only on a Canary that is not acted upon; gone as soon as it is. */
  private static final String STALLED = "Stalled";

  private StatusTree() {}

  /**
   * The tree to write.
   *
   * @param live the status as it stands; not changed
   * @param targetKind for the texts of the condition
   */
  public static ObjectNode of(RolloutStatus status, JsonNode live, String targetKind, Instant now) {
    var time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    var tree =
        live instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    tree.put("phase", status.phase().wireName());
    tree.put("canaryWeight", status.canaryWeight());
    tree.put("failedChecks", status.failedChecks());
    tree.put("iterations", status.iterations());
    text(tree, "lastAppliedSpec", status.lastAppliedSpec());
    text(tree, "lastPromotedSpec", status.lastPromotedSpec());
    tree.remove("trackedConfigs");
    status
        .trackedConfigs()
        .ifPresent(configs -> {
          var node = tree.putObject("trackedConfigs");
          new TreeMap<>(configs).forEach(node::put);
        });
    tree.put("lastTransitionTime", time);
    promoted(tree, status.phase(), targetKind, time);
    tree.set("run", RunJson.write(status.run()));
    return tree;
  }

  /**
   * The status of a Canary that is not acted upon: as it stands, with a condition that says why.
   * Empty if it says so already.
   */
  public static Optional<ObjectNode> leftAlone(JsonNode live, String why, Instant now) {
    for (var condition : live.path("conditions")) {
      if (condition.path("type").asText().equals(STALLED)
          && condition.path("message").asText().equals(why)) {
        return Optional.empty();
      }
    }
    var time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    var tree =
        live instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    var conditions = JsonNodeFactory.instance.arrayNode();
    for (var condition : live.path("conditions")) {
      if (!condition.path("type").asText().equals(STALLED)) {
        conditions.add(condition);
      }
    }
    conditions
        .addObject()
        .put("type", STALLED)
        .put("status", "True")
        .put("reason", "NotActedUpon")
        .put("message", why)
        .put("lastUpdateTime", time)
        .put("lastTransitionTime", time);
    tree.set("conditions", conditions);
    return Optional.of(tree);
  }

  private static void text(ObjectNode tree, String field, String value) {
    if (value.isEmpty()) {
      tree.remove(field);
    } else {
      tree.put(field, value);
    }
  }

  private static void promoted(ObjectNode tree, Phase phase, String targetKind, String time) {
    var conditions = JsonNodeFactory.instance.arrayNode();
    var next = JsonNodeFactory.instance.objectNode();
    next.put("type", PROMOTED);
    next.put("status", ConditionText.status(phase));
    next.put("reason", phase.wireName());
    next.put("message", ConditionText.message(phase, targetKind));
    next.put("lastUpdateTime", time);
    next.put("lastTransitionTime", time);
    conditions.add(next);
    for (var condition : tree.path("conditions")) {
      var type = condition.path("type").asText();
      if (!type.equals(PROMOTED)) {
        if (!type.equals(STALLED)) {
          conditions.add(condition);
        }
        continue;
      }
      if (condition.path("status").equals(next.path("status"))) {
        next.set("lastTransitionTime", condition.path("lastTransitionTime"));
        if (condition.path("reason").equals(next.path("reason"))) {
          next.set("lastUpdateTime", condition.path("lastUpdateTime"));
        }
      }
    }
    tree.set("conditions", conditions);
  }
}
