package io.guidon.sim.ledger;

import io.guidon.sim.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * States of the world that must not be, one invariant's. What the operator causes is noted at once;
 * what others cause is noted when it has lasted longer than the grace.
 */
final class BadStates {

  private final Invariant invariant;
  private final VirtualTime time;
  private final Duration grace;
  private final Book book;
  private final Map<String, Ongoing> ongoing = new LinkedHashMap<>();

  BadStates(Invariant invariant, VirtualTime time, Duration grace, Book book) {
    this.invariant = invariant;
    this.time = time;
    this.grace = grace;
    this.book = book;
  }

  /** Who brought about the last change of the world. */
  enum Cause {
    OPERATOR,
    OTHERS
  }

  /**
   * A bad state.
   *
   * @param key tells it from others, the same for as long as it lasts
   * @param severity how bad it is; the operator must not make it worse
   */
  record State(String key, int severity, String text) {}

  /** A state that has begun and not ended. */
  private record Ongoing(State state, Instant since, Verdict verdict) {}

  private enum Verdict {
    TOLERATED,
    NOTED
  }

  /** Says which bad states there are now; what is not among them has ended. */
  void are(List<State> now, Cause cause) {
    ongoing.keySet().retainAll(now.stream().map(State::key).toList());
    for (State state : now) {
      var before = ongoing.get(state.key());
      boolean madeWorse =
          before != null && state.severity() > before.state().severity() && cause == Cause.OPERATOR;
      if (before == null || (madeWorse && before.verdict() == Verdict.TOLERATED)) {
        begin(state, cause);
      }
    }
  }

  private void begin(State state, Cause cause) {
    Instant since = time.now();
    if (cause == Cause.OPERATOR) {
      note(state, since);
      return;
    }
    ongoing.put(state.key(), new Ongoing(state, since, Verdict.TOLERATED));
    // Just after the grace has passed, so that a reaction at its very end is in time.
    time.at(since.plus(grace).plusNanos(1), () -> endGrace(state, since));
  }

  private void endGrace(State state, Instant since) {
    var now = ongoing.get(state.key());
    if (now != null && now.verdict() == Verdict.TOLERATED && now.since().equals(since)) {
      note(state, since);
    }
  }

  private void note(State state, Instant since) {
    ongoing.put(state.key(), new Ongoing(state, since, Verdict.NOTED));
    book.note(invariant, since, state.text());
  }
}
