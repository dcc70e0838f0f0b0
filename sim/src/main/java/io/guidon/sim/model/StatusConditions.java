package io.guidon.sim.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.model.DataPath.Verdict;
import io.guidon.sim.store.Trees;
import java.time.Instant;

/** The list {@code conditions} of a status, for one generation of its object. */
final class StatusConditions {

  private final JsonNode before;
  private final int generation;
  private final Instant now;
  private final ArrayNode conditions = Trees.array();

  /**
   * @param object whose generation counts
   * @param before what held the conditions before, so that the times of those that stay are kept
   */
  StatusConditions(ObjectNode object, JsonNode before, Instant now) {
    this.before = before;
    this.generation = Trees.at(object, "metadata", "generation").asInt();
    this.now = now;
  }

  StatusConditions with(String type, Verdict verdict) {
    String status = verdict.holds() ? "True" : "False";
    conditions
        .addObject()
        .put("type", type)
        .put("status", status)
        .put("reason", verdict.reason())
        .put("message", verdict.message())
        .put("observedGeneration", generation)
        .put("lastTransitionTime", since(type, status));
    return this;
  }

  ArrayNode list() {
    return conditions;
  }

  private String since(String type, String status) {
    return Trees.objects(before, "conditions").stream()
        .filter(condition -> Trees.text(condition, "type").equals(type))
        .filter(condition -> Trees.text(condition, "status").equals(status))
        .map(condition -> Trees.text(condition, "lastTransitionTime"))
        .findFirst()
        .orElseGet(() -> Trees.time(now));
  }
}
