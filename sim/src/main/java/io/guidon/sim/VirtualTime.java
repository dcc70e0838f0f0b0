package io.guidon.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * The clock and the scheduler of a simulated world. Time passes only from one event to the next, so
 * idle hours cost nothing; events of the same instant run in the order in which they were
 * scheduled. For one thread only.
 */
public final class VirtualTime implements InstantSource {

  /**
   * More events than this without any passing of time mean that the world goes round in circles.
   */
  private static final int EVENTS_PER_INSTANT = 100_000;

  private final PriorityQueue<Event> agenda =
      new PriorityQueue<>(Comparator.comparing(Event::due).thenComparingLong(Event::number));
  private Instant now;
  private long scheduled;
  private int eventsNow;

  private VirtualTime(Instant start) {
    this.now = start;
  }

  public static VirtualTime startingAt(Instant start) {
    return new VirtualTime(start);
  }

  /** Starts at an arbitrary but fixed instant. */
  public static VirtualTime create() {
    return startingAt(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Override
  public Instant instant() {
    return now;
  }

  public Instant now() {
    return now;
  }

  /**
   * Runs {@code action} when {@code delay} has passed; a delay of zero or less means as the next
   * event of now.
   */
  public Scheduled after(Duration delay, Runnable action) {
    return at(now.plus(delay), action);
  }

  /** Runs {@code action} at {@code due}, or as the next event of now if that is over. */
  public Scheduled at(Instant due, Runnable action) {
    var event = new Event(due.isBefore(now) ? now : due, scheduled++, action);
    agenda.add(event);
    return () -> agenda.remove(event);
  }

  /** Runs everything that is due up to and including {@code end}; then it is {@code end}. */
  public void runUntil(Instant end) {
    while (nextIsDueBy(end)) {
      runNext();
    }
    moveTo(end);
  }

  public void runFor(Duration duration) {
    runUntil(now.plus(duration));
  }

  /** Runs everything that is due now, with all that follows from it at this same instant. */
  public void runDue() {
    runUntil(now);
  }

  /**
   * Runs until {@code condition} holds, which is asked before the first event and after each one.
   *
   * @param atMost how long to wait for it in virtual time
   * @return whether it holds; if not, {@code atMost} has passed
   */
  public boolean runUntil(BooleanSupplier condition, Duration atMost) {
    Instant end = now.plus(atMost);
    while (!condition.getAsBoolean()) {
      if (!nextIsDueBy(end)) {
        moveTo(end);
        return condition.getAsBoolean();
      }
      runNext();
    }
    return true;
  }

  /**
   * Lets time pass while whoever asks for it blocks: nothing else runs, and what was due meanwhile
   * runs late, as the next events of then.
   */
  public void block(Duration duration) {
    moveTo(now.plus(duration));
  }

  /** When the next event is due; empty if none is to come. */
  public Optional<Instant> nextDue() {
    return Optional.ofNullable(agenda.peek()).map(Event::due);
  }

  /** How many events are still to come. */
  public int pending() {
    return agenda.size();
  }

  private boolean nextIsDueBy(Instant end) {
    var next = agenda.peek();
    return next != null && !next.due().isAfter(end);
  }

  private void runNext() {
    var next = agenda.remove();
    moveTo(next.due());
    if (++eventsNow > EVENTS_PER_INSTANT) {
      throw new IllegalStateException(
          EVENTS_PER_INSTANT
              + " events at "
              + now
              + " and no end: something schedules itself again without any delay");
    }
    next.action().run();
  }

  private void moveTo(Instant instant) {
    if (instant.isAfter(now)) {
      now = instant;
      eventsNow = 0;
    }
  }

  /** An event that was scheduled. */
  @FunctionalInterface
  public interface Scheduled {
    /** Takes it off the agenda; harmless if it has run. */
    void cancel();
  }

  private record Event(Instant due, long number, Runnable action) {}
}
