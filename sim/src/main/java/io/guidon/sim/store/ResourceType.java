package io.guidon.sim.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A resource that an {@link ApiStore} serves: what discovery, OpenAPI and tables need to know of
 * it. Built-in ones have no schemas and no columns here; those of custom resources are their CRD's.
 *
 * @param group of the API; empty for the core one
 * @param versions in the order of preference; at least one
 */
public record ResourceType(
    String group, Names names, Scope scope, Origin origin, List<Version> versions) {

  public ResourceType {
    Objects.requireNonNull(group);
    Objects.requireNonNull(names);
    Objects.requireNonNull(scope);
    Objects.requireNonNull(origin);
    versions = List.copyOf(versions);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException(names.plural() + " has no version; give it one");
    }
  }

  /**
   * How it is called.
   *
   * @param plural the name of the resource in paths
   * @param listKind the kind of its lists
   */
  public record Names(
      String kind,
      String listKind,
      String plural,
      String singular,
      List<String> shortNames,
      List<String> categories) {

    public Names {
      Objects.requireNonNull(kind);
      Objects.requireNonNull(listKind);
      Objects.requireNonNull(plural);
      Objects.requireNonNull(singular);
      shortNames = List.copyOf(shortNames);
      categories = List.copyOf(categories);
    }
  }

  /** Where its objects live. */
  public enum Scope {
    NAMESPACED,
    CLUSTER
  }

  /** Where it comes from. */
  public enum Origin {
    /** Compiled into the API server. */
    BUILT_IN,
    /** Defined by a CustomResourceDefinition. */
    CUSTOM
  }

  /**
   * One version of the API of a resource.
   *
   * @param name like {@code v1beta1}
   * @param served whether requests in this version are answered
   * @param storage whether objects are kept in this version; true for exactly one
   * @param status whether {@code /status} is a subresource of its own
   * @param scale the paths behind {@code /scale}; empty without that subresource
   * @param columns of tables, besides name and age; empty if the definition names none
   * @param schema the {@code openAPIV3Schema}, not to be changed; empty if none is known
   */
  public record Version(
      String name,
      boolean served,
      boolean storage,
      boolean status,
      Optional<Scale> scale,
      List<Column> columns,
      Optional<ObjectNode> schema) {

    public Version {
      Objects.requireNonNull(name);
      Objects.requireNonNull(scale);
      columns = List.copyOf(columns);
      Objects.requireNonNull(schema);
    }
  }

  /**
   * Where {@code /scale} finds its numbers: JSON paths of plain fields, like {@code
   * .spec.replicas}.
   *
   * @param selector of the pods; empty if the definition names none
   */
  public record Scale(String specReplicas, String statusReplicas, String selector) {
    public Scale {
      Objects.requireNonNull(specReplicas);
      Objects.requireNonNull(statusReplicas);
      Objects.requireNonNull(selector);
    }
  }

  /**
   * An entry of {@code additionalPrinterColumns}.
   *
   * @param type {@code string}, {@code integer}, {@code number}, {@code boolean} or {@code date}
   * @param priority 0 for columns that are always shown
   * @param jsonPath where the value is, like {@code .status.phase}
   */
  public record Column(
      String name, String type, String format, String description, int priority, String jsonPath) {
    public Column {
      Objects.requireNonNull(name);
      Objects.requireNonNull(type);
      Objects.requireNonNull(format);
      Objects.requireNonNull(description);
      Objects.requireNonNull(jsonPath);
    }
  }

  /** As error messages name it: {@code deployments.apps}. */
  public String resource() {
    return group.isEmpty() ? names.plural() : names.plural() + "." + group;
  }

  /** As messages about invalid objects name it: {@code Deployment.apps}. */
  public String qualifiedKind() {
    return group.isEmpty() ? names.kind() : names.kind() + "." + group;
  }

  /** The {@code apiVersion} of objects in a version. */
  public String apiVersion(Version version) {
    return group.isEmpty() ? version.name() : group + "/" + version.name();
  }

  /** The version in which objects are kept. */
  public Version storageVersion() {
    return versions.stream().filter(Version::storage).findFirst().orElse(versions.getFirst());
  }

  /** The version that {@code apiVersion} names, served or not; empty if there is none. */
  public Optional<Version> version(String apiVersion) {
    return versions.stream().filter(version -> apiVersion(version).equals(apiVersion)).findFirst();
  }
}
