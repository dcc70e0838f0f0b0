package io.guidon.sim.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes out of an object what its schema does not know. */
final class Pruning {

  /** Known for every object, whatever its schema says. */
  private static final Set<String> COMMON = Set.of("apiVersion", "kind", "metadata");

  /** The fields of {@code metadata} (apimachinery, ObjectMeta). */
  private static final Set<String> METADATA =
      Set.of(
          "name",
          "generateName",
          "namespace",
          "selfLink",
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "labels",
          "annotations",
          "ownerReferences",
          "finalizers",
          "managedFields");

  private final List<String> found = new ArrayList<>();

  List<String> found() {
    return found.stream().sorted().toList();
  }

  void root(ObjectNode object, Schema schema) {
    prune(object, schema, "", COMMON);
  }

  private void prune(JsonNode node, Schema schema, String path, Set<String> known) {
    switch (node) {
      case ObjectNode object -> {
        for (var field : List.copyOf(object.properties())) {
          field(object, field.getKey(), schema, path, known);
        }
      }
      case JsonNode list when list.isArray() ->
          schema
              .items()
              .ifPresent(items -> {
                int index = 0;
                for (var item : list) {
                  prune(item, items, path + "[" + index++ + "]", common(items));
                }
              });
      default -> {
        // A value has nothing to prune.
      }
    }
  }

  private void field(
      ObjectNode object, String name, Schema schema, String path, Set<String> known) {
    var below = path.isEmpty() ? name : path + "." + name;
    if (known.contains(name)) {
      if (name.equals("metadata") && object.path(name) instanceof ObjectNode metadata) {
        metadata(metadata, below);
      }
      return;
    }
    var part = schema.of(name);
    if (part.isPresent()) {
      prune(object.path(name), part.get(), below, common(part.get()));
    } else if (!schema.keepsUnknown()) {
      found.add(below);
      object.remove(name);
    }
  }

  private void metadata(ObjectNode metadata, String path) {
    for (var field : List.copyOf(metadata.properties())) {
      if (!METADATA.contains(field.getKey())) {
        found.add(path + "." + field.getKey());
        metadata.remove(field.getKey());
      }
    }
  }

  private static Set<String> common(Schema schema) {
    return schema.isEmbedded() ? COMMON : Set.of();
  }
}
