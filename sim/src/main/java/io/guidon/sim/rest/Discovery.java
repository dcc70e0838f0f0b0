package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.ResourceType;
import io.guidon.sim.store.ResourceType.Subresource;
import io.guidon.sim.store.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells clients what there is. */
final class Discovery {

  static final String VERSION = "v1.36.1";

  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  private final List<ResourceType> types;

  Discovery(List<ResourceType> types) {
    this.types = List.copyOf(types);
  }

  static ObjectNode version() {
    return Trees.object()
        .put("major", "1")
        .put("minor", "36")
        .put("gitVersion", VERSION)
        .put("gitCommit", "")
        .put("gitTreeState", "clean")
        .put("buildDate", "1970-01-01T00:00:00Z")
        .put("goVersion", "")
        .put("compiler", "")
        .put("platform", "");
  }

  /** {@code /api}. */
  static ObjectNode coreVersions() {
    var versions = Trees.object().put("kind", "APIVersions");
    versions.putArray("versions").add("v1");
    versions.putArray("serverAddressByClientCIDRs");
    return versions;
  }

  /** {@code /apis}. */
  ObjectNode groups() {
    var list = Trees.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    var groups = list.putArray("groups");
    versionsByGroup()
        .forEach((group, versions) -> {
          if (!group.isEmpty()) {
            groups.add(group(group, versions));
          }
        });
    return list;
  }

  /** {@code /apis/GROUP}. */
  ObjectNode group(String name) {
    var versions = versionsByGroup().get(name);
    if (versions == null || name.isEmpty()) {
      throw Refusal.noSuchPath();
    }
    return group(name, versions).put("kind", "APIGroup").put("apiVersion", "v1");
  }

  /** {@code /apis/GROUP/VERSION} or {@code /api/v1}. */
  ObjectNode resources(String group, String version) {
    if (!versionsByGroup().getOrDefault(group, Set.of()).contains(version)) {
      throw Refusal.noSuchPath();
    }
    var list = Trees.object().put("kind", "APIResourceList").put("apiVersion", "v1");
    list.put("groupVersion", groupVersion(group, version));
    var resources = list.putArray("resources");
    for (var type : types) {
      if (type.group().equals(group)) {
        type.version(version).ifPresent(served -> add(resources, type, served));
      }
    }
    return list;
  }

  /** All of it at once: {@code APIGroupDiscoveryList}. */
  ObjectNode aggregated(Set<String> groups) {
    var list =
        Trees.object()
            .put("kind", "APIGroupDiscoveryList")
            .put("apiVersion", "apidiscovery.k8s.io/v2");
    list.putObject("metadata");
    var items = list.putArray("items");
    versionsByGroup()
        .forEach((group, versions) -> {
          if (groups.contains(group)) {
            var item = items.addObject();
            item.putObject("metadata").put("name", group).putNull("creationTimestamp");
            if (group.isEmpty()) {
              item.putObject("metadata").putNull("creationTimestamp");
            }
            var served = item.putArray("versions");
            versions.forEach(version -> served.add(aggregated(group, version)));
          }
        });
    return list;
  }

  /** The groups other than the core one. */
  Set<String> namedGroups() {
    var groups = new LinkedHashSet<>(versionsByGroup().keySet());
    groups.remove("");
    return groups;
  }

  private ObjectNode aggregated(String group, String version) {
    var served = Trees.object().put("version", version).put("freshness", "Current");
    var resources = served.putArray("resources");
    for (var type : types) {
      if (!type.group().equals(group) || type.version(version).isEmpty()) {
        continue;
      }
      var resource = resources.addObject().put("resource", type.plural());
      resource.set("responseKind", kind(group, version, type.kind()));
      resource
          .put("scope", type.isNamespaced() ? "Namespaced" : "Cluster")
          .put("singularResource", type.singular());
      texts(resource, "verbs", VERBS);
      texts(resource, "shortNames", type.shortNames());
      texts(resource, "categories", type.categories());
      var subresources = Trees.array();
      for (var subresource : Subresource.values()) {
        if (type.version(version).filter(some -> some.has(subresource)).isPresent()) {
          var below = subresources.addObject().put("subresource", name(subresource));
          below.set(
              "responseKind",
              subresource == Subresource.SCALE
                  ? kind("autoscaling", "v1", "Scale")
                  : kind(group, version, type.kind()));
          texts(below, "verbs", List.of("get", "patch", "update"));
        }
      }
      if (!subresources.isEmpty()) {
        resource.set("subresources", subresources);
      }
    }
    return served;
  }

  private static void add(ArrayNode resources, ResourceType type, ResourceType.Version version) {
    var resource =
        resources
            .addObject()
            .put("name", type.plural())
            .put("singularName", type.singular())
            .put("namespaced", type.isNamespaced())
            .put("kind", type.kind());
    texts(resource, "verbs", VERBS);
    texts(resource, "shortNames", type.shortNames());
    texts(resource, "categories", type.categories());
    for (var subresource : Subresource.values()) {
      if (version.has(subresource)) {
        var below =
            resources
                .addObject()
                .put("name", type.plural() + "/" + name(subresource))
                .put("singularName", "")
                .put("namespaced", type.isNamespaced());
        if (subresource == Subresource.SCALE) {
          below.put("group", "autoscaling").put("version", "v1").put("kind", "Scale");
        } else {
          below.put("kind", type.kind());
        }
        texts(below, "verbs", List.of("get", "patch", "update"));
      }
    }
  }

  private static ObjectNode group(String name, Set<String> versions) {
    var group = Trees.object().put("name", name);
    var served = group.putArray("versions");
    for (String version : versions) {
      served.addObject().put("groupVersion", groupVersion(name, version)).put("version", version);
    }
    group.set("preferredVersion", served.get(0).deepCopy());
    return group;
  }

  private Map<String, Set<String>> versionsByGroup() {
    var groups = new LinkedHashMap<String, Set<String>>();
    for (var type : types) {
      var versions = groups.computeIfAbsent(type.group(), _ -> new LinkedHashSet<>());
      type.versions().forEach(version -> versions.add(version.name()));
    }
    return groups;
  }

  private static ObjectNode kind(String group, String version, String kind) {
    return Trees.object().put("group", group).put("version", version).put("kind", kind);
  }

  private static String name(Subresource subresource) {
    return subresource == Subresource.SCALE ? "scale" : "status";
  }

  private static String groupVersion(String group, String version) {
    return group.isEmpty() ? version : group + "/" + version;
  }

  private static void texts(ObjectNode node, String field, List<String> texts) {
    if (!texts.isEmpty()) {
      var list = node.putArray(field);
      new ArrayList<>(texts).forEach(list::add);
    }
  }
}
