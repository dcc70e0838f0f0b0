package io.guidon.sim.store;

import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.store.ObjectLog.Stored;
import io.guidon.sim.store.StoreSettings.Presence;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** In which namespaces objects can be created. */
final class Namespaces {

  private final Presence presence;
  private final ObjectLog log;

  /** Those that a test ended without an object that says so. */
  private final Set<String> ended = new HashSet<>();

  Namespaces(Presence presence, ObjectLog log) {
    this.presence = presence;
    this.log = log;
  }

  void end(String namespace) {
    ended.add(namespace);
  }

  boolean isEnding(String namespace) {
    return ended.contains(namespace) || find(namespace).filter(Stored::isBeingDeleted).isPresent();
  }

  /** Refuses objects that nothing can hold. */
  void checkCreation(Kind kind, ObjectRef ref) {
    if (kind.has(Kind.Trait.CLUSTER)) {
      return;
    }
    if (presence == Presence.REQUIRED && find(ref.namespace()).isEmpty()) {
      throw NotAccepted.notFound(Kinds.NAMESPACE, ref.namespace());
    }
    if (isEnding(ref.namespace())) {
      throw NotAccepted.terminating(kind, ref.name(), ref.namespace());
    }
  }

  private Optional<Stored> find(String namespace) {
    return log.find(Kinds.NAMESPACE, "", namespace);
  }
}
