package io.guidon.sim.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.sim.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A resource that the API server serves, as discovery tells it.
 *
 * @param group of the API; empty for the core one
 * @param kind of its objects, in the singular: {@code Deployment}
 * @param plural its name in paths: {@code deployments}
 * @param versions in the order of preference
 */
public record ResourceType(
    String group,
    String kind,
    String plural,
    String singular,
    Scope scope,
    List<String> shortNames,
    List<String> categories,
    List<Version> versions) {

  public ResourceType {
    shortNames = List.copyOf(shortNames);
    categories = List.copyOf(categories);
    versions = List.copyOf(versions);
  }

  /** Where its objects live. */
  public enum Scope {
    NAMESPACED,
    CLUSTER
  }

  /** What can be read and written apart from the object as a whole. */
  public enum Subresource {
    STATUS,
    SCALE
  }

  /**
   * One version of it.
   *
   * @param name for instance {@code v1beta1}
   * @param schema of a custom resource; empty for what is compiled in
   * @param columns {@code additionalPrinterColumns} of a custom resource; else an empty list
   * @param scalePaths {@code subresources.scale} of a custom resource; else nothing
   */
  public record Version(
      String name,
      Optional<Schema> schema,
      JsonNode columns,
      JsonNode scalePaths,
      Set<Subresource> subresources) {
    public Version {
      subresources = Set.copyOf(subresources);
    }

    public boolean has(Subresource subresource) {
      return subresources.contains(subresource);
    }
  }

  public boolean isNamespaced() {
    return scope == Scope.NAMESPACED;
  }

  public Optional<Version> version(String name) {
    return versions.stream().filter(version -> version.name().equals(name)).findFirst();
  }

  /** The {@code apiVersion} of its objects in one version. */
  public String apiVersion(Version version) {
    return group.isEmpty() ? version.name() : group + "/" + version.name();
  }

  /** Whether it comes from a CustomResourceDefinition. */
  public boolean isCustom() {
    return versions.getFirst().schema().isPresent();
  }

  /** As messages name it: {@code deployments.apps}. */
  public String qualified() {
    return group.isEmpty() ? plural : plural + "." + group;
  }
}
