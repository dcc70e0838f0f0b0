package io.guidon.core.resource;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes to trees that a test made for itself. */
final class Trees {
  private Trees() {}

  /** Replaces what stands at a JSON pointer. */
  static void replace(JsonNode tree, String pointer, JsonNode value) {
    var at = JsonPointer.compile(pointer);
    if (tree.at(at).isMissingNode()) {
      throw new IllegalArgumentException("nothing at " + pointer);
    }
    switch (tree.at(at.head())) {
      case ArrayNode list -> list.set(at.last().getMatchingIndex(), value);
      case ObjectNode object -> object.set(at.last().getMatchingProperty(), value);
      default -> throw new IllegalArgumentException("nothing at " + pointer);
    }
  }
}
