package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * How a user's own Service was before it was adopted: kept in the record of the Canary and given
 * back at the end (design.md R13).
 *
 * @param selector {@code spec.selector}; empty if there was none
 * @param ports {@code spec.ports}
 * @param annotations those of the {@link ManagedAnnotations} that it had
 */
public record Before(JsonNode selector, JsonNode ports, JsonNode annotations) {
  private static final String SELECTOR = "selector";
  private static final String PORTS = "ports";
  private static final String ANNOTATIONS = "annotations";

  static Before of(JsonNode service, ObjectNode selector) {
    var annotations = JsonNodeFactory.instance.objectNode();
    var live = service.path("metadata").path(ANNOTATIONS);
    for (var key : ManagedAnnotations.KEYS) {
      if (live.has(key)) {
        annotations.set(key, live.path(key));
      }
    }
    var ports = service.path("spec").path(PORTS);
    return new Before(
        selector.deepCopy(),
        ports.isArray() ? ports.deepCopy() : JsonNodeFactory.instance.arrayNode(),
        annotations);
  }

  /** The tree to keep in a record. */
  public ObjectNode toTree() {
    var tree = JsonNodeFactory.instance.objectNode();
    tree.set(SELECTOR, selector.deepCopy());
    tree.set(PORTS, ports.deepCopy());
    tree.set(ANNOTATIONS, annotations.deepCopy());
    return tree;
  }

  /** What {@link #toTree} kept; empty if the tree is nothing of the kind. */
  public static Optional<Before> fromTree(JsonNode tree) {
    return tree.path(SELECTOR).isObject() && tree.path(PORTS).isArray()
        ? Optional.of(
            new Before(
                tree.path(SELECTOR).deepCopy(),
                tree.path(PORTS).deepCopy(),
                tree.path(ANNOTATIONS).isObject()
                    ? tree.path(ANNOTATIONS).deepCopy()
                    : JsonNodeFactory.instance.objectNode()))
        : Optional.empty();
  }
}
