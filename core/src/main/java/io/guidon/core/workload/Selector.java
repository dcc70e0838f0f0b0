package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import java.util.List;

/** The label that tells the pods of target and primary apart (spec/workloads.md §4). */
public sealed interface Selector {
  /** Ends the value that the primary's pods carry. */
  String PRIMARY = "-primary";

  /**
   * A usable label.
   *
   * @param value of the target's pods; it need not be the target's name
   */
  record Found(String key, String value) implements Selector {

    /** The value that the primary's pods carry. */
    public String primaryValue() {
      return value + PRIMARY;
    }

    /** {@code {key: value}}: selects the target's pods. */
    public ObjectNode canary() {
      return JsonNodeFactory.instance.objectNode().put(key, value);
    }

    /** {@code {key: value-primary}}: selects the primary's pods. */
    public ObjectNode primary() {
      return JsonNodeFactory.instance.objectNode().put(key, primaryValue());
    }
  }

  /** None of the candidates is there; {@code text} is Flagger's for it, without its prefix. */
  record Missing(String text) implements Selector {}

  /** The first of {@code candidates} among the match labels of a Deployment's own selector. */
  static Selector of(JsonNode deployment, List<String> candidates) {
    var labels = deployment.path("spec").path("selector").path("matchLabels");
    for (var key : candidates) {
      if (labels.has(key)) {
        return new Found(key, labels.path(key).asText());
      }
    }
    return missing(deployment, candidates);
  }

  /** The label of the target whose primary this is. */
  static Selector ofPrimary(JsonNode primary, List<String> candidates) {
    if (of(primary, candidates) instanceof Found(String key, String value)
        && value.endsWith(PRIMARY)) {
      return new Found(key, value.substring(0, value.length() - PRIMARY.length()));
    }
    return missing(primary, candidates);
  }

  private static Missing missing(JsonNode deployment, List<String> candidates) {
    var ref = ObjectRef.of(deployment);
    return new Missing(
        "deployment %s.%s spec.selector.matchLabels must contain one of [%s]"
            .formatted(ref.name(), ref.namespace(), String.join(" ", candidates)));
  }
}
