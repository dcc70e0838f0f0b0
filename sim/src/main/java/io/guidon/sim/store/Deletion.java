package io.guidon.sim.store;

import static io.guidon.sim.store.Trees.at;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.ObjectLog.Stored;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How objects go: at once or when their last finalizer is taken off; Namespaces after their
 * content, definitions after their objects.
 */
final class Deletion {

  private static final Author SYSTEM = Author.of("kube-controller-manager");

  private final InstantSource clock;
  private final ObjectLog log;
  private final Catalog catalog;

  /** Namespaces and definitions that go when they are empty, by kind and name. */
  private final Set<Leaving> leaving = new LinkedHashSet<>();

  Deletion(InstantSource clock, ObjectLog log, Catalog catalog) {
    this.clock = clock;
    this.log = log;
    this.catalog = catalog;
  }

  private record Leaving(Kind kind, String name) {}

  /**
   * Deletes the object, or marks it if finalizers or its content hold it.
   *
   * @return the object as it is marked; empty if it is gone
   */
  Optional<Stored> delete(Stored live, Author author) {
    if (isContainer(live.kind())) {
      return deleteContainer(live, author);
    }
    if (!live.hasFinalizers()) {
      remove(live, author);
      return Optional.empty();
    }
    return Optional.of(live.isBeingDeleted() ? live : mark(live, author));
  }

  /** Takes the object out, and whatever only waited for it to go. */
  void remove(Stored last, Author author) {
    log.remove(last, author);
    if (!leaving.isEmpty()) {
      removeEmptyContainers();
    }
  }

  private Stored mark(Stored live, Author author) {
    var marked = live.tree().deepCopy();
    var metadata = Trees.need(marked, "metadata");
    metadata.put("deletionTimestamp", Trees.time(clock.instant()));
    if (live.kind().equals(Kinds.NAMESPACE)) {
      Trees.need(marked, "status").put("phase", "Terminating");
    } else {
      metadata.put("deletionGracePeriodSeconds", 0);
    }
    if (metadata.has("generation")) {
      metadata.put("generation", metadata.path("generation").asInt() + 1);
    }
    return log.put(live.kind(), marked, live.managed(), author);
  }

  private static boolean isContainer(Kind kind) {
    return kind.equals(Kinds.NAMESPACE) || Definitions.isDefinition(kind);
  }

  private Optional<Stored> deleteContainer(Stored live, Author author) {
    if (!live.isBeingDeleted()) {
      var marked = mark(live, author);
      leaving.add(new Leaving(live.kind(), live.name()));
      content(marked).forEach(object -> delete(object, SYSTEM));
      removeEmptyContainers();
    }
    return log.find(live.kind(), "", live.name());
  }

  private List<Stored> content(Stored container) {
    if (container.kind().equals(Kinds.NAMESPACE)) {
      return log.everything().stream()
          .filter(object -> object.namespace().equals(container.name()))
          .toList();
    }
    return catalog.defined(container.name()).map(log::all).map(List::copyOf).orElse(List.of());
  }

  private void removeEmptyContainers() {
    for (var waiting : new ArrayList<>(leaving)) {
      var container = log.find(waiting.kind(), "", waiting.name());
      boolean done =
          container.isEmpty()
              || (content(container.get()).isEmpty() && !container.get().hasFinalizers());
      if (done) {
        leaving.remove(waiting);
        if (Definitions.isDefinition(waiting.kind())) {
          catalog.defined(waiting.name()).ifPresent(catalog::uninstall);
        }
        container.ifPresent(last -> log.remove(last, SYSTEM));
      }
    }
  }

  /** Whether {@code next} is a version of a marked object that nothing holds any more. */
  boolean isLast(Stored live, ObjectNode next) {
    return live.isBeingDeleted()
        && live.hasFinalizers()
        && at(next, "metadata", "finalizers").isEmpty()
        && !leaving.contains(new Leaving(live.kind(), live.name()));
  }
}
