package io.guidon.sim.store;

import static io.guidon.sim.store.Kind.Trait.BUILT_IN;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Brings objects into the form in which the API server keeps them, so that equal contents are equal
 * trees.
 */
final class Normal {

  /** Fields of {@code metadata} that only the API server writes. */
  static final List<String> SYSTEM =
      List.of(
          "uid",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generation",
          "resourceVersion",
          "managedFields",
          "selfLink");

  /** Fields of {@code metadata} that nobody owns. */
  private static final List<String> UNOWNED =
      List.of(
          "name",
          "namespace",
          "uid",
          "creationTimestamp",
          "generation",
          "resourceVersion",
          "managedFields",
          "selfLink");

  /**
   * Maps that are not written at all when they are empty; other empty objects of built-in kinds
   * mean something.
   */
  private static final Set<String> MAPS =
      Set.of(
          "labels",
          "annotations",
          "matchLabels",
          "nodeSelector",
          "limits",
          "requests",
          "data",
          "binaryData",
          "selector");

  /** Booleans and numbers that are not written when they are false or 0. */
  private static final Set<String> OMITTED =
      Set.of(
          "paused",
          "minReadySeconds",
          "hostNetwork",
          "hostPID",
          "hostIPC",
          "readOnly",
          "stdin",
          "stdinOnce",
          "tty",
          "initialDelaySeconds",
          "hostPort",
          "publishNotReadyAddresses");

  private static final Set<String> METADATA =
      Set.of("labels", "annotations", "ownerReferences", "finalizers");

  private Normal() {}

  /**
   * Takes out what the API server does not keep: nulls and empty lists of typed kinds, empty
   * metadata of all.
   */
  static void tidy(Kind kind, ObjectNode tree) {
    Trees.objectAt(tree, "metadata").ifPresent(Normal::tidyMetadata);
    if (kind.has(BUILT_IN)) {
      // An empty selector of a workload selects everything, which is another thing than none.
      boolean selectsAll =
          kind.group().equals("apps")
              && Trees.at(tree, "spec", "selector") instanceof ObjectNode selector
              && selector.isEmpty();
      new ArrayList<>(tree.properties())
          .stream()
              .filter(
                  field -> !field.getKey().equals("status") && !field.getKey().equals("metadata"))
              .forEach(field -> tidyTyped(field.getValue()));
      tree.properties()
          .removeIf(field -> MAPS.contains(field.getKey()) && field.getValue().isEmpty());
      if (selectsAll) {
        Trees.need(tree, "spec").putObject("selector");
      }
    }
  }

  private static void tidyMetadata(ObjectNode metadata) {
    metadata
        .properties()
        .removeIf(field ->
            field.getValue().isNull()
                || (METADATA.contains(field.getKey()) && field.getValue().isEmpty()));
  }

  private static void tidyTyped(JsonNode node) {
    node.forEach(Normal::tidyTyped);
    if (node instanceof ObjectNode object) {
      object.properties().removeIf(field -> vanishes(field.getKey(), field.getValue()));
    }
  }

  private static boolean vanishes(String field, JsonNode value) {
    return value.isNull()
        || (OMITTED.contains(field) && !value.asBoolean())
        || (value.isEmpty() && value.isArray())
        || (value.isEmpty() && value.isObject() && MAPS.contains(field));
  }

  /** What of an object is owned by managers, for comparing and merging. */
  static ObjectNode owned(ObjectNode tree) {
    var copy = tree.deepCopy();
    copy.remove(List.of("apiVersion", "kind"));
    Trees.objectAt(copy, "metadata").ifPresent(metadata -> metadata.remove(UNOWNED));
    return copy;
  }

  /**
   * What an object of this kind consists of before anybody writes to it, as far as ownership is
   * concerned: the empty value of a compiled type is written out with its empty structs.
   */
  static ObjectNode blank(Kind kind) {
    var blank = Trees.object();
    blank.putObject("metadata");
    if (!kind.has(BUILT_IN)) {
      return blank;
    }
    switch (kind.name()) {
      case "Deployment", "DaemonSet" -> {
        var spec = blank.putObject("spec");
        spec.putNull("selector");
        spec.putObject(kind.name().equals("Deployment") ? "strategy" : "updateStrategy");
        var template = spec.putObject("template");
        template.putObject("metadata");
        template.putObject("spec").putNull("containers");
      }
      case "HorizontalPodAutoscaler" -> {
        var spec = blank.putObject("spec");
        spec.put("maxReplicas", 0);
        spec.putObject("scaleTargetRef").put("kind", "").put("name", "");
      }
      case "EndpointSlice" -> blank.put("addressType", "").putNull("endpoints").putNull("ports");
      case "Event" -> {
        blank.putObject("involvedObject");
        blank.putObject("source");
        blank.put("reportingComponent", "").put("reportingInstance", "");
      }
      case "ControllerRevision" -> blank.put("revision", 0);
      case "Service", "Ingress", "Lease" -> blank.putObject("spec");
      default -> {
        // Nothing that is written out when empty.
      }
    }
    return blank;
  }

  /** The status of an object that was just made. */
  static void putFirstStatus(Kind kind, ObjectNode tree) {
    tree.remove("status");
    switch (kind.group() + "/" + kind.name()) {
      case "apps/Deployment" -> tree.putObject("status");
      case "/Pod" ->
          tree.putObject("status")
              .put("phase", "Pending")
              .put("qosClass", PodRules.quality(tree.path("spec")));
      case "apps/DaemonSet" ->
          tree.putObject("status")
              .put("currentNumberScheduled", 0)
              .put("desiredNumberScheduled", 0)
              .put("numberMisscheduled", 0)
              .put("numberReady", 0);
      case "/Service", "networking.k8s.io/Ingress" ->
          tree.putObject("status").putObject("loadBalancer");
      case "autoscaling/HorizontalPodAutoscaler" ->
          tree.putObject("status").put("desiredReplicas", 0).putNull("currentMetrics");
      default -> {
        // Others have none until somebody writes it.
      }
    }
  }
}
