package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The label on every object that we create, for {@code kubectl get all -l} (examples/README.md C4).
 * Objects that are taken over do not get it, so that taking over an idle Canary writes nothing.
 */
public final class ManagedBy {
  public static final String LABEL = "app.kubernetes.io/managed-by";
  public static final String VALUE = "flagger";

  private ManagedBy() {}

  /** {@code labels} and ours; a value that is there already wins. */
  static Map<String, String> added(Map<String, String> labels) {
    var all = new TreeMap<>(labels);
    all.putIfAbsent(LABEL, VALUE);
    return all;
  }

  /** A configuration without our label if the object is there and was made without it. */
  public static ObjectNode whereCreated(
      ObjectNode configuration, Optional<? extends JsonNode> live) {
    var labels = configuration.path("metadata").path("labels");
    if (live.isEmpty()
        || live.get().path("metadata").path("labels").has(LABEL)
        || !labels.path(LABEL).asText().equals(VALUE)) {
      return configuration;
    }
    var copy = configuration.deepCopy();
    if (copy.path("metadata") instanceof ObjectNode metadata
        && metadata.path("labels") instanceof ObjectNode without) {
      without.remove(LABEL);
      if (without.isEmpty()) {
        metadata.remove("labels");
      }
    }
    return copy;
  }
}
