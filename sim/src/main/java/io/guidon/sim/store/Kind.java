package io.guidon.sim.store;

import java.util.Locale;
import java.util.Set;

/**
 * A kind of object, whatever its version.
 *
 * @param group of the API; empty for the core one
 * @param plural the name of its resource
 */
record Kind(String group, String name, String plural, Set<Trait> traits) {

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

  /** As error messages name it: {@code deployments.apps}. */
  String resource() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** As messages about invalid objects name it: {@code Deployment.apps}. */
  String qualified() {
    return group.isEmpty() ? name : name + "." + group;
  }

  /** Its traits may change with its definition; its objects stay the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Kind kind && name.equals(kind.name) && group.equals(kind.group);
  }

  @Override
  public int hashCode() {
    return 31 * group.hashCode() + name.hashCode();
  }

  static String groupOf(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
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
