package io.guidon.sim.store;

import static io.guidon.sim.store.Trees.at;
import static io.guidon.sim.store.Trees.objects;
import static io.guidon.sim.store.Trees.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of the API server that an operator can run into: a small part of them, each with the
 * words of the real one.
 */
final class Validation {

  private static final Set<String> PHASES =
      Set.of(
          "Initializing",
          "Initialized",
          "Waiting",
          "Progressing",
          "WaitingPromotion",
          "Promoting",
          "Finalising",
          "Succeeded",
          "Failed",
          "Terminating",
          "Terminated");

  private final Kind kind;
  private final ObjectNode tree;
  private final JsonNode before;
  private final List<String> problems = new ArrayList<>();

  private Validation(Kind kind, ObjectNode tree, Optional<ObjectNode> before) {
    this.kind = kind;
    this.tree = tree;
    this.before = before.<JsonNode>map(old -> old).orElse(MissingNode.getInstance());
  }

  /**
   * Refuses {@code tree} if it breaks a rule.
   *
   * @param before the version that it replaces; empty for a new object
   * @param schema what its CustomResourceDefinition says of it
   */
  static void check(
      Kind kind, ObjectNode tree, Optional<ObjectNode> before, Optional<Schema> schema) {
    var validation = new Validation(kind, tree, before);
    validation.checkMetadata();
    if (before.isPresent()) {
      // Real servers look at the metadata of an update twice, and report what they find twice.
      validation.problems.addAll(List.copyOf(validation.problems));
    }
    validation.problems.addAll(MetadataRules.problems(kind, tree, validation.before));
    schema.ifPresentOrElse(
        known -> validation.problems.addAll(known.problems(tree)), validation::checkContent);
    if (!validation.problems.isEmpty()) {
      throw NotAccepted.invalid(kind, text(tree, "metadata", "name"), validation.problems);
    }
  }

  private void checkContent() {
    switch (kind.group() + "/" + kind.name()) {
      case "apps/Deployment" -> checkDeployment();
      case "apps/DaemonSet" -> checkSelector();
      case "apps/ControllerRevision" -> immutable("data");
      case "/Service" -> checkService();
      case "/Secret" -> immutable("type");
      case "apiextensions.k8s.io/CustomResourceDefinition" ->
          problems.addAll(Definitions.problems(tree));
      case "autoscaling/HorizontalPodAutoscaler" -> checkScaler();
      case "gateway.networking.k8s.io/HTTPRoute" -> checkRoute();
      case "flagger.app/Canary" -> checkCanary();
      default -> {
        // No rule of theirs is known here.
      }
    }
  }

  private void checkMetadata() {
    immutable("metadata", "uid");
    for (var owner : objects(tree, "metadata", "ownerReferences")) {
      for (String field : List.of("apiVersion", "kind", "name", "uid")) {
        if (text(owner, field).isEmpty()) {
          problem("metadata.ownerReferences." + field, "Invalid value: \"\": must not be empty");
        }
      }
    }
    if (at(before, "metadata").has("deletionTimestamp")) {
      var added = new ArrayList<>(Trees.texts(tree, "metadata", "finalizers"));
      added.removeAll(Trees.texts(before, "metadata", "finalizers"));
      if (!added.isEmpty()) {
        problem(
            "metadata.finalizers",
            "Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{\""
                + String.join("\", \"", added)
                + "\"}");
      }
    }
  }

  private void checkDeployment() {
    int replicas = at(tree, "spec", "replicas").asInt();
    if (replicas < 0) {
      problem(
          "spec.replicas", "Invalid value: " + replicas + ": must be greater than or equal to 0");
    }
    checkSelector();
    if (text(tree, "spec", "strategy", "type").equals("Recreate")
        && at(tree, "spec", "strategy").has("rollingUpdate")) {
      problem(
          "spec.strategy.rollingUpdate",
          "Forbidden: may not be specified when strategy `type` is 'Recreate'");
    }
    int deadline = at(tree, "spec", "progressDeadlineSeconds").asInt();
    if (deadline <= at(tree, "spec", "minReadySeconds").asInt(0)) {
      problem(
          "spec.progressDeadlineSeconds",
          "Invalid value: " + deadline + ": must be greater than minReadySeconds");
    }
  }

