package io.guidon.core.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectMetadataBlock;
import io.guidon.core.resource.ObjectRef;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The part of a routing object's metadata that is ours (spec/routing/README.md §0, §4.1, §4.3). */
final class RouteMetadata {
  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  private static final String FLAGGER = "flagger";

  /** Keeps GitOps tools from putting back what they think the object should be. */
  private static final Map<String, String> MANAGED_ANNOTATIONS =
      Map.of(
          "kustomize.toolkit.fluxcd.io/reconcile", "disabled",
          "helm.toolkit.fluxcd.io/driftDetection", "disabled");

  private final RoutedCanary routed;

  RouteMetadata(RoutedCanary routed) {
    this.routed = routed;
  }

  /**
   * An apply configuration of {@code ref} that holds nothing but its identity and metadata. An
   * object that was there before, and is not owned by this Canary, gets no owner: it survives the
   * Canary.
   */
  ObjectNode configuration(ObjectRef ref, Optional<ObjectNode> live) {
    var configuration = JsonNodeFactory.instance.objectNode();
    configuration.put("apiVersion", ref.apiVersion()).put("kind", ref.kind());
    var metadata = configuration.putObject("metadata");
    metadata.put("name", ref.name()).put("namespace", ref.namespace());
    putTexts(metadata, "labels", labels(live));
    putTexts(metadata, "annotations", annotations());
    if (isOurs(live)) {
      metadata.putArray("ownerReferences").add(owner(routed.canary()));
    }
    return configuration;
  }

  private Map<String, String> labels(Optional<ObjectNode> live) {
    var labels = new TreeMap<String, String>();
    if (isLabelledByUs(live)) {
      labels.put(MANAGED_BY, FLAGGER);
    }
    var apex = apex();
    labels.putAll(apex.labels());
    if (!apex.labels().isEmpty() || !apex.annotations().isEmpty()) {
      routed.selectorLabel().ifPresent(key -> labels.put(key, routed.canary().apexName()));
    }
    return labels;
  }

  private Map<String, String> annotations() {
    var annotations = new TreeMap<>(apex().annotations());
    annotations.putAll(MANAGED_ANNOTATIONS);
    return annotations;
  }

  private ObjectMetadataBlock apex() {
    return routed.canary().service().apex();
  }

  private boolean isOurs(Optional<ObjectNode> live) {
    return live.map(object -> object.path("metadata").path("ownerReferences"))
        .map(this::areOwnedByCanary)
        .orElse(true);
  }

  private boolean areOwnedByCanary(JsonNode owners) {
    for (var owner : owners) {
      if (owner.path("uid").asText().equals(routed.canary().metadata().uid())) {
        return true;
      }
    }
    return false;
  }

  /**
   * The label goes on what we create. An object that Flagger created does not get it later, because
   * taking over must not write to it.
   */
  private boolean isLabelledByUs(Optional<ObjectNode> live) {
    return isOurs(live)
        && live.map(object -> object.path("metadata").path("labels").path(MANAGED_BY).asText())
            .map(FLAGGER::equals)
            .orElse(true);
  }

  private static ObjectNode owner(Canary canary) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("apiVersion", "flagger.app/v1beta1")
        .put("kind", "Canary")
        .put("name", canary.name())
        .put("uid", canary.metadata().uid())
        .put("controller", true)
        .put("blockOwnerDeletion", true);
  }

  private static void putTexts(ObjectNode metadata, String field, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      var node = metadata.putObject(field);
      texts.forEach(node::put);
    }
  }
}
