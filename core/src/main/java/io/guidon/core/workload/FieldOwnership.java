package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes over fields of our own objects that others wrote. An apply removes only what its manager
 * owns: without this, what Flagger wrote, or a hand edit, would survive a promotion that does not
 * have it (design.md R6).
 */
public final class FieldOwnership {
  private static final String FLAGGER = "flagger";
  private static final String SPEC = "f:spec";

  /**
   * Set by the scale subresource and by autoscalers; taken over it would be reset to 1 by the next
   * apply.
   */
  private static final String REPLICAS = "f:replicas";

  /**
   * What must be exactly as we say: of a workload what belongs to the revision, of a Service the
   * ports, of which each needs a name of its own.
   */
  private static final Map<String, List<String>> WHOLLY_OURS =
      Map.of(
          "Deployment", List.of("f:template", "f:strategy"),
          "DaemonSet", List.of("f:template", "f:updateStrategy"),
          "Service", List.of("f:ports"));

  private FieldOwnership() {}

  /**
   * The merge patch of {@code metadata.managedFields}, to be fenced by the resourceVersion and
   * followed by an apply, that makes us the owner of what Flagger wrote, {@code spec.replicas}
   * excepted, and whoever wrote them of the whole pod template and strategy of a workload and of
   * all ports of a Service. Empty if nobody else owns any of that, or if it is not known who owns
   * what.
   */
  public static Optional<ObjectNode> takeOver(JsonNode live) {
    var entries = new ArrayList<ObjectNode>();
    ObjectNode ours = ours(live);
    boolean taken = false;
    for (var entry : live.path("metadata").path("managedFields")) {
      if (!entry.path("fieldsV1").isObject()) {
        return Optional.empty();
      }
      if (entry.has("subresource")) {
        entries.add(entry.deepCopy());
      } else if (!isOurs(entry)) {
        ObjectNode rest = entry.deepCopy();
        var moved = taken(rest, WHOLLY_OURS.getOrDefault(live.path("kind").asText(), List.of()));
        taken |= !moved.isEmpty();
        merge((ObjectNode) ours.path("fieldsV1"), moved);
        if (!moved.isEmpty() && !ours.hasNonNull("time") && entry.hasNonNull("time")) {
          ours.set("time", entry.path("time"));
        }
        if (!rest.path("fieldsV1").isEmpty()) {
          entries.add(rest);
        }
      }
    }
    if (!taken) {
      return Optional.empty();
    }
    entries.addFirst(ours);
    var patch = JsonNodeFactory.instance.objectNode();
    ArrayNode managed = patch.putObject("metadata").putArray("managedFields");
    entries.forEach(managed::add);
    return Optional.of(patch);
  }

  private static ObjectNode ours(JsonNode live) {
    for (var entry : live.path("metadata").path("managedFields")) {
      if (isOurs(entry)) {
        return entry.deepCopy();
      }
    }
    var entry =
        JsonNodeFactory.instance
            .objectNode()
            .put("manager", OwnedFields.MANAGER)
            .put("operation", "Apply")
            .put("apiVersion", live.path("apiVersion").asText())
            .put("fieldsType", "FieldsV1");
    entry.putObject("fieldsV1");
    return entry;
  }

  private static boolean isOurs(JsonNode entry) {
    return entry.path("manager").asText().equals(OwnedFields.MANAGER)
        && entry.path("operation").asText().equals("Apply")
        && !entry.has("subresource");
  }

  /** Removes from an entry, and returns, what is to be ours. */
  private static ObjectNode taken(ObjectNode entry, List<String> wholly) {
    var fields = (ObjectNode) entry.path("fieldsV1");
    var taken = JsonNodeFactory.instance.objectNode();
    if (entry.path("manager").asText().equals(FLAGGER)) {
      taken.setAll(fields);
      fields.removeAll();
      if (taken.path(SPEC) instanceof ObjectNode spec && spec.has(REPLICAS)) {
        fields.putObject(SPEC).set(REPLICAS, spec.remove(REPLICAS));
        if (spec.isEmpty()) {
          taken.remove(SPEC);
        }
      }
    } else if (fields.path(SPEC) instanceof ObjectNode spec) {
      for (var part : wholly) {
        if (spec.has(part)) {
          taken.withObject("/" + SPEC).set(part, spec.remove(part));
        }
      }
      if (spec.isEmpty()) {
        fields.remove(SPEC);
      }
    }
    return taken;
  }

  private static void merge(ObjectNode into, JsonNode more) {
    for (var member : more.properties()) {
      if (into.path(member.getKey()) instanceof ObjectNode below) {
        merge(below, member.getValue());
      } else {
        into.set(member.getKey(), member.getValue().deepCopy());
      }
    }
  }
}
