package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Which ConfigMaps and Secrets a pod template refers to in the ways that are tracked
 * (spec/workloads.md §11.1).
 */
public final class TrackedConfigs {
  private final BiConsumer<Reference, Place> visitor;

  private TrackedConfigs(BiConsumer<Reference, Place> visitor) {
    this.visitor = visitor;
  }

  /** The kinds that are tracked. */
  public enum Kind {
    CONFIG_MAP("configmap"),
    SECRET("secret");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    /** As the keys of {@code status.trackedConfigs} begin. */
    public String wireName() {
      return wireName;
    }
  }

  /** Whether pods can start without the object. */
  public enum Need {
    MANDATORY,
    OPTIONAL
  }

  /** One object that is referred to. */
  public record Reference(Kind kind, String name, Need need) {
    /** The key in {@code status.trackedConfigs}: {@code configmap/settings}. */
    public String key() {
      return kind.wireName() + "/" + name;
    }
  }

  /** Where a name stands. */
  private record Place(JsonNode mention, String field) {}

  /**
   * Each object once, in the order of first mention; where it is mentioned again, the last mention
   * says whether it is needed. Objects may still be excluded by what they are themselves: an
   * annotation, the type of a Secret.
   */
  public static List<Reference> references(JsonNode podTemplate) {
    Map<String, Reference> found = new LinkedHashMap<>();
    new TrackedConfigs((reference, _) -> found.put(reference.key(), reference)).visit(podTemplate);
    return List.copyOf(found.values());
  }

  /** A pod template that refers to other names. */
  static JsonNode renamed(JsonNode podTemplate, Function<Reference, String> name) {
    var copy = podTemplate.deepCopy();
    new TrackedConfigs((reference, place) ->
        ((ObjectNode) place.mention()).put(place.field(), name.apply(reference)))
        .visit(copy);
    return copy;
  }

  private void visit(JsonNode podTemplate) {
    var spec = podTemplate.path("spec");
    spec.path("volumes").forEach(this::volume);
    spec.path("containers").forEach(this::container);
    spec.path("initContainers").forEach(this::container);
  }

  private void volume(JsonNode volume) {
    note(Kind.CONFIG_MAP, volume.path("configMap"), "name");
    note(Kind.SECRET, volume.path("secret"), "secretName");
    for (var source : volume.path("projected").path("sources")) {
      note(Kind.CONFIG_MAP, source.path("configMap"), "name");
      note(Kind.SECRET, source.path("secret"), "name");
    }
  }

  private void container(JsonNode container) {
    for (var variable : container.path("env")) {
      var source = variable.path("valueFrom");
      note(Kind.CONFIG_MAP, source.path("configMapKeyRef"), "name");
      note(Kind.SECRET, source.path("secretKeyRef"), "name");
    }
    for (var source : container.path("envFrom")) {
      note(Kind.CONFIG_MAP, source.path("configMapRef"), "name");
      note(Kind.SECRET, source.path("secretRef"), "name");
    }
  }

  private void note(Kind kind, JsonNode mention, String field) {
    var name = mention.path(field).asText();
    if (!name.isEmpty()) {
      var need = mention.path("optional").asBoolean() ? Need.OPTIONAL : Need.MANDATORY;
      visitor.accept(new Reference(kind, name, need), new Place(mention, field));
    }
  }
}
