package io.guidon.operator.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import java.util.Optional;

/**
 * How a story ended, as far as it must be the same whatever went wrong on the way (outages.md I5).
 */
record End(
    String phase,
    Workload target,
    Workload primary,
    Optional<String> weight,
    JsonNode apexSelector,
    String lastApplied,
    String lastPromoted) {

  /** {@code template} without the id that is drawn for each promotion. */
  record Workload(JsonNode template, int replicas) {
    static Workload of(ObjectNode tree) {
      var template = tree.at("/spec/template").deepCopy();
      if (template.at("/metadata/annotations") instanceof ObjectNode annotations) {
        annotations.remove("flagger-id");
      }
      return new Workload(template, tree.at("/spec/replicas").asInt());
    }
  }

  static End of(Story story) {
    var status = story.status();
    return new End(
        status.path("phase").asText(),
        workload(story, Story.TARGET),
        workload(story, Story.PRIMARY),
        story.weight(),
        story.get(Story.APEX).at("/spec/selector"),
        status.path("lastAppliedSpec").asText(),
        status.path("lastPromotedSpec").asText());
  }

  private static Workload workload(Story story, ObjectRef ref) {
    return Workload.of(story.get(ref));
  }
}
