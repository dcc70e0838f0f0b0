package io.guidon.core.notification;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** The body that every hook receives (spec/webhooks.md §3). */
public final class HookPayload {
  private HookPayload() {}

  /**
   * Renders the body.
   *
   * @param phase of the Canary; may be empty for a new one
   * @param checksum spec/webhooks.md §4
   * @param metadata sent in the order of its keys; left out when empty
   */
  public static ObjectNode render(
      String canary,
      String namespace,
      String phase,
      String checksum,
      Map<String, String> metadata) {
    var payload = JsonNodeFactory.instance.objectNode();
    payload
        .put("name", canary)
        .put("namespace", namespace)
        .put("phase", phase)
        .put("checksum", checksum);
    if (!metadata.isEmpty()) {
      var sorted = payload.putObject("metadata");
      new TreeMap<>(metadata).forEach(sorted::put);
    }
    return payload;
  }
}
