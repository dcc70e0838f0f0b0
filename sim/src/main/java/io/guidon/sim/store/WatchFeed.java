package io.guidon.sim.store;

import io.guidon.core.resource.ObjectRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * A watch of one kind. What changes waits in it until {@link #deliver} is called, so that a test
 * can make it late, lossy or out of order, as watches are when connections break.
 */
public final class WatchFeed {

  private final Kind kind;
  private final Deque<Change> waiting = new ArrayDeque<>();
  private final List<Consumer<Change>> listeners = new ArrayList<>();
  private final List<Runnable> arrivals = new ArrayList<>();
  private boolean paused;
  private int toDrop;

  WatchFeed(ApiStore store, String apiVersion, String kind) {
    this.kind = Kinds.of(apiVersion, kind);
    store.onChange(this::take);
  }

  /** Calls {@code listener} with each change that is delivered. */
  public void onDelivery(Consumer<Change> listener) {
    listeners.add(listener);
  }

  /**
   * Calls {@code arrived} at once when something waits, so that it can schedule a delivery. Not
   * while it is paused.
   */
  public void onArrival(Runnable arrived) {
    arrivals.add(arrived);
  }

  /** Delivers all that waits, unless the feed is paused. */
  public void deliver() {
    deliver(Integer.MAX_VALUE);
  }

  /** Delivers at most {@code count} changes, unless the feed is paused. */
  public void deliver(int count) {
    for (int i = 0; i < count && !paused && !waiting.isEmpty(); i++) {
      Change next = waiting.remove();
      List.copyOf(listeners).forEach(listener -> listener.accept(next));
    }
  }

  /** From now on everything waits: the watch is stale. */
  public void pause() {
    paused = true;
  }

  public void resume() {
    paused = false;
    if (!waiting.isEmpty()) {
      List.copyOf(arrivals).forEach(Runnable::run);
    }
  }

  /** Loses the next {@code count} changes, those that wait first. */
  public void drop(int count) {
    toDrop += count;
    while (toDrop > 0 && !waiting.isEmpty()) {
      waiting.remove();
      toDrop--;
    }
  }

  /** Turns round the order of what waits. */
  public void reverse() {
    var inOrder = new ArrayList<>(waiting);
    Collections.reverse(inOrder);
    waiting.clear();
    waiting.addAll(inOrder);
  }

  /** How many changes wait. */
  public int waiting() {
    return waiting.size();
  }

  private void take(Change change) {
    if (!isOf(change.ref())) {
      return;
    }
    if (toDrop > 0) {
      toDrop--;
      return;
    }
    waiting.add(change);
    if (!paused) {
      List.copyOf(arrivals).forEach(Runnable::run);
    }
  }

  private boolean isOf(ObjectRef ref) {
    return Kinds.of(ref.apiVersion(), ref.kind()).equals(kind);
  }
}
