package io.guidon.core.routing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.workload.ManagedAnnotations;
import io.guidon.core.workload.ManagedBy;
import io.guidon.core.workload.Owner;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The part of a routing object's metadata that is ours (spec/routing/README.md §0, §4.1, §4.3). */
final class RouteMetadata {
  private final RoutedCanary routed;

  RouteMetadata(RoutedCanary routed) {
    this.routed = routed;
  }

  /**
   * An apply configuration of {@code ref} that holds nothing but its identity and metadata. An
   * object that was there before, and is not owned by this Canary, gets neither an owner nor our
   * label: it survives the Canary.
   */
  ObjectNode configuration(ObjectRef ref, Optional<ObjectNode> live) {
    var configuration = JsonNodeFactory.instance.objectNode();
    configuration.put("apiVersion", ref.apiVersion()).put("kind", ref.kind());
    var metadata = configuration.putObject("metadata");
    metadata.put("name", ref.name()).put("namespace", ref.namespace());
    putTexts(metadata, "labels", labels());
    putTexts(metadata, "annotations", annotations());
    return isOurs(live) ? ManagedBy.whereCreated(owned(configuration), live) : configuration;
  }

  private ObjectNode owned(ObjectNode configuration) {
    var metadata = configuration.withObject("/metadata");
    var labels = metadata.withObject("/labels");
    if (!labels.has(ManagedBy.LABEL)) {
      labels.put(ManagedBy.LABEL, ManagedBy.VALUE);
    }
    metadata.set("ownerReferences", Owner.of(routed.canary()).references());
    return configuration;
  }

  /** As in Flagger, the selector's label comes with metadata of the apex and never alone. */
  private Map<String, String> labels() {
    var apex = routed.canary().service().apex();
    var labels = new TreeMap<>(apex.labels());
    if (!apex.labels().isEmpty() || !apex.annotations().isEmpty()) {
      routed.selectorLabel().ifPresent(key -> labels.put(key, routed.canary().apexName()));
    }
    return labels;
  }

  private Map<String, String> annotations() {
    return ManagedAnnotations.added(routed.canary().service().apex().annotations());
  }

  private boolean isOurs(Optional<ObjectNode> live) {
    if (live.isEmpty()) {
      return true;
    }
    for (var owner : live.get().path("metadata").path("ownerReferences")) {
      if (owner.path("uid").asText().equals(routed.canary().metadata().uid())) {
        return true;
      }
    }
    return false;
  }

  private static void putTexts(ObjectNode metadata, String field, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      var node = metadata.putObject(field);
      texts.forEach(node::put);
    }
  }
}
