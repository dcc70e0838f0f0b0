package io.guidon.sim.store;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** A JSON patch (RFC 6902). */
final class JsonPatch {

  private static final Set<String> OPERATIONS =
      Set.of("add", "remove", "replace", "move", "copy", "test");

  private JsonPatch() {}

  /** A copy of {@code target} after all operations. */
  static ObjectNode apply(ObjectNode target, JsonNode patch) {
    if (!patch.isArray()) {
      throw NotAccepted.badRequest(
          "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp");
    }
    JsonNode result = Trees.copy(target);
    for (var operation : patch) {
      result = carryOut(operation, result);
    }
    if (result instanceof ObjectNode object) {
      return Trees.copy(object);
    }
    throw NotAccepted.rejected();
  }

  private static JsonNode carryOut(JsonNode operation, JsonNode tree) {
    var name = Trees.text(operation, "op");
    if (!OPERATIONS.contains(name)) {
      throw NotAccepted.rejected();
    }
    var path = pointer(operation, "path");
    return switch (name) {
      case "add" -> add(tree, path, value(operation));
      case "remove" -> remove(tree, path);
      case "replace" -> {
        existing(tree, path);
        yield path.length() == 0 ? value(operation) : replace(tree, path, value(operation));
      }
      case "move" -> {
        var from = pointer(operation, "from");
        var moved = existing(tree, from);
        yield add(remove(tree, from), path, moved);
      }
      case "copy" -> add(tree, path, existing(tree, pointer(operation, "from")).deepCopy());
      default -> {
        if (!Trees.copyOf(existing(tree, path)).equals(Trees.copyOf(value(operation)))) {
          throw NotAccepted.rejected();
        }
        yield tree;
      }
    };
  }

  private static JsonNode add(JsonNode tree, JsonPointer path, JsonNode value) {
    if (path.length() == 0) {
      return value;
    }
    switch (tree.at(path.head())) {
      case ObjectNode parent -> parent.set(path.last().getMatchingProperty(), value);
      case ArrayNode parent -> {
        var last = path.last();
        int index =
            last.getMatchingProperty().equals("-") ? parent.size() : last.getMatchingIndex();
        if (index < 0 || index > parent.size()) {
          throw NotAccepted.rejected();
        }
        parent.insert(index, value);
      }
      default -> throw NotAccepted.rejected();
    }
    return tree;
  }

  private static JsonNode replace(JsonNode tree, JsonPointer path, JsonNode value) {
    switch (tree.at(path.head())) {
      case ObjectNode parent -> parent.set(path.last().getMatchingProperty(), value);
      case ArrayNode parent -> parent.set(path.last().getMatchingIndex(), value);
      default -> throw NotAccepted.rejected();
    }
    return tree;
  }

  private static JsonNode remove(JsonNode tree, JsonPointer path) {
    existing(tree, path);
    switch (tree.at(path.head())) {
      case ObjectNode parent -> parent.remove(path.last().getMatchingProperty());
      case ArrayNode parent -> parent.remove(path.last().getMatchingIndex());
      default -> throw NotAccepted.rejected();
    }
    return tree;
  }

  private static JsonNode existing(JsonNode tree, JsonPointer path) {
    var found = tree.at(path);
    if (found.isMissingNode()) {
      throw NotAccepted.rejected();
    }
    return found;
  }

  private static JsonNode value(JsonNode operation) {
    if (!operation.has("value")) {
      throw NotAccepted.rejected();
    }
    return operation.path("value").deepCopy();
  }

  private static JsonPointer pointer(JsonNode operation, String field) {
    try {
      return JsonPointer.compile(Trees.text(operation, field));
    } catch (IllegalArgumentException _) {
      throw NotAccepted.rejected();
    }
  }
}
