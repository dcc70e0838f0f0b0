package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Canary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The copy of a target Deployment that serves the promoted revision (spec/workloads.md §5).
 *
 * @param target the live target; only its metadata is read, since pods come from a {@link Snapshot}
 */
public record PrimaryDeployment(
    Canary canary, Selector.Found selector, LabelRules rules, JsonNode target) {

  /**
   * Annotations that others keep up to date on their own object: copied, they would be wrong, and
   * the Deployment controller would fight for the second one.
   */
  private static final List<String> OTHERS_OWN =
      List.of(
          "kubectl.kubernetes.io/last-applied-configuration", "deployment.kubernetes.io/revision");

  /** Why the primary is written: what is copied of the target's annotations depends on it (§3). */
  public enum Occasion {
    CREATION,
    PROMOTION
  }

  /**
   * The server-side-apply configuration of the primary, without {@code spec.replicas} (design.md
   * R6; see {@link Scale#initialReplicas}).
   *
   * @param flaggerId a UUID for the annotation {@code flagger-id}, drawn for this promotion and
   *     recorded (R15)
   */
  public ObjectNode desired(Snapshot snapshot, String flaggerId, Occasion occasion) {
    var object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", "apps/v1").put("kind", "Deployment");
    object.set("metadata", metadata(occasion));
    var spec = snapshot.settings().deepCopy();
    spec.putObject("selector").set("matchLabels", selector.primary());
    spec.set("template", template().of(snapshot.template(), flaggerId));
    object.set("spec", spec);
    return object;
  }

  /**
   * Whether the live primary runs this revision: its pod template, as stored by the API server, is
   * what the target's makes, whatever its {@code flagger-id}, whether or not its configs are copies
   * ({@code -primary}), and whether or not somebody restarted its pods. For taking over Canaries
   * whose hash is unknown (design.md R10).
   */
  public boolean matches(Snapshot snapshot, JsonNode primary) {
    return template().matches(snapshot.template(), primary.path("spec").path("template"));
  }

  /**
   * The merge patch, to be fenced by the resourceVersion, for what must be right at any time: the
   * label by which the primary is known, and its owner. Empty if both are. Between promotions
   * nothing else of the primary is written: hand edits of its pods are reported ({@link #matches})
   * and kept (design.md R5).
   */
  public ObjectNode repair(JsonNode primary) {
    var metadata = JsonNodeFactory.instance.objectNode();
    var label = primary.path("metadata").path("labels").path(selector.key());
    if (!label.asText().equals(selector.primaryValue())) {
      metadata.putObject("labels").put(selector.key(), selector.primaryValue());
    }
    var owner = Owner.of(canary);
    if (!owner.controls(primary)) {
      metadata.set("ownerReferences", owner.added(primary));
    }
    var merge = JsonNodeFactory.instance.objectNode();
    if (!metadata.isEmpty()) {
      merge.set("metadata", metadata);
    }
    return merge;
  }

  /** The {@code flagger-id} that a live primary carries; empty if it has none. */
  public static String flaggerId(JsonNode primary) {
    return primary
        .path("spec")
        .path("template")
        .path("metadata")
        .path("annotations")
        .path(PrimaryTemplate.FLAGGER_ID)
        .asText();
  }

  private PrimaryTemplate template() {
    return new PrimaryTemplate(canary.targetRef().name(), selector, rules.selectorLabels());
  }

  private ObjectNode metadata(Occasion occasion) {
    var owner = Owner.of(canary);
    var metadata = JsonNodeFactory.instance.objectNode();
    metadata.put("name", canary.primaryName()).put("namespace", canary.namespace());
    var labels = ManagedBy.added(rules.included(target.path("metadata").path("labels")));
    labels.put(selector.key(), selector.primaryValue());
    metadata.set("labels", LabelRules.tree(labels));
    var annotations = annotations(occasion);
    if (!annotations.isEmpty()) {
      metadata.set("annotations", LabelRules.tree(annotations));
    }
    metadata.set("ownerReferences", owner.references());
    return metadata;
  }

  private Map<String, String> annotations(Occasion occasion) {
    var source = target.path("metadata").path("annotations");
    var annotations =
        new TreeMap<>(
            switch (occasion) {
              case CREATION -> LabelRules.withoutToolkit(source);
              case PROMOTION -> rules.included(source);
            });
    annotations.keySet().removeAll(OTHERS_OWN);
    return annotations;
  }
}
