package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which ConfigMaps and Secrets a pod template refers to in the ways that are tracked
 * (spec/workloads.md §11.1).
 */
public final class TrackedConfigs {
  private final Map<String, Reference> references = new LinkedHashMap<>();

  private TrackedConfigs() {}

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

  /**
   * Each object once, in the order of first mention; where it is mentioned again, the last mention
   * says whether it is needed. Objects may still be excluded by what they are themselves: an
   * annotation, the type of a Secret.
   */
  public static List<Reference> references(JsonNode podTemplate) {
    var found = new TrackedConfigs();
    var spec = podTemplate.path("spec");
    spec.path("volumes").forEach(found::volume);
    spec.path("containers").forEach(found::container);
    spec.path("initContainers").forEach(found::container);
    return new ArrayList<>(found.references.values());
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

  private void note(Kind kind, JsonNode mention, String nameField) {
    var name = mention.path(nameField).asText();
    if (!name.isEmpty()) {
      var need = mention.path("optional").asBoolean() ? Need.OPTIONAL : Need.MANDATORY;
      var reference = new Reference(kind, name, need);
      references.put(reference.key(), reference);
    }
  }
}
