package io.guidon.sim.store;

import static io.guidon.sim.store.Trees.at;
import static io.guidon.sim.store.Trees.objects;
import static io.guidon.sim.store.Trees.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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

  private static final Pattern ADDRESS =
      Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

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
      case "apps/Deployment" -> problems.addAll(WorkloadRules.ofDeployment(tree, before));
      case "apps/DaemonSet" -> problems.addAll(WorkloadRules.ofDaemonSet(tree, before));
      case "apps/ControllerRevision" -> immutable("data");
      case "/Service" -> problems.addAll(ServiceRules.problems(tree, before));
      case "/ConfigMap" -> problems.addAll(DataRules.problems(tree, before));
      case "/Secret" -> {
        immutable("type");
        problems.addAll(DataRules.problems(tree, before));
      }
      case "/Pod" -> checkPod();
      case "/Event" -> checkEvent();
      case "coordination.k8s.io/Lease" -> checkLease();
      case "discovery.k8s.io/EndpointSlice" -> checkEndpointSlice();
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
    immutable("metadata", "deletionTimestamp");
    for (var owner : objects(tree, "metadata", "ownerReferences")) {
      for (String field : List.of("apiVersion", "kind", "name", "uid")) {
        if (text(owner, field).isEmpty()) {
          problem("metadata.ownerReferences." + field, "Invalid value: \"\": must not be empty");
        }
      }
    }
    checkController();
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

  private void checkController() {
    var controllers =
        objects(tree, "metadata", "ownerReferences").stream()
            .filter(owner -> owner.path("controller").asBoolean())
            .map(owner -> text(owner, "kind") + "/" + text(owner, "name"))
            .toList();
    if (controllers.size() > 1) {
      problem(
          "metadata.ownerReferences",
          "Invalid value: "
              + at(tree, "metadata", "ownerReferences")
              + ": Only one reference can have Controller set to true. Found \"true\" in references for "
              + controllers.get(0)
              + " and "
              + controllers.get(1));
    }
  }

  private void checkPod() {
    problems.addAll(PodRules.problems(tree.path("spec"), "spec"));
    if (!before.isMissingNode()) {
      problems.addAll(PodRules.changes(before.path("spec"), tree.path("spec")));
    }
  }

  private void checkEvent() {
    String about = text(tree, "involvedObject", "namespace");
    String namespace = text(tree, "metadata", "namespace");
    // What has no namespace is told of in the default one.
    if (!about.equals(namespace) && !(about.isEmpty() && namespace.equals("default"))) {
      problem(
          "involvedObject.namespace",
          "Invalid value: " + Trees.quoted(about) + ": does not match event.namespace");
    }
  }

  private void checkLease() {
    int duration = at(tree, "spec", "leaseDurationSeconds").asInt(1);
    if (duration < 1) {
      problem(
          "spec.leaseDurationSeconds", "Invalid value: " + duration + ": must be greater than 0");
    }
  }

  private void checkEndpointSlice() {
    immutable("addressType");
    if (!text(tree, "addressType").equals("IPv4")) {
      return;
    }
    var endpoints = objects(tree, "endpoints");
    for (int i = 0; i < endpoints.size(); i++) {
      var addresses = Trees.texts(endpoints.get(i), "addresses");
      for (int j = 0; j < addresses.size(); j++) {
        if (!ADDRESS.matcher(addresses.get(j)).matches()) {
          problem(
              "endpoints[" + i + "].addresses[" + j + "]",
              "Invalid value: "
                  + Trees.quoted(addresses.get(j))
                  + ": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
        }
      }
    }
  }

  private void checkScaler() {
    int max = at(tree, "spec", "maxReplicas").asInt();
    if (max == 0) {
      problem("spec.maxReplicas", "Required value: must be set and greater than 0");
    } else if (max < 0) {
      problem("spec.maxReplicas", "Invalid value: " + max + ": must be greater than 0");
    }
    if (max < at(tree, "spec", "minReplicas").asInt(1)) {
      problem(
          "spec.maxReplicas",
          "Invalid value: " + max + ": must be greater than or equal to `minReplicas`");
    }
    for (String field : List.of("kind", "name")) {
      if (text(tree, "spec", "scaleTargetRef", field).isEmpty()) {
        problem("spec.scaleTargetRef." + field, "Required value");
      }
    }
    if (text(tree, "spec", "scaleTargetRef", "apiVersion").isEmpty()) {
      problem(
          "spec.scaleTargetRef.apiVersion",
          "Invalid value: \"\": apiVersion must specify API group");
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
