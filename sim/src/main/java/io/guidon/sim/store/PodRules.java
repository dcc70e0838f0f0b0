package io.guidon.sim.store;

import static io.guidon.sim.store.Trees.at;
import static io.guidon.sim.store.Trees.objects;
import static io.guidon.sim.store.Trees.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What is wrong with the spec of a pod (k8s.io/kubernetes, pkg/apis/core/validation). */
final class PodRules {

  private static final String OTHER_CHANGES =
      "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,"
          + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only"
          + " additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to"
          + " be set to 1 if it was previously negative)";

  private final JsonNode spec;
  private final String path;
  private final List<String> problems = new ArrayList<>();

  private PodRules(JsonNode spec, String path) {
    this.spec = spec;
    this.path = path;
  }

  /**
   * @param path of the spec, such as {@code spec.template.spec}
   */
  static List<String> problems(JsonNode spec, String path) {
    var rules = new PodRules(spec, path);
    rules.check();
    return rules.problems;
  }

  /** A pod that runs is hardly changed any more; where it runs is said once. */
  static List<String> changes(JsonNode before, JsonNode after) {
    return fixed(before, after).equals(fixed(after, after)) ? List.of() : List.of(OTHER_CHANGES);
  }

  private static JsonNode fixed(JsonNode spec, JsonNode next) {
    ObjectNode copy = spec.deepCopy();
    copy.remove(List.of("activeDeadlineSeconds", "tolerations"));
    if (!copy.has("nodeName") && next.has("nodeName")) {
      copy.set("nodeName", next.get("nodeName"));
    }
    for (String list : List.of("containers", "initContainers")) {
      objects(copy, list).forEach(container -> container.remove("image"));
    }
    return copy;
  }

  private void check() {
    checkContainers("containers");
    checkContainers("initContainers");
    if (objects(spec, "containers").isEmpty()) {
      problem(".containers", "Required value");
    }
  }

  private void checkContainers(String list) {
    var names = new HashSet<String>();
    var containers = objects(spec, list);
    for (int i = 0; i < containers.size(); i++) {
      var container = containers.get(i);
      String where = "." + list + "[" + i + "]";
      for (String field : List.of("name", "image")) {
        if (text(container, field).isEmpty()) {
          problem(where + "." + field, "Required value");
        }
      }
      if (!names.add(text(container, "name"))) {
        problem(where + ".name", "Duplicate value: " + Trees.quoted(text(container, "name")));
      }
      checkEnvironment(container, where);
      checkMounts(container, where);
    }
  }

  private void checkEnvironment(ObjectNode container, String where) {
    var variables = objects(container, "env");
    for (int i = 0; i < variables.size(); i++) {
      if (variables.get(i).has("valueFrom") && !text(variables.get(i), "value").isEmpty()) {
        problem(
            where + ".env[" + i + "].valueFrom",
            "Invalid value: \"\": may not be specified when `value` is not empty");
      }
    }
  }

  private void checkMounts(ObjectNode container, String where) {
    var volumes = objects(spec, "volumes").stream().map(volume -> text(volume, "name")).toList();
    var mounts = objects(container, "volumeMounts");
    for (int i = 0; i < mounts.size(); i++) {
      String name = text(mounts.get(i), "name");
      if (!volumes.contains(name)) {
        problem(where + ".volumeMounts[" + i + "].name", "Not found: " + Trees.quoted(name));
      }
    }
  }

  /** How the pod is treated when a node runs short ({@code status.qosClass}). */
  static String quality(JsonNode spec) {
    var containers = new ArrayList<>(objects(spec, "containers"));
    containers.addAll(objects(spec, "initContainers"));
    boolean nothing =
        containers.stream()
            .allMatch(container ->
                at(container, "resources", "limits").isEmpty()
                    && at(container, "resources", "requests").isEmpty());
    boolean all =
        containers.stream()
            .allMatch(container -> {
              var limits = at(container, "resources", "limits");
              var requests = at(container, "resources", "requests");
              return limits.has("cpu")
                  && limits.has("memory")
                  && (requests.isEmpty() || requests.equals(limits));
            });
    return nothing ? "BestEffort" : all ? "Guaranteed" : "Burstable";
  }

  private void problem(String where, String what) {
    problems.add(path + where + ": " + what);
  }

  /** The restart policy that templates of workloads must have. */
  static List<String> restarted(JsonNode template, String path) {
    String policy = text(at(template, "spec"), "restartPolicy");
    return policy.equals("Always")
        ? List.of()
        : List.of(
            path
                + ".spec.restartPolicy: Unsupported value: "
                + Trees.quoted(policy)
                + ": supported values: \"Always\"");
  }
}
