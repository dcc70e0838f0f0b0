package io.guidon.operator.loop;

import io.guidon.core.rollout.Doubling;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one pass at a time per key, as many keys side by side as {@code width} allows; asking again
 * while a pass runs makes exactly one more. A key without a due time costs nothing (design.md §1).
 */
public final class KeyedLoop<K> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyedLoop.class);
  private static final Doubling PAUSES =
      new Doubling(Duration.ofSeconds(1), Duration.ofSeconds(30));

  /** One look at one key. */
  public interface Pass<K> {
    /** Gives the moment of the next look; empty when only a change can bring one. */
    Optional<Instant> look(K key);
  }

  private enum State {
    RESTING,
    QUEUED,
    RUNNING,
    RUNNING_AND_ASKED_AGAIN
  }

  private static final class Entry {
    State state = State.RESTING;
    Async.Cancellable timer = () -> {};
    int failures;
    Instant begun = Instant.MAX;
  }

  private final Map<K, Entry> entries = new HashMap<>();
  private final ArrayDeque<K> waiting = new ArrayDeque<>();
  private final Async async;
  private final InstantSource clock;
  private final int width;
  private Optional<Pass<K>> pass = Optional.empty();
  private int running;
  private boolean closed;

  public KeyedLoop(Async async, InstantSource clock, int width) {
    this.async = async;
    this.clock = clock;
    this.width = width;
  }

  /** From now on the keys asked for are looked at; before that they only queue up. */
  public synchronized void begin(Pass<K> next) {
    pass = Optional.of(next);
    start();
  }

  /** Asks for a pass as soon as possible. */
  public synchronized void look(K key) {
    if (closed) {
      return;
    }
    var entry = entries.computeIfAbsent(key, _ -> new Entry());
    switch (entry.state) {
      case RESTING -> {
        entry.timer.cancel();
        entry.state = State.QUEUED;
        waiting.add(key);
        start();
      }
      case RUNNING -> entry.state = State.RUNNING_AND_ASKED_AGAIN;
      case QUEUED, RUNNING_AND_ASKED_AGAIN -> {}
    }
  }

  private void start() {
    if (pass.isEmpty()) {
      return;
    }
    var look = pass.get();
    while (running < width && !waiting.isEmpty() && !closed) {
      var key = waiting.remove();
      var entry = Objects.requireNonNull(entries.get(key));
      entry.state = State.RUNNING;
      entry.begun = clock.instant();
      running++;
      async.run("pass " + key, () -> look.look(key), result -> ended(key, result));
    }
  }

  private synchronized void ended(K key, Async.Result<Optional<Instant>> result) {
    running--;
    var entry = entries.get(key);
    if (entry != null) {
      var due =
          switch (result) {
            case Async.Result.Done<Optional<Instant>>(var next) -> {
              entry.failures = 0;
              yield next;
            }
            case Async.Result.Failed<Optional<Instant>>(var cause) -> {
              LOG.atError()
                  .addKeyValue("canary", key)
                  .setCause(cause)
                  .log("pass failed: {}", cause.toString());
              yield Optional.of(clock.instant().plus(PAUSES.after(entry.failures++)));
            }
          };
      if (entry.state == State.RUNNING_AND_ASKED_AGAIN) {
        entry.state = State.QUEUED;
        waiting.add(key);
      } else {
        entry.state = State.RESTING;
        due.ifPresentOrElse(
            at -> entry.timer = async.after(until(at), () -> look(key)), () -> entries.remove(key));
      }
    }
    start();
  }

  /** When the pass began that has been running longest; empty when none runs. */
  public synchronized Optional<Instant> stuckSince() {
    return entries.values().stream()
        .filter(
            entry -> entry.state == State.RUNNING || entry.state == State.RUNNING_AND_ASKED_AGAIN)
        .map(entry -> entry.begun)
        .min(Instant::compareTo);
  }

  private Duration until(Instant due) {
    var wait = Duration.between(clock.instant(), due);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /** No further pass begins. */
  @Override
  public synchronized void close() {
    closed = true;
    waiting.clear();
    entries.values().forEach(entry -> entry.timer.cancel());
    entries.clear();
  }
}
