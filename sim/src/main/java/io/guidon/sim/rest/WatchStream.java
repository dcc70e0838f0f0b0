package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Change;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One watch: the world puts in what happens, a thread of the server takes it out and sends it. A
 * client that reads too slowly loses its watch; it never holds up the world.
 */
final class WatchStream {

  private static final int LONGEST_QUEUE = 20_000;

  private final Collection collection;
  private final Rendering rendering;
  private final String apiVersion;
  private final String kind;
  private final BlockingQueue<Optional<ObjectNode>> waiting = new LinkedBlockingQueue<>();
  private volatile boolean paused;
  private volatile boolean ended;
  private int toDrop;

  WatchStream(Collection collection, Rendering rendering, Target target) {
    this.collection = collection;
    this.rendering = rendering;
    this.apiVersion = target.apiVersion();
    this.kind = target.type().kind();
  }

  /** An object that was there when the watch began. */
  void present(ObjectNode object) {
    event("ADDED", rendering.one(object));
  }

  /** Takes a change, if it is about what is watched. */
  void changed(Change change) {
    if (!collection.isOfType(change)) {
      return;
    }
    boolean was = change.before().filter(collection::contains).isPresent();
    boolean is = change.type() != Change.Type.DELETED && collection.contains(change.object());
    if (!was && !is) {
      return;
    }
    if (toDrop > 0) {
      toDrop--;
      return;
    }
    // What is not selected any more is gone for this watch; it is told as it was, in the version
    // in which it went.
    var type = !was ? "ADDED" : is ? "MODIFIED" : "DELETED";
    var shown = is || change.type() == Change.Type.DELETED ? change.object() : lastSelected(change);
    event(type, rendering.one(collection.inVersion(shown)));
  }

  private static ObjectNode lastSelected(Change change) {
    return Trees.with(
        change.before().orElseThrow(),
        last ->
            Trees.need(last, "metadata")
                .put("resourceVersion", Long.toString(change.resourceVersion())));
  }

  /** Says up to which version everything has been told. */
  void bookmark(String version) {
    event("BOOKMARK", marker(version));
  }

  /** Says that everything was told that was there at the begin. */
  void initialEventsEnd(String version) {
    var marker = marker(version);
    Trees.need(marker, "metadata", "annotations").put("k8s.io/initial-events-end", "true");
    event("BOOKMARK", marker);
  }

  /** Says why it cannot go on, and ends. */
  void error(ObjectNode status) {
    event("ERROR", status);
    end();
  }

  /** Ends when all that waits has been sent. */
  void end() {
    ended = true;
    waiting.add(Optional.empty());
  }

  boolean hasEnded() {
    return ended;
  }

  /** From now on nothing is sent: the watch is stale. */
  void pause() {
    paused = true;
  }

  void resume() {
    paused = false;
  }

  /** Loses the next changes. */
  void drop(int count) {
    toDrop += count;
  }

  /**
   * The next event to send.
   *
   * @return empty if none came within {@code patience}, or if it has ended
   */
  Optional<JsonNode> next(Duration patience) throws InterruptedException {
    if (paused) {
      TimeUnit.NANOSECONDS.sleep(Math.min(patience.toNanos(), 100_000_000));
      return Optional.empty();
    }
    var next = waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    return next == null ? Optional.empty() : next.map(event -> event);
  }

  private ObjectNode marker(String version) {
    var marker = Trees.object().put("kind", kind).put("apiVersion", apiVersion);
    marker.putObject("metadata").put("resourceVersion", version).putNull("creationTimestamp");
    return marker;
  }

  private void event(String type, JsonNode object) {
    if (ended) {
      return;
    }
    if (waiting.size() >= LONGEST_QUEUE) {
      end();
      return;
    }
    var event = Trees.object().put("type", type);
    event.set("object", object);
    waiting.add(Optional.of(event));
  }
}
