package io.guidon.sim.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A JSON merge patch (RFC 7386). */
final class MergePatch {

  private MergePatch() {}

  /** A copy of {@code target} with {@code patch} laid over it; null removes a field. */
  static ObjectNode apply(ObjectNode target, ObjectNode patch) {
    return (ObjectNode) merged(target, patch);
  }

  private static JsonNode merged(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return Trees.copyOf(patch);
    }
    var result = target instanceof ObjectNode object ? Trees.copy(object) : Trees.object();
    changes
        .properties()
        .forEach(change -> {
          if (change.getValue().isNull()) {
            result.remove(change.getKey());
          } else {
            result.set(change.getKey(), merged(result.path(change.getKey()), change.getValue()));
          }
        });
    return result;
  }
}
