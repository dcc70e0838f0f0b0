package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.ResourceType;
import io.guidon.sim.store.ResourceType.Subresource;
import io.guidon.sim.store.Trees;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Tells clients all at once what there is: {@code APIGroupDiscoveryList}. */
final class AggregatedDiscovery {

  private final List<ResourceType> types;

  AggregatedDiscovery(List<ResourceType> types) {
    this.types = List.copyOf(types);
  }

  /** {@code /api}. */
  ObjectNode core() {
    return list(String::isEmpty);
  }

  /** {@code /apis}. */
  ObjectNode named() {
    return list(group -> !group.isEmpty());
  }

  private ObjectNode list(Predicate<String> wanted) {
    var list =
        Trees.object()
            .put("kind", "APIGroupDiscoveryList")
            .put("apiVersion", "apidiscovery.k8s.io/v2");
    list.putObject("metadata");
    var items = list.putArray("items");
    Discovery.versionsByGroup(types)
        .forEach((group, versions) -> {
          if (wanted.test(group)) {
            var item = items.addObject();
            var metadata = item.putObject("metadata");
            if (!group.isEmpty()) {
              metadata.put("name", group);
            }
            metadata.putNull("creationTimestamp");
            var served = item.putArray("versions");
            versions.forEach(version -> served.add(version(group, version)));
          }
        });
    return list;
  }

  private ObjectNode version(String group, String version) {
    var served = Trees.object().put("version", version).put("freshness", "Current");
    var resources = served.putArray("resources");
    for (var type : types) {
      if (type.group().equals(group)) {
        type.version(version).ifPresent(some -> add(resources, type, some));
      }
    }
    Reviews.kinds(group)
        .forEach((plural, kind) -> {
          var singular = kind.toLowerCase(Locale.ROOT);
          resource(resources, plural, singular, "Cluster", kind("", "", kind))
              .putArray("verbs")
              .add("create");
        });
    return served;
  }

  private static void add(ArrayNode resources, ResourceType type, ResourceType.Version version) {
    // What is compiled in answers in its own version, which need not be said.
    var kind =
        type.isCustom()
            ? kind(type.group(), version.name(), type.kind())
            : kind("", "", type.kind());
    var scope = type.isNamespaced() ? "Namespaced" : "Cluster";
    var resource = resource(resources, type.plural(), type.singular(), scope, kind);
    Discovery.texts(resource, "verbs", Discovery.verbs(type));
    Discovery.texts(resource, "shortNames", type.shortNames());
    Discovery.texts(resource, "categories", type.categories());
    var parts = Trees.array();
    for (var part : Subresource.values()) {
      if (version.has(part)) {
        part(
            parts,
            Discovery.name(part),
            part == Subresource.SCALE ? kind("autoscaling", "v1", "Scale") : kind,
            Discovery.PART_VERBS);
      }
    }
    if (Target.hasLog(type)) {
      part(parts, Target.LOG, kind, List.of("get"));
    }
    if (!parts.isEmpty()) {
      resource.set("subresources", parts);
    }
  }

  private static ObjectNode resource(
      ArrayNode resources, String plural, String singular, String scope, ObjectNode kind) {
    var resource = resources.addObject().put("resource", plural);
    resource.set("responseKind", kind);
    return resource.put("scope", scope).put("singularResource", singular);
  }

  private static void part(ArrayNode parts, String name, ObjectNode kind, List<String> verbs) {
    var part = parts.addObject().put("subresource", name);
    part.set("responseKind", kind.deepCopy());
    Discovery.texts(part, "verbs", verbs);
  }

  private static ObjectNode kind(String group, String version, String kind) {
    return Trees.object().put("group", group).put("version", version).put("kind", kind);
  }
}
