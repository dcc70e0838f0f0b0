package io.guidon.sim.store;

import io.guidon.core.resource.ObjectRef;
import java.util.Locale;
import java.util.Set;

/**
 * A kind of object, whatever its version, as the store works with it. Kinds are equal if their
 * objects are the same objects.
 *
 * @param storedAs the resource under which its objects are kept; other than its own for Events,
 *     which two groups serve
 */
record Kind(ResourceType type, String storedAs, Set<Trait> traits) {

  /** In what kinds differ. */
  enum Trait {
    /** Its status is a subresource of its own. */
    STATUS,
    /** {@code metadata.generation} counts the changes of what is wanted. */
    GENERATION,
    /**
     * Compiled into the API server: an update without resourceVersion is allowed, empty values
     * vanish.
     */
    BUILT_IN,
    /** Not in a namespace. */
    CLUSTER
  }

  Kind {
    traits = Set.copyOf(traits);
  }

  boolean has(Trait trait) {
    return traits.contains(trait);
  }

  String group() {
    return type.group();
  }

  String name() {
    return type.names().kind();
  }

  /** The name of its resource. */
  String plural() {
    return type.names().plural();
  }

  /** As error messages name it: {@code deployments.apps}. */
  String resource() {
    return type.resource();
  }

  /** As messages about invalid objects name it: {@code Deployment.apps}. */
  String qualified() {
    return type.qualifiedKind();
  }

  /** Whether it is this one of the core group or another. */
  boolean is(String group, String name) {
    return name().equals(name) && group().equals(group);
  }

  /** Whether it is the kind of a stored object. */
  boolean isOf(ObjectRef stored) {
    return stored.kind().equals(name())
        && (groupOf(stored.apiVersion()).equals(group()) || storedAs.equals("events"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Kind kind && storedAs.equals(kind.storedAs);
  }

  @Override
  public int hashCode() {
    return storedAs.hashCode();
  }

  static String groupOf(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  static String versionOf(String apiVersion) {
    return apiVersion.substring(apiVersion.indexOf('/') + 1);
  }

  /** The plural that a kind has if nobody says otherwise. */
  static String pluralOf(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith("y")) {
      return lower.substring(0, lower.length() - 1) + "ies";
    }
    return lower.endsWith("s") ? lower + "es" : lower + "s";
  }
}
