package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Trees;
import java.util.List;
import java.util.stream.Collectors;

/** What kubectl shows of HorizontalPodAutoscalers. */
final class ScalerColumns {

  private static final String UNKNOWN = "<unknown>";

  private ScalerColumns() {}

  static void add(Columns columns) {
    columns
        .text(
            "Reference",
            scaler ->
                Trees.text(scaler, "spec", "scaleTargetRef", "kind")
                    + "/"
                    + Trees.text(scaler, "spec", "scaleTargetRef", "name"))
        .text("Targets", ScalerColumns::targets)
        .text(
            "MinPods",
            scaler ->
                Trees.at(scaler, "spec").has("minReplicas")
                    ? Trees.text(scaler, "spec", "minReplicas")
                    : "<unset>")
        .number("MaxPods", "spec", "maxReplicas")
        .number("Replicas", "status", "currentReplicas")
        .age();
  }

  private static String targets(ObjectNode scaler) {
    var wanted = Trees.objects(scaler, "spec", "metrics");
    var measured = Trees.objects(scaler, "status", "currentMetrics");
    return wanted.isEmpty()
        ? Columns.NONE
        : wanted.stream().map(metric -> target(metric, measured)).collect(Collectors.joining(", "));
  }

  private static String target(ObjectNode metric, List<ObjectNode> measured) {
    var name = Trees.text(metric, "resource", "name");
    if (name.isEmpty()) {
      return UNKNOWN + "/" + UNKNOWN;
    }
    var current =
        measured.stream()
            .filter(one -> Trees.text(one, "resource", "name").equals(name))
            .map(one -> Trees.text(one, "resource", "current", "averageUtilization"))
            .findFirst()
            .orElse("");
    return name
        + ": "
        + (current.isEmpty() ? UNKNOWN : current + "%")
        + "/"
        + Trees.text(metric, "resource", "target", "averageUtilization")
        + "%";
  }
}
