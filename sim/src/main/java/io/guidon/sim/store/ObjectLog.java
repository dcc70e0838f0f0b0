package io.guidon.sim.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The objects and every version they ever had, numbered by one counter; what etcd is to the API
 * server. Knows nothing of what the objects mean.
 */
final class ObjectLog {

  private final InstantSource clock;
  private final Map<Kind, Map<String, Stored>> objects = new LinkedHashMap<>();
  private final List<Change> journal = new ArrayList<>();
  private final List<Consumer<Change>> listeners = new ArrayList<>();
  private final ArrayDeque<Change> untold = new ArrayDeque<>();
  private final int keeps;
  private boolean telling;
  private boolean rehearsing;

  /** Starts behind {@link ApiStore#NEVER}. */
  private long counter = 1;

  /** What a real API server writes when it starts is forgotten before anybody asks. */
  private long forgotten = 2;

  /**
   * @param keeps how many changes are remembered at least; as many again may be
   */
  ObjectLog(InstantSource clock, int keeps) {
    this.clock = clock;
    this.keeps = keeps;
  }

  /** Does something of which nothing is stored and nobody hears: a dry run. */
  <T> T rehearse(Supplier<T> request) {
    rehearsing = true;
    try {
      return request.get();
    } finally {
      rehearsing = false;
    }
  }

  /** The last change that is not remembered any more. */
  long forgotten() {
    return forgotten;
  }

  /**
   * An object as it is stored.
   *
   * @param tree with managedFields, uid and resourceVersion; never changed
   */
  record Stored(Kind kind, ObjectNode tree, ManagedFields managed) {
    /** The same object of a kind whose definition may have changed. */
    Stored as(Kind current) {
      return kind.traits().equals(current.traits()) ? this : new Stored(current, tree, managed);
    }

    /** A copy in a version of the API. */
    ObjectNode in(String apiVersion) {
      return tree.deepCopy().put("apiVersion", apiVersion);
    }

    String name() {
      return Trees.text(tree, "metadata", "name");
    }

    String namespace() {
      return Trees.text(tree, "metadata", "namespace");
    }

    String uid() {
      return Trees.text(tree, "metadata", "uid");
    }

    String resourceVersion() {
      return Trees.text(tree, "metadata", "resourceVersion");
    }

    boolean isBeingDeleted() {
      return Trees.at(tree, "metadata").has("deletionTimestamp");
    }

    boolean hasFinalizers() {
      return !Trees.at(tree, "metadata", "finalizers").isEmpty();
    }
  }

  Optional<Stored> find(Kind kind, String namespace, String name) {
    return Optional.ofNullable(of(kind).get(key(namespace, name))).map(found -> found.as(kind));
  }

  /** All objects of a kind, by namespace and name. */
  Collection<Stored> all(Kind kind) {
    return of(kind).values().stream().map(stored -> stored.as(kind)).toList();
  }

  /** All objects. */
  List<Stored> everything() {
    return objects.values().stream().flatMap(ofKind -> ofKind.values().stream()).toList();
  }

  /** Stores {@code tree} under the next resourceVersion; a rehearsal leaves that as it is. */
  Stored put(Kind kind, ObjectNode tree, ManagedFields managed, Author by) {
    var metadata = Trees.need(tree, "metadata");
    metadata.remove("managedFields");
    if (!managed.entries().isEmpty()) {
      metadata.set("managedFields", managed.toTree());
    }
    if (rehearsing) {
      return new Stored(kind, tree, managed);
    }
    long version = ++counter;
    metadata.put("resourceVersion", Long.toString(version));
    return keep(new Stored(kind, tree, managed), version, by);
  }

  /** Stores an object with the resourceVersion that it has. */
  Stored load(Kind kind, ObjectNode tree, Author by) {
    long version = Trees.at(tree, "metadata", "resourceVersion").asLong(counter + 1);
    counter = Math.max(counter, version);
    return keep(
        new Stored(kind, tree, ManagedFields.parse(Trees.at(tree, "metadata", "managedFields"))),
        version,
        by);
  }

  void remove(Stored last, Author by) {
    if (rehearsing) {
      return;
    }
    of(last.kind()).remove(key(last.namespace(), last.name()));
    long version = ++counter;
    var tree =
        Trees.with(
            last.tree(),
            gone -> Trees.need(gone, "metadata").put("resourceVersion", Long.toString(version)));
    record(
        new Change(
            version,
            clock.instant(),
            Change.Type.DELETED,
            ObjectRef.of(tree),
            tree,
            Optional.of(last.tree()),
            by));
  }

  long counter() {
    return counter;
  }

  List<Change> journal() {
    return Collections.unmodifiableList(journal);
  }

  void onChange(Consumer<Change> listener) {
    listeners.add(listener);
  }

  private Stored keep(Stored stored, long version, Author by) {
    var before =
        Optional.ofNullable(of(stored.kind()).put(key(stored.namespace(), stored.name()), stored));
    var type = before.isPresent() ? Change.Type.MODIFIED : Change.Type.ADDED;
    record(
        new Change(
            version,
            clock.instant(),
            type,
            ObjectRef.of(stored.tree()),
            stored.tree(),
            before.map(Stored::tree),
            by));
    return stored;
  }

  /** A listener may write: what it causes is told after everybody has heard of what went before. */
  private void record(Change change) {
    journal.add(change);
    forget();
    untold.add(change);
    if (telling) {
      return;
    }
    telling = true;
    try {
      while (!untold.isEmpty()) {
        Change next = untold.remove();
        List.copyOf(listeners).forEach(listener -> listener.accept(next));
      }
    } finally {
      telling = false;
      untold.clear();
    }
  }

  /** Many at a time, so that remembering stays cheap. */
  private void forget() {
    if (journal.size() / 2 >= keeps) {
      var old = journal.subList(0, journal.size() - keeps);
      forgotten = old.getLast().resourceVersion();
      old.clear();
    }
  }

  private Map<String, Stored> of(Kind kind) {
    return objects.computeIfAbsent(kind, any -> new TreeMap<>());
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }
}
