package io.guidon.sim.store;

import io.guidon.core.resource.ObjectRef;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which kinds are served, and in which namespaces something can be created. */
final class Serving {

  private final Catalog catalog;
  private final ObjectLog log;
  private final ApiStore.Openness openness;
  private final Set<String> absentKinds = new HashSet<>();
  private final Set<String> endingNamespaces = new HashSet<>();

  Serving(Catalog catalog, ObjectLog log, ApiStore.Openness openness) {
    this.catalog = catalog;
    this.log = log;
    this.openness = openness;
  }

  boolean serves(Kind kind) {
    return !absentKinds.contains(kind.resource());
  }

  void install(Kind kind) {
    absentKinds.remove(kind.resource());
  }

  void uninstall(Kind kind) {
    absentKinds.add(kind.resource());
  }

  void end(String namespace) {
    endingNamespaces.add(namespace);
  }

  boolean isEnding(String namespace) {
    return endingNamespaces.contains(namespace);
  }

  /** The namespace is gone; one of the same name may come. */
  void ended(String namespace) {
    endingNamespaces.remove(namespace);
  }

  /** The kind of an object that is asked for; empty if it is not served. */
  Optional<Kind> find(ObjectRef ref) {
    var kind =
        switch (openness) {
          case ANYTHING -> Optional.of(Kinds.of(ref.apiVersion(), ref.kind()));
          case AS_DEFINED -> catalog.kindOf(ref.apiVersion(), ref.kind());
        };
    return kind.filter(this::serves);
  }

  /** The same for a request that needs it. */
  Kind kindOf(ObjectRef ref) {
    return find(ref).orElseThrow(NotAccepted::noSuchKind);
  }

  void checkCreation(Kind kind, ObjectRef ref) {
    if (ref.name().isEmpty()) {
      throw NotAccepted.invalid(
          kind, "", "metadata.name: Required value: name or generateName is required");
    }
    if (endingNamespaces.contains(ref.namespace())) {
      throw NotAccepted.terminating(kind, ref.name(), ref.namespace());
    }
    boolean isMissing =
        openness == ApiStore.Openness.AS_DEFINED
            && !kind.has(Kind.Trait.CLUSTER)
            && log.find(Kinds.of("v1", "Namespace"), "", ref.namespace()).isEmpty();
    if (isMissing) {
      throw NotAccepted.noNamespace(ref.namespace());
    }
  }
}
