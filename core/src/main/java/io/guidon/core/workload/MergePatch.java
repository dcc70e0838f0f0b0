package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;

/** JSON merge patches (RFC 7386): a member that is null is removed, lists are replaced. */
final class MergePatch {
  private MergePatch() {}

  /**
   * The patch that makes {@code from}, which may be missing, exactly {@code to}; empty if it is.
   */
  static ObjectNode exactly(JsonNode from, JsonNode to) {
    var patch = JsonNodeFactory.instance.objectNode();
    for (var member : to.properties()) {
      var before = from.path(member.getKey());
      var after = member.getValue();
      if (after.isObject() && before.isObject()) {
        var below = exactly(before, after);
        if (!below.isEmpty()) {
          patch.set(member.getKey(), below);
        }
      } else if (!CanonicalJson.same(before, after)) {
        patch.set(member.getKey(), after.deepCopy());
      }
    }
    var gone = new ArrayList<String>();
    from.fieldNames().forEachRemaining(gone::add);
    gone.stream().filter(name -> !to.has(name)).forEach(patch::putNull);
    return patch;
  }
}
