package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;

/** What {@code status.trackedConfigs} keeps of a ConfigMap or Secret (spec/workloads.md §11.2). */
public final class ConfigChecksum {
  private ConfigChecksum() {}

  /**
   * 16 hex digits over {@code data} alone. The values of a Secret are taken as they stand in its
   * tree, which is base64.
   */
  public static String of(JsonNode object) {
    var data = object.path("data");
    return TreeDigest.hex(data.isObject() ? GoJson.of(data) : "null");
  }
}
