package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.AutoscalerRef;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import java.util.OptionalInt;

/**
 * The copy of the target's HorizontalPodAutoscaler that scales the primary (spec/workloads.md §12).
 */
public final class PrimaryScaler {
  private static final String API_VERSION = "autoscaling/v2";
  private static final String KIND = "HorizontalPodAutoscaler";

  private PrimaryScaler() {}

  /** The target's own autoscaler. Its version is fixed, whatever the reference says. */
  public static ObjectRef source(Canary canary, AutoscalerRef ref) {
    return new ObjectRef(API_VERSION, KIND, canary.namespace(), ref.name());
  }

  /** The copy; named after the target's autoscaler, not after the target. */
  public static ObjectRef copy(Canary canary, AutoscalerRef ref) {
    return new ObjectRef(API_VERSION, KIND, canary.namespace(), ref.name() + "-primary");
  }

  /**
   * The server-side-apply configuration of the copy. It is written when it is missing and at
   * promotions, not whenever the source changes.
   *
   * @param source the target's autoscaler as it stands
   */
  public static ObjectNode desired(Canary canary, AutoscalerRef ref, JsonNode source) {
    var copy = copy(canary, ref);
    var object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", copy.apiVersion()).put("kind", copy.kind());
    var metadata =
        object.putObject("metadata").put("name", copy.name()).put("namespace", copy.namespace());
    var labels = ManagedBy.added(LabelRules.withoutToolkit(source.path("metadata").path("labels")));
    metadata.set("labels", LabelRules.tree(labels));
    metadata.set("ownerReferences", Owner.of(canary).references());
    object.set("spec", spec(canary, ref.primaryScalerReplicas(), source.path("spec")));
    return object;
  }

  private static ObjectNode spec(
      Canary canary, AutoscalerRef.PrimaryScalerReplicas replicas, JsonNode source) {
    var spec = JsonNodeFactory.instance.objectNode();
    var reference = source.path("scaleTargetRef");
    spec.putObject("scaleTargetRef")
        .put("apiVersion", reference.path("apiVersion").asText())
        .put("kind", reference.path("kind").asText())
        .put("name", canary.primaryName());
    set(spec, "minReplicas", replicas.minReplicas(), source);
    set(spec, "maxReplicas", replicas.maxReplicas(), source);
    copy(spec, "metrics", source);
    copy(spec, "behavior", source);
    return spec;
  }

  private static void set(ObjectNode spec, String field, OptionalInt override, JsonNode source) {
    if (override.isPresent()) {
      spec.put(field, override.getAsInt());
    } else {
      copy(spec, field, source);
    }
  }

  private static void copy(ObjectNode spec, String field, JsonNode source) {
    if (source.hasNonNull(field)) {
      spec.set(field, source.path(field).deepCopy());
    }
  }
}
