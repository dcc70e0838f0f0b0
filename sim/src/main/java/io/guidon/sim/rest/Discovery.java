package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.ResourceType;
import io.guidon.sim.store.ResourceType.Subresource;
import io.guidon.sim.store.Trees;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tells clients what there is, group by group. */
final class Discovery {

  static final String VERSION = "v1.36.1";

  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  /** Clients do not care, but the API server has another order for them. */
  private static final List<String> CUSTOM_VERBS =
      List.of("delete", "deletecollection", "get", "list", "patch", "create", "update", "watch");

  static final List<String> PART_VERBS = List.of("get", "patch", "update");

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
    versionsByGroup(types)
        .forEach((group, versions) -> {
          if (!group.isEmpty()) {
            groups.add(group(group, versions));
          }
        });
    return list;
  }

  /** {@code /apis/GROUP}. */
  ObjectNode group(String name) {
    var versions = versionsByGroup(types).get(name);
    if (versions == null || name.isEmpty()) {
      throw Refusal.noSuchPath();
    }
    return group(name, versions).put("kind", "APIGroup").put("apiVersion", "v1");
  }

  /** {@code /apis/GROUP/VERSION} or {@code /api/v1}. */
  ObjectNode resources(String group, String version) {
    if (!versionsByGroup(types).getOrDefault(group, Set.of()).contains(version)) {
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
    Reviews.kinds(group)
        .forEach((name, kind) -> {
          var resource = resources.addObject().put("name", name);
          resource.put("singularName", kind.toLowerCase(Locale.ROOT));
          resource.put("namespaced", false).put("kind", kind);
          texts(resource, "verbs", List.of("create"));
        });
    return list;
  }

  private static void add(ArrayNode resources, ResourceType type, ResourceType.Version version) {
    var resource =
        resources
            .addObject()
            .put("name", type.plural())
            .put("singularName", type.singular())
            .put("namespaced", type.isNamespaced())
            .put("kind", type.kind());
    texts(resource, "verbs", verbs(type));
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
        texts(below, "verbs", PART_VERBS);
      }
    }
    if (Target.hasLog(type)) {
      var log = resources.addObject().put("name", type.plural() + "/" + Target.LOG);
      log.put("singularName", "").put("namespaced", true).put("kind", type.kind());
      texts(log, "verbs", List.of("get"));
    }
  }

  static List<String> verbs(ResourceType type) {
    return type.isCustom() ? CUSTOM_VERBS : VERBS;
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

  /** The core group, whose name is empty, and the others. */
  static Map<String, Set<String>> versionsByGroup(List<ResourceType> types) {
    var groups = new LinkedHashMap<String, Set<String>>();
    for (var type : types) {
      var versions = groups.computeIfAbsent(type.group(), _ -> new LinkedHashSet<>());
      type.versions().forEach(version -> versions.add(version.name()));
    }
    Reviews.groups().forEach(group -> groups.put(group, Set.of(Reviews.VERSION)));
    return groups;
  }

  static String name(Subresource subresource) {
    return subresource == Subresource.SCALE ? "scale" : "status";
  }

  private static String groupVersion(String group, String version) {
    return group.isEmpty() ? version : group + "/" + version;
  }

  static void texts(ObjectNode node, String field, List<String> texts) {
    if (!texts.isEmpty()) {
      var list = node.putArray(field);
      texts.forEach(list::add);
    }
  }
}
