package io.guidon.sim.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What server-side apply does to trees: which fields a configuration names, how it is laid over the
 * live object, and how what is no longer wanted is taken out
 * (kubernetes.io/docs/reference/using-api/server-side-apply).
 */
final class Ownership {

  private Ownership() {}

  /**
   * The fields that a configuration owns once it is applied: leaves, and the items of lists with
   * keys.
   */
  static FieldSet namedBy(JsonNode configuration, Shape shape) {
    if (!shape.takesApart(configuration) || isEmptyObject(configuration)) {
      return FieldSet.LEAF;
    }
    var children = new TreeMap<String, FieldSet>();
    shape
        .parts(configuration)
        .forEach((edge, part) -> {
          var below = namedBy(part.value(), part.shape());
          children.put(edge, edge.startsWith("f:") ? below : below.asMember());
        });
    return FieldSet.of(false, children);
  }

  /** The configuration laid over the live object. */
  static JsonNode merge(JsonNode live, JsonNode configuration, Shape shape) {
    if (!shape.takesApart(live) || !shape.takesApart(configuration)) {
      return Trees.copyOf(configuration);
    }
    var before = shape.parts(live);
    var wanted = shape.parts(configuration);
    if (configuration instanceof ObjectNode) {
      var merged = Trees.object();
      before.forEach((edge, part) -> merged.set(part.name(), mergedPart(part, wanted.get(edge))));
      wanted.forEach((edge, part) -> {
        if (!before.containsKey(edge)) {
          merged.set(part.name(), Trees.copyOf(part.value()));
        }
      });
      return merged;
    }
    return mergedItems(before, wanted);
  }

  private static JsonNode mergedPart(Shape.Part live, Shape.@Nullable Part wanted) {
    return wanted == null
        ? Trees.copyOf(live.value())
        : merge(live.value(), wanted.value(), live.shape());
  }

  /**
   * Items of both keep the order of the configuration; those of the live object alone stay where
   * they were.
   */
  private static ArrayNode mergedItems(
      Map<String, Shape.Part> live, Map<String, Shape.Part> wanted) {
    var merged = Trees.array();
    var left = new LinkedHashSet<>(live.keySet());
    for (var want : wanted.entrySet()) {
      takeUpTo(want.getKey(), left, live, wanted, merged);
      var existing = live.get(want.getKey());
      merged.add(
          existing == null
              ? Trees.copyOf(want.getValue().value())
              : merge(existing.value(), want.getValue().value(), existing.shape()));
      left.remove(want.getKey());
    }
    left.forEach(edge -> merged.add(Trees.copyOf(part(live, edge).value())));
    return merged;
  }

  private static void takeUpTo(
      String edge,
      Set<String> left,
      Map<String, Shape.Part> live,
      Map<String, Shape.Part> wanted,
      ArrayNode merged) {
    for (var next : List.copyOf(left)) {
      if (next.equals(edge)) {
        return;
      }
      if (!wanted.containsKey(next)) {
        merged.add(Trees.copyOf(part(live, next).value()));
        left.remove(next);
      } else if (!live.containsKey(edge)) {
        return;
      }
    }
  }

  private static Shape.Part part(Map<String, Shape.Part> parts, String edge) {
    return Objects.requireNonNull(parts.get(edge));
  }

  /** Takes the fields of {@code unwanted} out of {@code tree}, each with all that lies below it. */
  static JsonNode without(JsonNode tree, FieldSet unwanted, Shape shape) {
    if (unwanted.isEmpty() || !shape.takesApart(tree)) {
      return tree;
    }
    if (tree instanceof ObjectNode object) {
      var kept = Trees.object();
      shape
          .parts(object)
          .forEach((edge, part) -> {
            if (!unwanted.at(edge).member()) {
              var left = without(part.value(), unwanted.at(edge), part.shape());
              if (!becameEmpty(part.value(), left)) {
                kept.set(part.name(), left);
              }
            }
          });
      return kept;
    }
    var kept = Trees.array();
    shape
        .parts(tree)
        .forEach((edge, part) -> {
          if (!unwanted.at(edge).member()) {
            kept.add(without(part.value(), unwanted.at(edge), part.shape()));
          }
        });
    return kept;
  }

  private static boolean becameEmpty(JsonNode before, JsonNode after) {
    return before.isContainerNode() && !before.isEmpty() && after.isEmpty();
  }

  private static boolean isEmptyObject(JsonNode node) {
    return node.isObject() && node.isEmpty();
  }
}
