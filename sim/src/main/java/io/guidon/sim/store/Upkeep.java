package io.guidon.sim.store;

import static io.guidon.sim.store.Kind.Trait.GENERATION;
import static io.guidon.sim.store.Kind.Trait.STATUS;
import static io.guidon.sim.store.Trees.at;
import static io.guidon.sim.store.Trees.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.store.ApiStore.CanaryCrd;
import io.guidon.sim.store.ManagedFields.Who;
import io.guidon.sim.store.ObjectLog.Stored;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the API server does to every object by itself: metadata, defaults, generations, deletion,
 * garbage collection.
 */
final class Upkeep {

  private final InstantSource clock;
  private final ObjectLog log;
  private final Catalog catalog;
  private final Deletion deletion;
  private final CanaryCrd canaryCrd;
  private final ServiceAddresses addresses = new ServiceAddresses();
  private long objects;

  Upkeep(
      InstantSource clock, ObjectLog log, Catalog catalog, Deletion deletion, CanaryCrd canaryCrd) {
    this.clock = clock;
    this.log = log;
    this.catalog = catalog;
    this.deletion = deletion;
    this.canaryCrd = canaryCrd;
  }

  /**
   * Makes a new object.
   *
   * @param applied its managedFields if it comes from an apply; else {@code who} owns all of it
   */
  Stored insert(
      Kind kind, ObjectNode fresh, Optional<ManagedFields> applied, Who who, Author author) {
    var metadata = Trees.need(fresh, "metadata");
    metadata.remove(Normal.SYSTEM);
    Defaults.fill(kind, fresh);
    Normal.tidy(kind, fresh);
    if (kind.has(STATUS)) {
      fresh.remove("status");
    }
    var managed =
        applied.orElseGet(() -> {
          var all = Comparison.of(Normal.blank(kind), Normal.owned(fresh), Shapes.of(kind));
          return ManagedFields.NOBODY.afterUpdate(all, who, now());
        });
    if (kind.name().equals("Service")) {
      addresses.allocate(fresh);
    }
    if (kind.has(STATUS)) {
      Normal.putFirstStatus(kind, fresh);
    }
    Validation.check(kind, fresh, Optional.empty());
    metadata.put("uid", String.format("00000000-0000-4000-8000-%012d", ++objects));
    metadata.put("creationTimestamp", now());
    if (kind.has(GENERATION)) {
      metadata.put("generation", 1);
    }
    return put(kind, fresh, managed, author);
  }

  /**
   * Completes the next version of a live object: what only the API server writes, defaults, the
   * status as it was.
   */
  void prepare(Stored live, ObjectNode next) {
    Kind kind = live.kind();
    next.put("apiVersion", text(live.tree(), "apiVersion"));
    var metadata = Trees.need(next, "metadata");
    String uid = text(metadata, "uid");
    metadata.remove(Normal.SYSTEM);
    for (String field : Normal.SYSTEM) {
      var old = at(live.tree(), "metadata", field);
      if (!old.isMissingNode()) {
        metadata.set(field, old.deepCopy());
      }
    }
    if (!uid.isEmpty()) {
      // Another uid than the live one is refused as an attempt to change it.
      metadata.put("uid", uid);
    }
    Defaults.fill(kind, next);
    Normal.tidy(kind, next);
    if (kind.has(STATUS)) {
      next.remove("status");
      Trees.objectAt(live.tree(), "status")
          .ifPresent(status -> next.set("status", status.deepCopy()));
    }
    if (kind.name().equals("Service")) {
      addresses.keep(live.tree(), next);
    }
    if (kind.has(GENERATION) && wantsSomethingElse(kind, live.tree(), next)) {
      raiseGeneration(next);
    }
  }

  /**
   * What a manager changed, as far as fields are owned. Addresses are the API server's doing and
   * nobody's.
   */
  Comparison changes(Stored live, ObjectNode next) {
    return Comparison.of(Normal.owned(live.tree()), Normal.owned(next), Shapes.of(live.kind()));
  }

