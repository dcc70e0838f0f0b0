package io.guidon.core.rollout;

import java.time.Duration;
import java.time.Instant;

/**
 * The beat on which Flagger would tick: waits are announced and gates are asked again once per
 * interval, counted from the moment a stage began (design.md R9). Actions never wait for it.
 */
record Grid(Instant begin, Duration interval, Instant now) {

  /** 0 within the first interval, 1 within the second, ... */
  long round() {
    return now.isBefore(begin) ? 0 : Duration.between(begin, now).dividedBy(interval);
  }

  /** When the next round begins. */
  Instant next() {
    return begin.plus(interval.multipliedBy(round() + 1));
  }
}
