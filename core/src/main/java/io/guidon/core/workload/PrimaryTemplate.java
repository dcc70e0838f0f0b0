package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** The pod template of the primary, made from the target's (spec/workloads.md §5.1, §5.3). */
final class PrimaryTemplate {
  /** Annotation that makes each promotion a rolling update. */
  static final String FLAGGER_ID = "flagger-id";

  /** Set by {@code kubectl rollout restart}; says nothing about the revision. */
  private static final String RESTARTED = "kubectl.kubernetes.io/restartedAt";

  private static final String SUFFIX = "-primary";

  private final String targetName;
  private final Selector.Found selector;
  private final List<String> selectorLabels;

  PrimaryTemplate(String targetName, Selector.Found selector, List<String> selectorLabels) {
    this.targetName = targetName;
    this.selector = selector;
    this.selectorLabels = selectorLabels;
  }

  ObjectNode of(JsonNode target, String flaggerId) {
    var metadata = target.path("metadata");
    var labels = LabelRules.withoutToolkit(metadata.path("labels"));
    labels.put(selector.key(), selector.primaryValue());
    var annotations = LabelRules.withoutToolkit(metadata.path("annotations"));
    annotations.put(FLAGGER_ID, flaggerId);

    var template = JsonNodeFactory.instance.objectNode();
    var copied = template.putObject("metadata");
    copied.set("labels", LabelRules.tree(labels));
    copied.set("annotations", LabelRules.tree(annotations));
    template.set("spec", podSpec(target.path("spec")));
    return template;
  }

  /**
   * Whether a live primary template is what {@link #of} makes of the target's, but for names that
   * we would copy.
   */
  boolean matches(JsonNode target, JsonNode live) {
    var id = live.path("metadata").path("annotations").path(FLAGGER_ID).asText();
    var expected = of(target, id);
    return CanonicalJson.same(essence(expected, expected, target), essence(live, expected, target));
  }

  /** A template without what differs between primaries of the same revision. */
  private static JsonNode essence(JsonNode template, JsonNode expected, JsonNode target) {
    var names =
        TrackedConfigs.references(target).stream()
            .map(TrackedConfigs.Reference::key)
            .collect(Collectors.toSet());
    var essence =
        TrackedConfigs.renamed(
            template,
            reference ->
                names.contains(reference.kind().wireName() + "/" + original(reference.name()))
                    ? original(reference.name())
                    : reference.name());
    var annotations = essence.path("metadata").path("annotations");
    if (annotations instanceof ObjectNode object) {
      object.remove(FLAGGER_ID);
      if (!expected.path("metadata").path("annotations").has(RESTARTED)) {
        object.remove(RESTARTED);
      }
      if (object.isEmpty()) {
        ((ObjectNode) essence.path("metadata")).remove("annotations");
      }
    }
    if (essence.path("metadata") instanceof ObjectNode metadata
        && metadata.path("creationTimestamp").isNull()) {
      metadata.remove("creationTimestamp");
    }
    return essence;
  }

  private static String original(String name) {
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  private JsonNode podSpec(JsonNode target) {
    var spec = target.deepCopy();
    spec.path("topologySpreadConstraints")
        .forEach(constraint -> rename(constraint.path("labelSelector")));
    var apart = spec.path("affinity").path("podAntiAffinity");
    apart
        .path("requiredDuringSchedulingIgnoredDuringExecution")
        .forEach(term -> rename(term.path("labelSelector")));
    apart
        .path("preferredDuringSchedulingIgnoredDuringExecution")
        .forEach(term -> rename(term.path("podAffinityTerm").path("labelSelector")));
    return spec;
  }

  /**
   * Lets a selector that means the target's pods mean the primary's. It is compared with the
   * object's name.
   */
  private void rename(JsonNode labelSelector) {
    if (labelSelector.path("matchLabels") instanceof ObjectNode labels) {
      for (var key : selectorLabels) {
        if (labels.path(key).asText().equals(targetName)) {
          labels.put(key, targetName + SUFFIX);
        }
      }
    }
    for (var expression : labelSelector.path("matchExpressions")) {
      if (selectorLabels.contains(expression.path("key").asText())
          && expression.path("values") instanceof ArrayNode values) {
        renameFirst(values);
      }
    }
  }

  private void renameFirst(ArrayNode values) {
    for (int i = 0; i < values.size(); i++) {
      if (values.path(i).asText().equals(targetName)) {
        values.set(i, targetName + SUFFIX);
        return;
      }
    }
  }
}
