package io.guidon.operator.alert;

import io.guidon.core.notification.Notification;
import io.guidon.operator.hook.Backoff;
import io.guidon.operator.hook.Delivery;
import io.guidon.operator.loop.Async;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receivers of one Canary's notifications. Each has a line of its own: one delivery at a time,
 * in order, so that a receiver that is down holds up no other.
 */
final class Addressees {
  private static final Logger LOG = LoggerFactory.getLogger(Addressees.class);

  /** How long a receiver may fail before what it missed is given up. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  /** How much that is in no record may wait for a receiver. */
  static final int MOST_UNKEPT = 64;

  /** Whether a notification comes back after a crash. */
  enum Keeping {
    IN_RECORD,
    NOWHERE
  }

  private record Item(Notification notification, Instant at, Keeping keeping) {}

  private static final class Line {
    private final String key;
    private final Deque<Item> waiting = new ArrayDeque<>();
    private Channel channel;
    private Optional<Item> current = Optional.empty();
    private Optional<Instant> failingSince = Optional.empty();
    private int failures;

    Line(Channel channel) {
      this.key = channel.key();
      this.channel = channel;
    }
  }

  private final String uid;
  private final String canaryKey;
  private final Async async;
  private final InstantSource clock;
  private final Consumer<String> acknowledged;
  private final Map<String, Line> lines = new HashMap<>();

  /** Ids of the record and how many receivers are still to hear of each. */
  private final Map<String, Integer> open = new HashMap<>();

  /** Ids of the record that everybody has heard of; until the record no longer holds them. */
  private final Set<String> settled = new HashSet<>();

  private List<Channel> channels = List.of();

  Addressees(
      String uid,
      String canaryKey,
      Async async,
      InstantSource clock,
      Consumer<String> acknowledged) {
    this.uid = uid;
    this.canaryKey = canaryKey;
    this.async = async;
    this.clock = clock;
    this.acknowledged = acknowledged;
  }

  /** Of the Canary: one with the same name that is created later begins anew. */
  String uid() {
    return uid;
  }

  /** These are the receivers from now on; who is no longer among them hears no more. */
  synchronized void serve(List<Channel> now) {
    channels = List.copyOf(now);
    var byKey =
        now.stream()
            .collect(Collectors.toMap(Channel::key, Function.identity(), (one, same) -> one));
    for (var line : List.copyOf(lines.values())) {
      var channel = byKey.get(line.key);
      if (channel != null) {
        line.channel = channel;
      } else {
        List.copyOf(line.waiting).forEach(this::heard);
        line.waiting.clear();
      }
    }
  }

  /** What of {@code pending} was not handed over before; forgets what is no longer in it. */
  synchronized List<Notification> fresh(List<Notification> pending) {
    settled.retainAll(pending.stream().map(Notification::id).collect(Collectors.toSet()));
    return pending.stream()
        .filter(notification ->
            !settled.contains(notification.id()) && !open.containsKey(notification.id()))
        .toList();
  }

  /** Hands a notification to everybody who takes it. */
  synchronized void post(Notification notification, Keeping keeping) {
    var takers = channels.stream().filter(channel -> channel.takes(notification)).toList();
    var item = new Item(notification, clock.instant(), keeping);
    if (keeping == Keeping.IN_RECORD) {
      // One more than there are receivers, so that it is settled here when there is none.
      open.put(notification.id(), takers.size() + 1);
    }
    for (var channel : takers) {
      var line = lines.computeIfAbsent(channel.key(), key -> new Line(channel));
      if (keeping == Keeping.NOWHERE && line.waiting.size() >= MOST_UNKEPT) {
        LOG.atDebug()
            .addKeyValue("canary", canaryKey)
            .log("{} is too far behind, not told: {}", line.key, notification);
      } else {
        line.waiting.add(item);
        next(line);
      }
    }
    heard(item);
  }

  /** Whether nothing is under way and nothing need be remembered. */
  synchronized boolean isIdle() {
    return lines.isEmpty() && open.isEmpty() && settled.isEmpty();
  }

  private void next(Line line) {
    if (line.current.isPresent()) {
      return;
    }
    var item = line.waiting.poll();
    if (item == null) {
      lines.remove(line.key, line);
      return;
    }
    line.current = Optional.of(item);
    attempt(line, item);
  }

  private void attempt(Line line, Item item) {
    var channel = line.channel;
    async.run(
        "telling " + line.key,
        () -> channel.deliver(item.notification(), item.at()),
        result -> ended(line, item, result));
  }

  private synchronized void ended(Line line, Item item, Async.Result<Delivery> result) {
    switch (result) {
      case Async.Result.Done<Delivery>(Delivery.Delivered delivered) -> {
        line.failures = 0;
        line.failingSince = Optional.empty();
        done(line, item);
      }
      case Async.Result.Done<Delivery>(Delivery.Failed(String reason, boolean retriable)) -> {
        if (retriable) {
          failed(line, item, reason);
        } else {
          LOG.atError().addKeyValue("canary", canaryKey).log(reason);
          done(line, item);
        }
      }
      case Async.Result.Failed<Delivery>(InterruptedException stopping) -> {}
      case Async.Result.Failed<Delivery>(Throwable bug) -> {
        LOG.atError()
            .addKeyValue("canary", canaryKey)
            .setCause(bug)
            .log("{} failed: {}", line.key, bug.toString());
        done(line, item);
      }
    }
  }

  private void failed(Line line, Item item, String reason) {
    var now = clock.instant();
    var since = line.failingSince.orElse(now);
    line.failingSince = Optional.of(since);
    if (Duration.between(since, now).compareTo(PATIENCE) >= 0) {
      LOG.atError().addKeyValue("canary", canaryKey).log(reason);
      done(line, item);
      return;
    }
    line.failures++;
    var pause = Backoff.after(line.failures);
    LOG.atInfo()
        .addKeyValue("canary", canaryKey)
        .log("{}; trying again in {} s", reason, pause.toSeconds());
    async.after(pause, () -> again(line, item));
  }

  private synchronized void again(Line line, Item item) {
    attempt(line, item);
  }

  private void done(Line line, Item item) {
    line.current = Optional.empty();
    heard(item);
    next(line);
  }

  private void heard(Item item) {
    var id = item.notification().id();
    if (item.keeping() == Keeping.NOWHERE || open.merge(id, -1, Integer::sum) > 0) {
      return;
    }
    open.remove(id);
    settled.add(id);
    acknowledged.accept(id);
  }
}
