package io.guidon.operator.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The objects of one kind as last seen, packed. What arrives late, from a list, a watch or the
 * answer to a write, never replaces what is newer, and never brings back what is deleted (design.md
 * R1).
 */
final class Store {
  /** Enough to outlive any event that is still under way. */
  private static final int TOMBSTONES = 4096;

  private final Kind kind;
  private final Consumer<ObjectRef> changed;
  private final Slices slices = new Slices();
  private final Packing packing = new Packing();
  private final Map<ObjectRef, Stored> objects = new ConcurrentHashMap<>();
  private final Map<String, Version> tombstones =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Version> eldest) {
          return size() > TOMBSTONES;
        }
      };

  private record Stored(String uid, Version version, Packing.Packed packed) {}

  /**
   * @param changed is called after each change, never under a lock
   */
  Store(Kind kind, Consumer<ObjectRef> changed) {
    this.kind = kind;
    this.changed = changed;
  }

  Kind kind() {
    return kind;
  }

  Optional<ObjectNode> get(ObjectRef ref) {
    return Optional.ofNullable(objects.get(ref)).map(stored -> stored.packed().unpack());
  }

  List<ObjectRef> refs() {
    return List.copyOf(objects.keySet());
  }

  Slices slices() {
    return slices;
  }

  /**
   * Takes in an object as the API server sent it; returns it trimmed, whether it was news or not.
   */
  ObjectNode put(ObjectNode sent) {
    var object = Trimming.trim(kind, sent);
    var ref = ObjectRef.of(object);
    Optional<ObjectRef> news;
    synchronized (this) {
      news = isNews(ref, object) ? keep(ref, object) : Optional.empty();
    }
    news.ifPresent(changed);
    return object;
  }

  private boolean isNews(ObjectRef ref, ObjectNode object) {
    var version = Version.of(object);
    var buried = tombstones.get(uid(object));
    if (buried != null && !buried.isBefore(version)) {
      return false;
    }
    var stored = objects.get(ref);
    return stored == null || stored.version().isBefore(version);
  }

  private Optional<ObjectRef> keep(ObjectRef ref, ObjectNode object) {
    objects.put(ref, new Stored(uid(object), Version.of(object), packing.pack(object)));
    return kind.equals(Kinds.SLICES) ? slices.put(object) : Optional.of(ref);
  }

  /** A watch says that this object is gone; {@code sent} is its last state. */
  void deleted(ObjectNode sent) {
    remove(
        kind.ref(sent.path("metadata").path("namespace").asText(), name(sent)),
        uid(sent),
        Version.of(sent));
  }

  /** The API server has answered that the object with this uid is gone. */
  void deleted(ObjectRef ref, String uid) {
    remove(ref, uid, Version.LAST);
  }

  private void remove(ObjectRef ref, String uid, Version at) {
    Optional<ObjectRef> gone;
    synchronized (this) {
      bury(uid, at);
      var stored = objects.get(ref);
      var isIt = stored != null && stored.uid().equals(uid) && !at.isBefore(stored.version());
      gone = isIt ? drop(ref) : Optional.empty();
    }
    gone.ifPresent(changed);
  }

  /**
   * Everything that a complete list of version {@code at} does not name is gone, unless it is newer
   * than the list.
   */
  void retain(Set<ObjectRef> listed, Version at) {
    var gone = new ArrayList<ObjectRef>();
    synchronized (this) {
      for (var entry : List.copyOf(objects.entrySet())) {
        if (!listed.contains(entry.getKey()) && !at.isBefore(entry.getValue().version())) {
          bury(entry.getValue().uid(), at);
          drop(entry.getKey()).ifPresent(gone::add);
        }
      }
    }
    gone.forEach(changed);
  }

  /**
   * The cluster was set back to an earlier state, so that versions say nothing any more: whatever
   * comes next is news.
   */
  synchronized void rewound() {
    tombstones.clear();
    objects.replaceAll((_, stored) -> new Stored(stored.uid(), Version.NONE, stored.packed()));
  }

  /** The kind is gone, and with it everything of it. */
  void clear() {
    retain(Set.of(), Version.LAST);
  }

  /**
   * The API server answered that there is no object of this name now, having seen everything up to
   * now.
   */
  void absent(ObjectRef ref) {
    var stored = objects.get(ref);
    if (stored != null) {
      remove(ref, stored.uid(), stored.version());
    }
  }

  private Optional<ObjectRef> drop(ObjectRef ref) {
    objects.remove(ref);
    return kind.equals(Kinds.SLICES) ? slices.remove(ref) : Optional.of(ref);
  }

  private void bury(String uid, Version at) {
    tombstones.merge(uid, at, (one, other) -> one.isBefore(other) ? other : one);
  }

  private static String uid(ObjectNode object) {
    return object.path("metadata").path("uid").asText();
  }

  private static String name(ObjectNode object) {
    return object.path("metadata").path("name").asText();
  }
}
