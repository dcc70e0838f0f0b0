package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The annotations that keep Git tools from undoing what we write (spec/routing/README.md §0). */
public final class ManagedAnnotations {
  static final List<String> KEYS =
      List.of("kustomize.toolkit.fluxcd.io/reconcile", "helm.toolkit.fluxcd.io/driftDetection");

  private static final String DISABLED = "disabled";

  private ManagedAnnotations() {}

  /** {@code annotations} with the managed ones, whose values win. */
  public static Map<String, String> added(Map<String, String> annotations) {
    var all = new TreeMap<>(annotations);
    KEYS.forEach(key -> all.put(key, DISABLED));
    return all;
  }

  /** The managed ones alone. */
  static ObjectNode tree() {
    return LabelRules.tree(added(Map.of()));
  }

  /**
   * What has to be merged into the annotations of an object so that the managed ones are as they
   * were before.
   */
  static ObjectNode back(JsonNode before, JsonNode live) {
    var now = live.path("metadata").path("annotations");
    var patch = JsonNodeFactory.instance.objectNode();
    for (var key : KEYS) {
      if (before.has(key) && !before.path(key).equals(now.path(key))) {
        patch.set(key, before.path(key));
      }
      if (!before.has(key) && now.has(key)) {
        patch.putNull(key);
      }
    }
    return patch;
  }
}