  /** The live object with the status of {@code body}. */
  ObjectNode withStatus(Stored live, ObjectNode body) {
    Kind kind = live.kind();
    var next = live.tree().deepCopy();
    next.remove("status");
    Trees.objectAt(body, "status").ifPresent(status -> next.set("status", Trees.copy(status)));
    if (kind.group().equals("apps")) {
      // Workloads keep only spec and labels: this is how a Deployment gets its revision annotation.
      var metadata = Trees.need(next, "metadata");
      metadata.remove("annotations");
      Trees.objectAt(body, "metadata", "annotations")
          .ifPresent(annotations -> metadata.set("annotations", Trees.copy(annotations)));
    }
    if (canaryCrd == CanaryCrd.FLAGGER && kind.name().equals("Canary")) {
      Trees.objectAt(next, "status").ifPresent(status -> status.remove("run"));
    }
    Defaults.fill(kind, next);
    Normal.tidy(kind, next);
    return next;
  }

  /**
   * Stores the next version, unless nothing changed.
   *
   * @return the object now; empty if it went with its last finalizer
   */
  Optional<Stored> commit(Stored live, ObjectNode next, ManagedFields managed, Author author) {
    Kind kind = live.kind();
    Validation.check(kind, next, Optional.of(live.tree()));
    if (sameContent(live, next, managed)) {
      return Optional.of(live);
    }
    if (deletion.isLast(live, next)) {
      deletion.remove(live, author);
      return Optional.empty();
    }
    return Optional.of(put(kind, next, managed, author));
  }

  List<ObjectRef> collectGarbage(Author author) {
    var orphans = log.everything().stream().filter(this::isOrphan).toList();
    var deleted = new ArrayList<ObjectRef>();
    for (Stored orphan : orphans) {
      if (!orphan.isBeingDeleted()) {
        deletion.delete(orphan, author);
        deleted.add(ObjectRef.of(orphan.tree()));
      }
    }
    return deleted;
  }

  private boolean isOrphan(Stored stored) {
    var owners = Trees.objects(stored.tree(), "metadata", "ownerReferences");
    return !owners.isEmpty()
        && owners.stream().noneMatch(owner -> exists(owner, stored.namespace()));
  }

  private boolean exists(ObjectNode owner, String namespace) {
    return catalog
        .find(text(owner, "apiVersion"), text(owner, "kind"))
        .flatMap(kind ->
            log.find(kind, kind.has(Kind.Trait.CLUSTER) ? "" : namespace, text(owner, "name")))
        .filter(found -> found.uid().equals(text(owner, "uid")))
        .isPresent();
  }

  /** Stores a version; one of a definition takes effect. */
  private Stored put(Kind kind, ObjectNode next, ManagedFields managed, Author author) {
    if (!Definitions.isDefinition(kind)) {
      return log.put(kind, next, managed, author);
    }
    Definitions.establish(next, now());
    catalog.define(Definitions.kindOf(next));
    return log.put(kind, next, managed, author);
  }

  private static boolean sameContent(Stored live, ObjectNode next, ManagedFields managed) {
    return content(live.tree()).equals(content(next)) && sameOwners(live.managed(), managed);
  }

  private static ObjectNode content(ObjectNode tree) {
    var content = tree.deepCopy();
    Trees.objectAt(content, "metadata")
        .ifPresent(metadata -> metadata.remove(List.of("managedFields", "resourceVersion")));
    return content;
  }

  /** A new time alone is no change. */
  private static boolean sameOwners(ManagedFields one, ManagedFields other) {
    return one.entries().size() == other.entries().size()
        && one.entries().stream()
            .allMatch(entry ->
                other
                    .entry(entry.who())
                    .filter(same -> same.fields().equals(entry.fields()))
                    .isPresent());
  }

  /** A Deployment counts its annotations as well. */
  private static boolean wantsSomethingElse(Kind kind, ObjectNode before, ObjectNode next) {
    boolean annotated =
        kind.name().equals("Deployment")
            && !at(before, "metadata", "annotations").equals(at(next, "metadata", "annotations"));
    return annotated || !withoutBookkeeping(before).equals(withoutBookkeeping(next));
  }

  private static ObjectNode withoutBookkeeping(ObjectNode tree) {
    var rest = tree.deepCopy();
    rest.remove(List.of("metadata", "status", "apiVersion"));
    return rest;
  }

  private static void raiseGeneration(ObjectNode tree) {
    var metadata = Trees.need(tree, "metadata");
    metadata.put("generation", metadata.path("generation").asInt() + 1);
  }

  private String now() {
    return Trees.time(clock.instant());
  }
}
