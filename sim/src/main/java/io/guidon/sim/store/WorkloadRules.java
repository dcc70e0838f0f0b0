package io.guidon.sim.store;

import static io.guidon.sim.store.Trees.at;
import static io.guidon.sim.store.Trees.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a workload (k8s.io/kubernetes, pkg/apis/apps/validation). */
final class WorkloadRules {

  private final ObjectNode tree;
  private final JsonNode before;
  private final List<String> problems = new ArrayList<>();

  private WorkloadRules(ObjectNode tree, JsonNode before) {
    this.tree = tree;
    this.before = before;
  }

  /**
   * @param before the version before this one; missing for a new object
   */
  static List<String> ofDeployment(ObjectNode tree, JsonNode before) {
    var rules = new WorkloadRules(tree, before);
    rules.checkReplicas();
    rules.checkTemplate("deployment");
    rules.checkStrategy();
    rules.checkDeadline();
    return rules.problems;
  }

  static List<String> ofDaemonSet(ObjectNode tree, JsonNode before) {
    var rules = new WorkloadRules(tree, before);
    rules.checkTemplate("daemonset");
    return rules.problems;
  }

  private void checkReplicas() {
    int replicas = at(tree, "spec", "replicas").asInt();
    if (replicas < 0) {
      problem(
          "spec.replicas", "Invalid value: " + replicas + ": must be greater than or equal to 0");
    }
  }

  private void checkTemplate(String workload) {
    var selector = at(tree, "spec", "selector");
    var template = at(tree, "spec", "template");
    var labels = at(template, "metadata", "labels");
    if (selector.isMissingNode()) {
      problem("spec.selector", "Required value");
    } else if (selector.isEmpty()) {
      problem("spec.selector", "Invalid value: {}: empty selector is invalid for " + workload);
    }
    boolean matches =
        !selector.isMissingNode()
            && at(selector, "matchLabels").properties().stream()
                .allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
    if (!matches) {
      problem(
          "spec.template.metadata.labels",
          "Invalid value: " + labels + ": `selector` does not match template `labels`");
    }
    problems.addAll(PodRules.problems(template.path("spec"), "spec.template.spec"));
    problems.addAll(PodRules.restarted(template, "spec.template"));
    if (!before.isMissingNode() && !at(before, "spec", "selector").equals(selector)) {
      problem("spec.selector", "Invalid value: " + selector + ": field is immutable");
    }
  }

  private void checkStrategy() {
    var strategy = at(tree, "spec", "strategy");
    var rolling = strategy.path("rollingUpdate");
    if (text(strategy, "type").equals("Recreate") && strategy.has("rollingUpdate")) {
      problem(
          "spec.strategy.rollingUpdate",
          "Forbidden: may not be specified when strategy `type` is 'Recreate'");
    } else if (isNothing(rolling.path("maxSurge")) && isNothing(rolling.path("maxUnavailable"))) {
      problem(
          "spec.strategy.rollingUpdate.maxUnavailable",
          "Invalid value: 0: may not be 0 when `maxSurge` is 0");
    }
  }

  private static boolean isNothing(JsonNode amount) {
    return amount.asText().equals("0") || amount.asText().equals("0%");
  }

  private void checkDeadline() {
    int deadline = at(tree, "spec", "progressDeadlineSeconds").asInt();
    if (deadline <= at(tree, "spec", "minReadySeconds").asInt(0)) {
      problem(
          "spec.progressDeadlineSeconds",
          "Invalid value: " + deadline + ": must be greater than minReadySeconds");
    }
  }

  private void problem(String path, String what) {
    problems.add(path + ": " + what);
  }
}
