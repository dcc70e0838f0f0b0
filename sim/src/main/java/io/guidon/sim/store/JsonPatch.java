package io.guidon.sim.store;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;

/**
 * A JSON patch (RFC 6902), with the liberties that real servers take: a value that is not given is
 * null, and a field that is not there can be replaced, copied and tested as if it was null.
 */
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
      if (!operation.isObject()) {
        throw NotAccepted.badRequest(
            "error decoding patch: json: cannot unmarshal "
                + operation.getNodeType().name().toLowerCase(Locale.ROOT)
                + " into Go value of type handlers.jsonPatchOp");
      }
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
      case "replace" -> replace(tree, path, value(operation));
      case "move" -> {
        var from = pointer(operation, "from");
        var moved = existing(tree, from);
        yield add(remove(tree, from), path, moved);
      }
      case "copy" -> add(tree, path, found(tree, pointer(operation, "from")));
      default -> {
        if (!Trees.copyOf(found(tree, path)).equals(Trees.copyOf(value(operation)))) {
          throw NotAccepted.rejected();
        }
        yield tree;
      }
    };
  }

  private static JsonNode add(JsonNode tree, JsonPointer path, JsonNode value) {
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
      case ArrayNode parent -> {
        existing(tree, path);
        parent.set(path.last().getMatchingIndex(), value);
      }
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

  /** What is there; null for a field that is not, as long as its object is. */
  private static JsonNode found(JsonNode tree, JsonPointer path) {
    var found = tree.at(path);
    if (!found.isMissingNode()) {
      return found.deepCopy();
    }
    if (tree.at(path.head()).isObject()) {
      return NullNode.getInstance();
    }
    throw NotAccepted.rejected();
  }

  /** An operation without a value has the value null. */
  private static JsonNode value(JsonNode operation) {
    return operation.has("value") ? operation.path("value").deepCopy() : NullNode.getInstance();
  }

  private static JsonPointer pointer(JsonNode operation, String field) {
    try {
      var pointer = JsonPointer.compile(Trees.text(operation, field));
      if (pointer.matches()) {
        // Of the whole object, which real servers do not let be exchanged.
        throw NotAccepted.rejected();
      }
      return pointer;
    } catch (IllegalArgumentException _) {
      throw NotAccepted.rejected();
    }
  }
}
