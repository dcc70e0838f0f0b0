package io.guidon.core.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Flagger records about a Canary: {@code status} (spec/crds.md §2.15). Texts that are missing
 * are empty, numbers are 0.
 *
 * @param failedChecks of the current or last run
 * @param canaryWeight percent as last recorded; see there for the moments at which it differs from
 *     the route
 * @param iterations done; -1 while a weighted canary waits for the approval of its promotion
 * @param trackedConfigs checksum by {@code configmap/<name>} or {@code secret/<name>}; empty when
 *     configs are not tracked
 * @param lastAppliedSpec Flagger's hash of the revision acted on last
 * @param lastPromotedSpec Flagger's hash of the revision promoted last
 * @param run our own record, which the rollout reads
 */
public record CanaryStatus(
    Phase phase,
    int failedChecks,
    int canaryWeight,
    int iterations,
    Optional<Map<String, String>> trackedConfigs,
    String lastAppliedSpec,
    String lastPromotedSpec,
    Cookies cookies,
    Optional<Instant> lastTransitionTime,
    List<Condition> conditions,
    Optional<JsonNode> run) {

  public CanaryStatus {
    trackedConfigs = trackedConfigs.map(SortedMaps::copyOf);
    conditions = List.copyOf(conditions);
  }

  /**
   * The cookies of session affinity, each as {@code <name>=<value>}.
   *
   * @param canary of the run in progress
   * @param primary written once, and kept
   * @param previous of the run before, to be deleted at the clients
   */
  public record Cookies(
      Optional<String> canary, Optional<String> primary, Optional<String> previous) {}

  /** An entry of {@code status.conditions}; Flagger's only type is {@code Promoted}. */
  public record Condition(
      String type,
      String status,
      String reason,
      String message,
      Optional<Instant> lastUpdateTime,
      Optional<Instant> lastTransitionTime) {

    private static Condition of(JsonNode node) {
      return new Condition(
          node.path("type").asText(),
          node.path("status").asText(),
          node.path("reason").asText(),
          node.path("message").asText(),
          Metadata.time(node.path("lastUpdateTime")),
          Metadata.time(node.path("lastTransitionTime")));
    }
  }

  /** Reads a status, which may be missing; anything of the wrong form counts as not recorded. */
  static CanaryStatus of(JsonNode status) {
    return new CanaryStatus(
        Phase.of(status.path("phase").asText()),
        number(status.path("failedChecks")),
        number(status.path("canaryWeight")),
        number(status.path("iterations")),
        object(status.path("trackedConfigs")).map(Metadata::texts),
        status.path("lastAppliedSpec").asText(),
        status.path("lastPromotedSpec").asText(),
        new Cookies(
            text(status.path("sessionAffinityCookie")),
            text(status.path("primarySessionAffinityCookie")),
            text(status.path("previousSessionAffinityCookie"))),
        Metadata.time(status.path("lastTransitionTime")),
        conditions(status.path("conditions")),
        object(status.path("run")));
  }

  private static List<Condition> conditions(JsonNode node) {
    var conditions = new ArrayList<Condition>();
    node.forEach(item -> {
      if (item.isObject()) {
        conditions.add(Condition.of(item));
      }
    });
    return conditions;
  }

  private static int number(JsonNode node) {
    return node.isNumber() && node.canConvertToInt() ? node.intValue() : 0;
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.of(node.asText()).filter(text -> !text.isEmpty());
  }

  private static Optional<JsonNode> object(JsonNode node) {
    return Optional.of(node).filter(JsonNode::isObject);
  }
}
