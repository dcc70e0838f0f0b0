package io.guidon.sim.rest;

import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Change;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/** The watches that are under way. Opened on the world's thread. */
final class Watches {

  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final ApiStore store;
  private final InstantSource clock;
  private final long begin;
  private final Set<WatchStream> open = new CopyOnWriteArraySet<>();

  Watches(ApiStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    this.begin = Long.parseLong(store.resourceVersion());
    store.onChange(this::changed);
  }

  /** How long a watch may last, as its client wishes. */
  static Duration timeout(Call call) {
    long seconds = call.number("timeoutSeconds");
    return seconds > 0 ? Duration.ofSeconds(seconds) : LONGEST;
  }

  /** Opens one, with all that it has to tell at its begin. */
  WatchStream open(Target target, Call call) {
    var collection = Collection.of(store, target, call);
    var stream = new WatchStream(collection, Rendering.of(target, call, clock), target);
    // Before anything is open: what cannot be read is refused.
    timeout(call);
    var version = call.parameter("resourceVersion");
    boolean fromTheBegin = call.isSet("sendInitialEvents");
    checkInitialEvents(call, fromTheBegin);
    if (fromTheBegin || version.isEmpty() || version.equals("0")) {
      collection.now().forEach(stream::present);
      if (fromTheBegin) {
        stream.initialEventsEnd(store.resourceVersion());
      }
    } else {
      resume(stream, Lists.number(version));
    }
    if (!stream.hasEnded()) {
      open.add(stream);
    }
    return stream;
  }

  /** Any thread may do that. */
  void close(WatchStream stream) {
    open.remove(stream);
    stream.end();
  }

  /** How many are open. */
  int count() {
    return open.size();
  }

  Set<WatchStream> all() {
    return Set.copyOf(open);
  }

  private void resume(WatchStream stream, long version) {
    // Like the watch cache of a real API server, it knows nothing of the time before its start.
    long oldest = Math.max(begin, store.forgotten());
    if (version < oldest) {
      stream.error(Statuses.tooOld(version, oldest));
      return;
    }
    store.journal().stream()
        .filter(change -> change.resourceVersion() > version)
        .forEach(stream::missed);
  }

  private static void checkInitialEvents(Call call, boolean asked) {
    var match = call.parameter("resourceVersionMatch");
    if (asked && !match.equals("NotOlderThan")) {
      throw Refusal.badListOption(
          "resourceVersionMatch",
          "Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
    }
    if (!asked && !match.isEmpty()) {
      throw Refusal.badListOption(
          "resourceVersionMatch",
          "Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
    }
  }

  private void changed(Change change) {
    open.forEach(stream -> stream.changed(change));
    // Those that could not keep up are told nothing more.
    open.removeIf(WatchStream::hasEnded);
  }
}
