package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What a revision is: the pod template of a Deployment as the API server stores it, and the
 * settings of its rolling update that go to the primary together with it (design.md R10).
 *
 * @param template the pod template
 * @param settings those of {@code strategy}, {@code minReadySeconds}, {@code
 *     progressDeadlineSeconds} and {@code revisionHistoryLimit} that are set
 */
public record Snapshot(JsonNode template, ObjectNode settings) {
  private static final String TEMPLATE = "template";
  private static final List<String> SETTINGS =
      List.of("strategy", "minReadySeconds", "progressDeadlineSeconds", "revisionHistoryLimit");

  /** The snapshot of a Deployment. */
  public static Snapshot of(JsonNode deployment) {
    return read(deployment.path("spec"));
  }

  /** The snapshot that {@link #toTree} made this tree from; empty if the tree is none. */
  public static Optional<Snapshot> fromTree(JsonNode tree) {
    return tree.path(TEMPLATE).isObject() ? Optional.of(read(tree)) : Optional.empty();
  }

  private static Snapshot read(JsonNode spec) {
    var settings = JsonNodeFactory.instance.objectNode();
    for (var name : SETTINGS) {
      if (spec.hasNonNull(name)) {
        settings.set(name, spec.path(name).deepCopy());
      }
    }
    return new Snapshot(spec.path(TEMPLATE).deepCopy(), settings);
  }

  /** The snapshot as one tree, with the names of the fields in a Deployment's {@code spec}. */
  public ObjectNode toTree() {
    var tree = settings.deepCopy();
    tree.set(TEMPLATE, template.deepCopy());
    return tree;
  }

  /**
   * The revision's name: that of its pod template, since settings of the rolling update start no
   * run.
   */
  public String fingerprint() {
    return TemplateFingerprint.of(template);
  }

  /** Whether this is its pod template, in whatever form it is written. */
  public boolean hasTemplate(JsonNode podTemplate) {
    return CanonicalJson.same(template, podTemplate);
  }

  /** Whether the pods are the same, however they are rolled out. */
  public boolean sameTemplate(Snapshot other) {
    return CanonicalJson.same(template, other.template);
  }
}
