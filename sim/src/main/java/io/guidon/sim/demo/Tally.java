package io.guidon.sim.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the visitors of the application met, as they counted it themselves. For many threads.
 *
 * @see Visitors
 */
final class Tally {

  private final Map<String, Count> byVersion = new TreeMap<>();
  private final Map<String, Set<Integer>> usersByVersion = new TreeMap<>();
  private final Set<Integer> users = new HashSet<>();
  private final Latencies latencies = new Latencies();
  private Optional<Instant> lastGood = Optional.empty();
  private Duration longestGap = Duration.ZERO;

  /**
   * How many requests were answered well, and how many were not.
   *
   * @param good answered with a status below 500
   * @param failed answered with 500 or more, or not at all
   */
  record Count(long good, long failed) {
    static final Count NONE = new Count(0, 0);

    Count plus(Count other) {
      return new Count(good + other.good, failed + other.failed);
    }

    Count minus(Count other) {
      return new Count(good - other.good, failed - other.failed);
    }

    long all() {
      return good + failed;
    }

    /** In percent; 100 where nothing was asked. */
    double successRate() {
      return all() == 0 ? 100 : 100.0 * good / all();
    }
  }

  /**
   * What was counted up to one moment.
   *
   * @param byVersion the version that answered; empty where none did
   */
  record Reading(Map<String, Count> byVersion, Latencies latencies) {

    Reading {
      byVersion = Collections.unmodifiableMap(new TreeMap<>(byVersion));
    }

    Reading since(Reading earlier) {
      var rest = new TreeMap<String, Count>();
      byVersion.forEach((version, count) ->
          rest.put(version, count.minus(earlier.byVersion.getOrDefault(version, Count.NONE))));
      rest.values().removeIf(count -> count.all() == 0);
      return new Reading(rest, latencies.since(earlier.latencies));
    }

    Count total() {
      return byVersion.values().stream().reduce(Count.NONE, Count::plus);
    }
  }

  /** Takes the answer that a user got, or that there was none. */
  synchronized void add(int user, String version, Answer answer) {
    var count = answer.isGood() ? new Count(1, 0) : new Count(0, 1);
    byVersion.merge(version, count, Count::plus);
    users.add(user);
    usersByVersion.computeIfAbsent(version, _ -> new HashSet<>()).add(user);
    latencies.add(answer.took());
    if (answer.isGood()) {
      lastGood
          .map(last -> Duration.between(last, answer.at()))
          .filter(gap -> gap.compareTo(longestGap) > 0)
          .ifPresent(gap -> longestGap = gap);
      lastGood = Optional.of(answer.at());
    }
  }

  synchronized Reading reading() {
    return new Reading(byVersion, latencies.copy());
  }

  /** The longest time between two good answers, whoever got them. */
  synchronized Duration longestGap() {
    return longestGap;
  }

  synchronized int users() {
    return users.size();
  }

  /** How many users got at least one answer from this version. */
  synchronized int usersThatMet(String version) {
    return usersByVersion.getOrDefault(version, Set.of()).size();
  }

  /**
   * One answer.
   *
   * @param status of HTTP; 0 if none came
   * @param at when it was there
   */
  record Answer(int status, Instant at, Duration took) {
    boolean isGood() {
      return status > 0 && status < 500;
    }
  }
}
