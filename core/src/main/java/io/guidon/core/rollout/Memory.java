package io.guidon.core.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is known about one Canary beyond its record, and may be lost at any time: since when a fact
 * holds, answers to questions, what was announced. Losing it costs at most one interval and a
 * repeated question; it never makes a step come early (outages-played.md N1). Owned by the loop;
 * one thread at a time.
 */
public final class Memory {
  private final Map<String, Instant> since = new HashMap<>();
  private final Map<String, Question.Answer> answers = new HashMap<>();
  private final Map<String, Long> announced = new HashMap<>();
  private final Set<String> said = new HashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Map<String, Long> rounds = new HashMap<>();
  private final Map<String, Long> lastRounds = new HashMap<>();
  private final Set<String> delivered = new HashSet<>();
  private final Map<String, Double> readings = new HashMap<>();
  private final List<Duration> analyses = new ArrayList<>();
  private final Writes writes = new Writes();
  private final Stopwatch waiting = new Stopwatch();
  private boolean forgiven;
  private long told;
  private long seen;

  /** Notes that a fact holds, and gives the moment since which it has done so without a break. */
  Instant holds(String fact, Instant now) {
    return since.computeIfAbsent(fact, _ -> now);
  }

  /** The same; whether it holds for the first time. */
  boolean begins(String fact, Instant now) {
    return since.putIfAbsent(fact, now) == null;
  }

  /** Notes that a fact does not hold. */
  void ceased(String fact) {
    since.remove(fact);
  }

  /** Starts the clock of a fact again. */
  void restart(String fact, Instant now) {
    since.put(fact, now);
  }

  /** From now on time counts towards the progress deadline, until it {@link #goesOn}. */
  void waits(Instant now) {
    waiting.start(now);
  }

  void goesOn(Instant now) {
    waiting.stop(now);
  }

  /** Nobody acts upon the Canary for now, so that no time counts towards its deadline. */
  public void rests(Instant now) {
    waiting.stop(now);
  }

  /** A step was held to its end: what was waited for on the way to it counts no longer. */
  void forgives() {
    forgiven = true;
    waiting.reset();
  }

  /**
   * How long the run has waited without progress.
   *
   * @param recorded how long it had when the record was written last
   */
  Duration waited(Duration recorded, Instant now) {
    var since = waiting.total(now);
    return forgiven ? since : recorded.plus(since);
  }

  /** Forgets the facts and answers whose name begins so. */
  void forgets(String beginning) {
    since.keySet().removeIf(fact -> fact.startsWith(beginning));
    answers.keySet().removeIf(question -> question.startsWith(beginning));
  }

  Optional<Question.Answer> answer(String question) {
    return Optional.ofNullable(answers.get(question));
  }

  /** Takes the answer to a question. */
  public void answered(String question, Question.Answer answer) {
    answers.put(question, answer);
  }

  /**
   * The round that {@code topic} is asked in: {@code now} at first, and the same one until it is
   * {@link #concluded}, so that an answer that takes longer than an interval still counts.
   */
  long round(String topic, long now) {
    return rounds.computeIfAbsent(topic, _ -> begun(topic, now));
  }

  /**
   * What belongs to the round before is over, or a gate that stays closed would fill the memory.
   */
  private long begun(String topic, long now) {
    var before = lastRounds.put(topic, now);
    if (before != null && before != now) {
      var name = "/" + before + "/";
      answers.keySet().removeIf(question -> question.contains(name) && !isOfTheWholeRun(question));
    }
    return now;
  }

  private static boolean isOfTheWholeRun(String question) {
    return question.startsWith("pre-rollout/") || outlivesDecisions(question);
  }

  private static boolean outlivesDecisions(String question) {
    return question.startsWith("post-rollout/") || question.startsWith(Rehearsal.TOPIC);
  }

  /** The answers of this round have led to something; the next ones are those of a later round. */
  void concluded(String topic) {
    rounds.remove(topic);
  }

  /**
   * Whether {@code topic} has not been announced in this round or a later one; then it counts as
   * announced.
   */
  boolean announces(String topic, long round) {
    var last = announced.get(topic);
    if (last != null && last >= round) {
      return false;
    }
    announced.put(topic, round);
    return true;
  }

  /** How many facts and answers are remembered. */
  int size() {
    return since.size() + answers.size();
  }

  /** Something to be told with the next decision that tells anything. */
  void note(String text) {
    notes.add(text);
  }

  /** What was noted since this was asked last, in order. */
  List<String> takeNotes() {
    var taken = List.copyOf(notes);
    notes.clear();
    return taken;
  }

  /** Whether this is said for the first time; then it counts as said, whatever comes. */
  boolean isNews(String text) {
    return said.add(text);
  }

  /** Whether {@code topic} was announced since the last decision. */
  boolean isAnnounced(String topic) {
    return announced.containsKey(topic);
  }

  /**
   * A notification of the outbox has reached everybody; its removal rides on the next status write.
   */
  public void delivered(String notification) {
    delivered.add(notification);
  }

  Set<String> delivered() {
    return Set.copyOf(delivered);
  }

  /** A metric was read; the last value of each is shown. */
  void measured(String metric, double value) {
    readings.put(metric, value);
  }

  /** An analysis came to its verdict after this time. */
  void analysed(Duration length) {
    analyses.add(length);
  }

  /** What was measured since this was asked last. */
  Gauges gauges(Phase phase, OptionalInt weight) {
    var gauges = new Gauges(phase, weight, Map.copyOf(readings), List.copyOf(analyses));
    readings.clear();
    analyses.clear();
    return gauges;
  }

  /** What our writes came to. */
  Writes writes() {
    return writes;
  }

  /** A write was accepted; {@code answer} is the object as the API server answered. */
  public void carriedOut(Write write, Optional<ObjectNode> answer, Instant now) {
    writes.carriedOut(write, answer, now);
  }

  /** A write was refused for another reason than a race. */
  public void refused(Write write, String message, Instant now) {
    writes.refused(write, message, now);
  }

  /**
   * This generation of the Canary is seen. What the API server refused of an earlier one says
   * nothing about it.
   */
  void sees(long generation) {
    if (generation != seen) {
      writes.forgive();
    }
    seen = generation;
  }

  /** An id for something that is told once and not kept. */
  String nextTold() {
    return "t" + ++told;
  }

  /** A decision was recorded: what was asked and announced for the state before is over. */
  public void moved(Set<String> stillPending) {
    answers.keySet().removeIf(question -> !outlivesDecisions(question));
    announced.clear();
    rounds.clear();
    lastRounds.clear();
    since.keySet().removeIf(fact -> fact.startsWith("stage/"));
    delivered.retainAll(stillPending);
    waiting.reset();
    forgiven = false;
  }
}