  private void checkSelector() {
    var selector = at(tree, "spec", "selector");
    var labels = at(tree, "spec", "template", "metadata", "labels");
    if (selector.isEmpty()) {
      problem("spec.selector", "Required value");
    }
    boolean matches =
        !selector.isEmpty()
            && at(selector, "matchLabels").properties().stream()
                .allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
    if (!matches) {
      problem(
          "spec.template.metadata.labels",
          "Invalid value: " + labels + ": `selector` does not match template `labels`");
    }
    checkContainers();
    immutable("spec", "selector");
  }

  private void checkContainers() {
    var containers = objects(tree, "spec", "template", "spec", "containers");
    if (containers.isEmpty()) {
      problem("spec.template.spec.containers", "Required value");
    }
    for (int i = 0; i < containers.size(); i++) {
      for (String field : List.of("name", "image")) {
        if (text(containers.get(i), field).isEmpty()) {
          problem("spec.template.spec.containers[" + i + "]." + field, "Required value");
        }
      }
    }
  }

  private void checkService() {
    var ports = objects(tree, "spec", "ports");
    boolean external = text(tree, "spec", "type").equals("ExternalName");
    boolean headless = text(tree, "spec", "clusterIP").equals("None");
    if (ports.isEmpty() && !external && !headless) {
      problem("spec.ports", "Required value");
    }
    var seen = new HashSet<String>();
    for (int i = 0; i < ports.size(); i++) {
      if (ports.size() > 1 && text(ports.get(i), "name").isEmpty()) {
        problem("spec.ports[" + i + "].name", "Required value");
      }
      if (!seen.add(text(ports.get(i), "port") + "/" + text(ports.get(i), "protocol"))) {
        problem("spec.ports[" + i + "]", "Duplicate value: " + ports.get(i));
      }
    }
    var old = at(before, "spec", "clusterIPs");
    boolean keepsAddress = !external && !text(before, "spec", "type").equals("ExternalName");
    if (!old.isMissingNode() && keepsAddress && !old.equals(at(tree, "spec", "clusterIPs"))) {
      problem(
          "spec.clusterIPs[0]",
          "Invalid value: " + at(tree, "spec", "clusterIPs") + ": may not change once set");
    }
  }

  private void checkScaler() {
    int max = at(tree, "spec", "maxReplicas").asInt();
    if (max < 1) {
      problem("spec.maxReplicas", "Invalid value: " + max + ": must be greater than 0");
    } else if (max < at(tree, "spec", "minReplicas").asInt(1)) {
      problem(
          "spec.maxReplicas",
          "Invalid value: " + max + ": must be greater than or equal to `minReplicas`");
    }
  }

  private void checkRoute() {
    var rules = objects(tree, "spec", "rules");
    for (int i = 0; i < rules.size(); i++) {
      var backends = objects(rules.get(i), "backendRefs");
      for (int j = 0; j < backends.size(); j++) {
        String path = "spec.rules[" + i + "].backendRefs[" + j + "]";
        int weight = backends.get(j).path("weight").asInt();
        String found =
            ".weight: Invalid value: " + weight + ": " + path + ".weight in body should be ";
        if (weight < 0) {
          problems.add(path + found + "greater than or equal to 0");
        } else if (weight > 1_000_000) {
          problems.add(path + found + "less than or equal to 1000000");
        }
        if (text(backends.get(j), "kind").equals("Service") && !backends.get(j).has("port")) {
          problem(path, "Invalid value: \"object\": Must have port for Service reference");
        }
      }
    }
  }

  private void checkCanary() {
    for (String field : List.of("targetRef", "analysis")) {
      if (Trees.isAbsent(at(tree, "spec", field))) {
        problem("spec." + field, "Required value");
        problem(
            "<nil>",
            "Invalid value: null: some validation rules were not checked because the object was invalid;"
                + " correct the existing errors to complete validation");
      }
    }
    String phase = text(tree, "status", "phase");
    if (!phase.isEmpty() && !PHASES.contains(phase)) {
      problem("status.phase", "Unsupported value: \"" + phase + "\"");
    }
  }

  private void immutable(String... path) {
    var old = at(before, path);
    if (!before.isMissingNode() && !old.equals(at(tree, path))) {
      problem(String.join(".", path), "Invalid value: " + at(tree, path) + ": field is immutable");
    }
  }

  private void problem(String path, String what) {
    problems.add(path + ": " + what);
  }
}
