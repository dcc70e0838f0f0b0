package io.guidon.sim.store;

import io.guidon.core.resource.ObjectRef;
import java.util.HashSet;
import java.util.Set;

/** Which kinds are installed, and in which namespaces nothing can be created any more. */
final class Serving {

  private final Set<String> absentKinds = new HashSet<>();
  private final Set<String> endingNamespaces = new HashSet<>();

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

  /** The kind of an object that is asked for. */
  Kind kindOf(ObjectRef ref) {
    Kind kind = Kinds.of(ref.apiVersion(), ref.kind());
    if (!serves(kind)) {
      throw NotAccepted.noSuchKind();
    }
    return kind;
  }

  void checkCreation(Kind kind, ObjectRef ref) {
    if (ref.name().isEmpty()) {
      throw NotAccepted.invalid(
          kind, "", "metadata.name: Required value: name or generateName is required");
    }
    if (endingNamespaces.contains(ref.namespace())) {
      throw NotAccepted.terminating(kind, ref.name(), ref.namespace());
    }
  }
}
