package io.guidon.sim.rest;

import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.store.ResourceType;
import io.guidon.sim.store.ResourceType.Subresource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a path of the API leads to: {@code /apis/apps/v1/namespaces/test/deployments/podinfo/scale}.
 *
 * @param namespace empty for all, and for what is in none
 * @param name empty for the collection
 * @param below {@code status}, {@code scale} or {@code log}; empty for the object itself
 */
record Target(
    ResourceType type, ResourceType.Version version, String namespace, String name, String below) {

  static final String LOG = "log";

  /**
   * Reads a path.
   *
   * @param segments behind the group and the version
   */
  static Target of(List<ResourceType> types, String group, String version, List<String> segments) {
    var rest = new ArrayList<>(segments);
    boolean inNamespace =
        rest.size() > 2
            && rest.getFirst().equals("namespaces")
            && !isOfNamespace(group, rest.get(2));
    String namespace = inNamespace ? rest.get(1) : "";
    if (inNamespace) {
      rest.subList(0, 2).clear();
    }
    var plural = rest.getFirst();
    var type =
        types.stream()
            .filter(some -> some.group().equals(group) && some.plural().equals(plural))
            .filter(some -> some.isNamespaced() || namespace.isEmpty())
            .findFirst()
            .orElseThrow(Refusal::noSuchResource);
    var served = type.version(version).orElseThrow(Refusal::noSuchResource);
    String name = rest.size() > 1 ? rest.get(1) : "";
    String below = rest.size() > 2 ? rest.get(2) : "";
    var target = new Target(type, served, namespace, name, below);
    if (rest.size() > 3 || !target.exists()) {
      throw type.isCustom() && rest.size() == 3
          ? Refusal.noSuchPart(type, name)
          : Refusal.noSuchResource();
    }
    return target;
  }

  /** Subresources of namespaces look like resources in them. */
  private static boolean isOfNamespace(String group, String segment) {
    return group.isEmpty() && (segment.equals("status") || segment.equals("finalize"));
  }

  boolean isCollection() {
    return name.isEmpty();
  }

  String apiVersion() {
    return type.apiVersion(version);
  }

  ObjectRef ref() {
    return ref(name);
  }

  ObjectRef ref(String named) {
    return new ObjectRef(apiVersion(), type.kind(), namespace, named);
  }

  /** The part of the object that can be written by itself; empty for the object. */
  Optional<Subresource> subresource() {
    return below.isEmpty() || below.equals(LOG)
        ? Optional.empty()
        : Optional.of(Subresource.valueOf(below.toUpperCase(Locale.ROOT)));
  }

  /** Whether its objects write something. */
  static boolean hasLog(ResourceType type) {
    return type.group().isEmpty() && type.kind().equals("Pod");
  }

  private boolean exists() {
    if (type.isNamespaced() && namespace.isEmpty() && !name.isEmpty()) {
      return false;
    }
    return switch (below) {
      case "" -> true;
      case "status" -> version.has(Subresource.STATUS);
      case "scale" -> version.has(Subresource.SCALE);
      case LOG -> hasLog(type);
      default -> false;
    };
  }
}
