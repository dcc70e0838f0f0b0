package io.guidon.operator.hook;

import io.guidon.core.rollout.Doubling;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * How long to wait before the next attempt (spec/webhooks.md §2): 1 s, 2 s, 4 s, ... and at most 30
 * s.
 */
public final class Backoff {
  private static final Doubling PAUSES =
      new Doubling(Duration.ofSeconds(1), Duration.ofSeconds(30));

  private Backoff() {}

  /** After {@code failures} failures in a row, at least one. */
  public static Duration after(int failures) {
    return PAUSES.after(failures - 1);
  }

  /**
   * What a {@code Retry-After} header asks for: seconds or an HTTP date, without a limit; empty if
   * it is neither.
   */
  static Optional<Duration> retryAfter(String header, Instant now) {
    if (header.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(header)));
    }
    try {
      var until =
          Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(header, Instant::from));
      return Optional.of(until.isNegative() ? Duration.ZERO : until);
    } catch (DateTimeParseException neither) {
      return Optional.empty();
    }
  }
}
