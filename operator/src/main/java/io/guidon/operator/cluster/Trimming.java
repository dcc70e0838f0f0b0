package io.guidon.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Takes out of an object what nobody reads, before it is stored. */
final class Trimming {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private static final String FIELDS = "fieldsV1";

  private Trimming() {}

  /**
   * Changes {@code object} in place. Of foreign managers only the entry without its fields stays,
   * except on objects that were made for a Canary: from theirs a patch of {@code managedFields} is
   * made (design.md R6), which must not forget what others own.
   */
  static ObjectNode trim(Kind kind, ObjectNode object) {
    object.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
    if (kind.equals(Kinds.SLICES)) {
      return Slices.trim(object);
    }
    if (object.get("metadata") instanceof ObjectNode metadata) {
      if (!kind.equals(Kinds.SERVICES)
          && metadata.get("annotations") instanceof ObjectNode annotations) {
        annotations.remove(LAST_APPLIED);
      }
      if (!isForACanary(kind, metadata)) {
        for (var entry : metadata.path("managedFields")) {
          if (entry instanceof ObjectNode owner && !isRead(owner)) {
            owner.remove(FIELDS);
          }
        }
      }
    }
    return object;
  }

  private static boolean isForACanary(Kind kind, JsonNode metadata) {
    return metadata.path("ownerReferences").findValuesAsText("kind").contains("Canary")
        || (kind.equals(Kinds.DEPLOYMENTS) && metadata.path("name").asText().endsWith("-primary"));
  }

  private static boolean isRead(JsonNode entry) {
    var manager = entry.path("manager").asText();
    return manager.startsWith("guidon") || manager.equals("flagger");
  }
}
