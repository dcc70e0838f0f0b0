package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.guidon.core.resource.Canary;
import java.util.Map;
import java.util.TreeMap;

/** The Canary as owner of what is created for it (spec/workloads.md §2). */
record Owner(String namespace, String name, String uid) {
  /**
   * Label of every object that we create, for {@code kubectl get all -l} (examples/README.md C4).
   */
  static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** Its value. */
  static final String MANAGED_BY_VALUE = "flagger";

  private static final String API_VERSION = "flagger.app/v1beta1";
  private static final String KIND = "Canary";

  static Owner of(Canary canary) {
    return new Owner(canary.namespace(), canary.name(), canary.metadata().uid());
  }

  /** The content of {@code metadata.ownerReferences}. */
  ArrayNode references() {
    var references = JsonNodeFactory.instance.arrayNode();
    references
        .addObject()
        .put("apiVersion", API_VERSION)
        .put("kind", KIND)
        .put("name", name)
        .put("uid", uid)
        .put("controller", true)
        .put("blockOwnerDeletion", true);
    return references;
  }

  /** Whether a Canary of this name controls the object. */
  boolean controls(JsonNode object) {
    for (var reference : object.path("metadata").path("ownerReferences")) {
      if (reference.path("controller").asBoolean()) {
        return reference.path("kind").asText().equals(KIND)
            && reference.path("name").asText().equals(name);
      }
    }
    return false;
  }

  /** {@code labels} and the label of what we create; a value that is there already wins. */
  static Map<String, String> labelled(Map<String, String> labels) {
    var all = new TreeMap<>(labels);
    all.putIfAbsent(MANAGED_BY, MANAGED_BY_VALUE);
    return all;
  }
}
