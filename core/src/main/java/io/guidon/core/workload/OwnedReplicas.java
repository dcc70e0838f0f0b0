package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether {@code spec.replicas} of a workload belongs to our own configuration (design.md R6). */
public final class OwnedReplicas {
  private OwnedReplicas() {}

  /** True when an apply without replicas would reset them to 1. */
  public static boolean isOurs(JsonNode workload) {
    for (var entry : workload.path("metadata").path("managedFields")) {
      if (entry.path("manager").asText().equals(OwnedFields.MANAGER)
          && entry.path("operation").asText().equals("Apply")
          && entry.path("fieldsV1").path("f:spec").has("f:replicas")
          && !isShared(workload)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isShared(JsonNode workload) {
    for (var entry : workload.path("metadata").path("managedFields")) {
      if (!entry.path("manager").asText().equals(OwnedFields.MANAGER)
          && entry.path("fieldsV1").path("f:spec").has("f:replicas")) {
        return true;
      }
    }
    return false;
  }
}
