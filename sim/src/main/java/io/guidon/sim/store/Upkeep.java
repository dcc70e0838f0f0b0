package io.guidon.sim.store;

import static io.guidon.sim.store.Kind.Trait.GENERATION;
import static io.guidon.sim.store.Kind.Trait.STATUS;
import static io.guidon.sim.store.Trees.at;
import static io.guidon.sim.store.Trees.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.rollout.Write.Outcome.Written;
import io.guidon.sim.schema.Structs;
import io.guidon.sim.store.ApiStore.CanaryCrd;
import io.guidon.sim.store.ManagedFields.Who;
import io.guidon.sim.store.ObjectLog.Stored;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the API server does to every object by itself: metadata, defaults, generations, deletion,
 * garbage collection.
 */
final class Upkeep {

  private final InstantSource clock;
  private final ObjectLog log;
  private final CanaryCrd canaryCrd;
  private final Catalog catalog;
  private final ServiceAddresses addresses = new ServiceAddresses();
  private long objects;

  Upkeep(InstantSource clock, ObjectLog log, CanaryCrd canaryCrd, Catalog catalog) {
    this.clock = clock;
    this.log = log;
    this.canaryCrd = canaryCrd;
    this.catalog = catalog;
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
    complete(kind, fresh);
    if (kind.has(STATUS)) {
      fresh.remove("status");
    }
    var managed =
        applied.orElseGet(() -> {
          var all =
              Comparison.of(Normal.blank(kind), Normal.owned(fresh), catalog.shape(kind, fresh));
          return ManagedFields.NOBODY.afterUpdate(all, who, now());
        });
    if (kind.name().equals("Service")) {
      addresses.allocate(fresh);
    }
    if (kind.has(STATUS)) {
      Normal.putFirstStatus(kind, fresh);
    }
    if (kind.equals(Catalog.DEFINITION)) {
      Definitions.complete(fresh, now());
    }
    if (kind.name().equals("Namespace")) {
      Trees.need(fresh, "metadata", "labels")
          .put("kubernetes.io/metadata.name", text(fresh, "metadata", "name"));
      Trees.need(fresh, "spec").putArray("finalizers").add("kubernetes");
      Trees.need(fresh, "status").put("phase", "Active");
    }
    Validation.check(kind, fresh, Optional.empty(), catalog.schema(kind, fresh));
    metadata.put("uid", String.format("00000000-0000-4000-8000-%012d", ++objects));
    metadata.put("creationTimestamp", now());
    if (kind.has(GENERATION)) {
      metadata.put("generation", 1);
    }
    return log.put(kind, fresh, managed, author);
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
    String deleted = text(metadata, "deletionTimestamp");
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
    if (!deleted.isEmpty() && !live.isBeingDeleted()) {
      // So is a deletion that nobody asked for.
      metadata.put("deletionTimestamp", deleted);
    }
    complete(kind, next);
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

  /** The kind as it is served, or what is known of one that is not. */
  Kind kindOf(String apiVersion, String name) {
    return catalog.kindOf(apiVersion, name).orElseGet(() -> Kinds.of(apiVersion, name));
  }

  /** How the parts of such an object are owned. */
  Shape shape(Kind kind, ObjectNode tree) {
    return catalog.shape(kind, tree);
  }

  /**
   * Brings it into the form in which it is kept. What a CustomResourceDefinition says goes before
   * what is known here of a kind.
   */
  private void complete(Kind kind, ObjectNode tree) {
    var schema = catalog.schema(kind, tree);
    if (schema.isPresent()) {
      schema.get().prune(tree);
      schema.get().fillDefaults(tree);
    } else {
      Structs.of(text(tree, "apiVersion"), kind.name()).ifPresent(known -> known.prune(tree));
      Defaults.fill(kind, tree);
    }
    Normal.tidy(kind, tree);
  }

  /**
   * What a manager changed, as far as fields are owned. Addresses are the API server's doing and
   * nobody's.
   */
  Comparison changes(Stored live, ObjectNode next) {
    return Comparison.of(
        Normal.owned(live.tree()), Normal.owned(next), catalog.shape(live.kind(), next));
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
    complete(kind, next);
    return next;
  }

  /**
   * Stores the next version, unless nothing changed.
   *
   * @return the object now; empty if it went with its last finalizer
   */
  Optional<Stored> commit(Stored live, ObjectNode next, ManagedFields managed, Author author) {
    Kind kind = live.kind();
    Validation.check(kind, next, Optional.of(live.tree()), catalog.schema(kind, next));
    if (sameContent(live, next, managed)) {
      return Optional.of(live);
    }
    var wasLast =
        live.isBeingDeleted()
            && live.hasFinalizers()
            && at(next, "metadata", "finalizers").isEmpty();
    if (wasLast) {
      log.remove(live, author);
      return Optional.empty();
    }
    return Optional.of(log.put(kind, next, managed, author));
  }

  /** Deletes the object, or marks it if finalizers hold it or it is a pod that has to end first. */
  Written delete(Stored live, Author author) {
    return delete(live, grace(live), author);
  }

  /** Deletes the object, or marks it if finalizers hold it. */
  Written deleteNow(Stored live, Author author) {
    return delete(live, 0, author);
  }

  /** Marks the object as deleted, with one finalizer more. */
  Written deleteHeldBy(String finalizer, Stored live, Author author) {
    if (live.isBeingDeleted()) {
      return new Written(Optional.of(live.tree().deepCopy()));
    }
    return marked(
        live,
        tree -> {
          var metadata = Trees.need(tree, "metadata");
          var finalizers = Trees.array();
          Trees.texts(metadata, "finalizers").forEach(finalizers::add);
          metadata.set("finalizers", finalizers.add(finalizer));
        },
        0,
        author);
  }

  /** Marks a namespace as deleted; it goes when it is empty. */
  Written terminate(Stored namespace, Author author) {
    if (namespace.isBeingDeleted()) {
      return new Written(Optional.of(namespace.tree().deepCopy()));
    }
    return marked(
        namespace,
        tree -> {
          Trees.need(tree, "metadata").remove("deletionGracePeriodSeconds");
          Trees.need(tree, "status").put("phase", "Terminating");
        },
        0,
        author);
  }

  private Written delete(Stored live, int grace, Author author) {
    if (!live.hasFinalizers() && grace == 0) {
      log.remove(live, author);
      return new Written(Optional.empty());
    }
    if (live.isBeingDeleted()) {
      return new Written(Optional.of(live.tree().deepCopy()));
    }
    return marked(live, _ -> {}, grace, author);
  }

  private Written marked(Stored live, Consumer<ObjectNode> change, int grace, Author author) {
    var marked = live.tree().deepCopy();
    var metadata = Trees.need(marked, "metadata");
    metadata.put("deletionTimestamp", Trees.time(clock.instant().plusSeconds(grace)));
    metadata.put("deletionGracePeriodSeconds", grace);
    if (metadata.has("generation")) {
      raiseGeneration(marked);
    }
    change.accept(marked);
    var stored = log.put(live.kind(), marked, live.managed(), author);
    return new Written(Optional.of(stored.tree().deepCopy()));
  }

  /** In seconds: pods that run on a node are given time to end (pkg/registry/core/pod). */
  private static int grace(Stored live) {
    boolean runs = live.kind().qualified().equals("Pod") && at(live.tree(), "spec").has("nodeName");
    return runs ? at(live.tree(), "spec", "terminationGracePeriodSeconds").asInt(30) : 0;
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
    return annotated || !withoutBookkeeping(kind, before).equals(withoutBookkeeping(kind, next));
  }

  private static ObjectNode withoutBookkeeping(Kind kind, ObjectNode tree) {
    var rest = tree.deepCopy();
    rest.remove(List.of("metadata", "apiVersion"));
    if (kind.has(STATUS)) {
      rest.remove("status");
    }
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
