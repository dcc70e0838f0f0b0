package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Change;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One watch: the world puts in what happens, a thread of the server takes it out and sends it. A
 * client that reads too slowly loses its watch; it never holds up the world.
 */
final class WatchStream {

  static final int LONGEST_QUEUE = 10_000;

  private final Collection collection;
  private final Rendering rendering;
  private final String apiVersion;
  private final String kind;
  private final BlockingQueue<Told> waiting = new LinkedBlockingQueue<>();
  private volatile boolean ended;

  /** What there is to send. */
  sealed interface Told {
    record Event(ObjectNode event) implements Told {}

    /** Not yet anything. */
    record Nothing() implements Told {}

    /** And nothing will come any more. */
    record End() implements Told {}
  }

  WatchStream(Collection collection, Rendering rendering, Target target) {
    this.collection = collection;
    this.rendering = rendering;
    this.apiVersion = target.apiVersion();
    this.kind = target.type().kind();
  }

  /** An object that was there when the watch began. */
  void present(ObjectNode object) {
    put("ADDED", rendering.one(object));
  }

  /** Takes a change, if it is about what is watched. */
  void changed(Change change) {
    if (!ended && waiting.size() >= LONGEST_QUEUE) {
      waiting.clear();
      end();
    }
    missed(change);
  }

  /** The same for a change from before the watch, of which there may be any number. */
  void missed(Change change) {
    if (ended || !collection.isOfType(change)) {
      return;
    }
    boolean was = change.before().filter(collection::contains).isPresent();
    boolean is = change.type() != Change.Type.DELETED && collection.contains(change.object());
    if (!was && !is) {
      return;
    }
    // What is not selected any more is gone for this watch; it is told as it was, in the version
    // in which it went.
    var type = !was ? "ADDED" : is ? "MODIFIED" : "DELETED";
    var shown = is || change.type() == Change.Type.DELETED ? change.object() : lastSelected(change);
    put(type, rendering.one(collection.inVersion(shown)));
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
    put("BOOKMARK", marker(version));
  }

  /** Says that everything was told that was there at the begin. */
  void initialEventsEnd(String version) {
    var marker = marker(version);
    Trees.need(marker, "metadata", "annotations").put("k8s.io/initial-events-end", "true");
    put("BOOKMARK", marker);
  }

  /** Says why it cannot go on, and ends. */
  void error(ObjectNode status) {
    put("ERROR", status);
    end();
  }

  /** Ends when all that waits has been sent. Any thread may say so. */
  void end() {
    ended = true;
    waiting.add(new Told.End());
  }

  boolean hasEnded() {
    return ended;
  }

  /** What comes next, within {@code patience}. */
  Told next(Duration patience) throws InterruptedException {
    var next = waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    return next == null ? new Told.Nothing() : next;
  }

  private ObjectNode marker(String version) {
    var marker = Trees.object().put("kind", kind).put("apiVersion", apiVersion);
    marker.putObject("metadata").put("resourceVersion", version).putNull("creationTimestamp");
    return marker;
  }

  private void put(String type, ObjectNode object) {
    if (!ended) {
      var event = Trees.object().put("type", type);
      event.set("object", object);
      waiting.add(new Told.Event(event));
    }
  }
}
