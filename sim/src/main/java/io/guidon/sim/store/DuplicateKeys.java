package io.guidon.sim.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;

/** Items of a list that have the same key, which no manager can own apart. */
final class DuplicateKeys {

  private DuplicateKeys() {}

  /** The first list with such items, and their key, in the words of the API server. */
  static Optional<String> find(JsonNode tree, Shape shape) {
    return find(tree, shape, "");
  }

  private static Optional<String> find(JsonNode node, Shape shape, String path) {
    if (shape instanceof Shape.Items(var key, var _) && node.isArray()) {
      var seen = new HashSet<String>();
      for (var edge : key.edges(node)) {
        if (!seen.add(edge)) {
          return Optional.of(path + ": duplicate entries for key " + FieldSet.readable(edge));
        }
      }
    }
    for (var part : shape.parts(node).entrySet()) {
      var below = part.getValue();
      var found = find(below.value(), below.shape(), path + FieldSet.readable(part.getKey()));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
