package io.guidon.sim.store;

import static io.guidon.sim.store.Trees.at;
import static io.guidon.sim.store.Trees.text;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The scale subresource: autoscaling/v1 Scale of an object that has replicas. */
final class Scales {

  private static final Kind KIND = new Kind("autoscaling", "Scale", "scales", Set.of());

  private Scales() {}

  /**
   * @param paths {@code subresources.scale} of a custom resource; empty for what is compiled in
   */
  static ObjectNode of(ObjectNode object, Optional<JsonNode> paths) {
    var scale = Trees.object();
    scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    var metadata = scale.putObject("metadata");
    for (var field :
        new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
      metadata.set(field, at(object, "metadata", field));
    }
    var replicas = object.at(pointer(paths, "specReplicasPath", ".spec.replicas"));
    var spec = scale.putObject("spec");
    if (replicas.asInt() > 0) {
      spec.put("replicas", replicas.asInt());
    }
    var status = scale.putObject("status");
    status.put(
        "replicas", object.at(pointer(paths, "statusReplicasPath", ".status.replicas")).asInt());
    var selector =
        paths.isPresent()
            ? paths
                .filter(some -> some.has("labelSelectorPath"))
                .map(_ -> object.at(pointer(paths, "labelSelectorPath", "")).asText())
                .orElse("")
            : labels(object);
    if (!selector.isEmpty()) {
      status.put("selector", selector);
    }
    return scale;
  }

  /** A copy of the object with other replicas. */
  static ObjectNode with(ObjectNode object, Optional<JsonNode> paths, int replicas) {
    var pointer = pointer(paths, "specReplicasPath", ".spec.replicas");
    return Trees.with(
        object,
        copy -> {
          var parent = copy;
          for (var at = pointer; at.tail() != null && !at.tail().matches(); at = at.tail()) {
            parent = Trees.need(parent, at.getMatchingProperty());
          }
          parent.put(pointer.last().getMatchingProperty(), replicas);
        });
  }

  /** Fewer than none; of a custom resource it is its own field that is wrong. */
  static NotAccepted negative(Kind kind, String name, Optional<JsonNode> paths, int replicas) {
    var found = "Invalid value: " + replicas + ": ";
    return paths
        .map(some ->
            NotAccepted.invalid(
                kind,
                name,
                text(some, "specReplicasPath") + ": " + found + "should be a non-negative integer"))
        .orElseGet(() ->
            NotAccepted.invalid(
                KIND, name, "spec.replicas: " + found + "must be greater than or equal to 0"));
  }

  private static String labels(ObjectNode object) {
    return at(object, "spec", "selector", "matchLabels").properties().stream()
        .map(label -> label.getKey() + "=" + text(label.getValue()))
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static JsonPointer pointer(Optional<JsonNode> paths, String field, String usual) {
    var path = paths.map(some -> some.path(field).asText()).orElse(usual);
    return JsonPointer.compile(path.replace('.', '/'));
  }
}
