package io.guidon.sim.prometheus;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.OptionalLong;

/**
 * {@code /api/v1/query}: one query at one instant (<a
 * href="https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries">its
 * parameters</a>).
 */
record QueryApi(Samples samples, InstantSource clock) {
  private static final String BAD_DATA = "bad_data";

  record Response(int status, String body) {}

  /**
   * Answers a query.
   *
   * @param parameters {@code query}, {@code time} in seconds or as RFC 3339 (now if there is none),
   *     {@code timeout}, which is only checked: no query takes long here
   */
  Response answer(Map<String, String> parameters) {
    var time = parameters.getOrDefault("time", "");
    var instant = time.isEmpty() ? OptionalLong.of(clock.millis()) : millis(time);
    if (instant.isEmpty()) {
      return bad(
          "time",
          "Invalid time value for 'time': cannot parse \"" + time + "\" to a valid timestamp");
    }
    var timeout = parameters.getOrDefault("timeout", "");
    if (!timeout.isEmpty() && !isDuration(timeout)) {
      return bad("timeout", "cannot parse \"" + timeout + "\" to a valid duration");
    }
    var query = parameters.getOrDefault("query", "");
    return switch (Answer.to(query, samples, instant.getAsLong())) {
      case Answer.Given given -> new Response(200, AnswerJson.success(given));
      case Answer.Refused(QueryRefused.Kind kind, String reason) ->
          kind == QueryRefused.Kind.BAD_DATA
              ? bad("query", reason)
              : new Response(kind.status(), AnswerJson.error(kind.text(), reason));
    };
  }

  private static Response bad(String parameter, String reason) {
    return new Response(
        QueryRefused.Kind.BAD_DATA.status(),
        AnswerJson.error(BAD_DATA, "invalid parameter \"" + parameter + "\": " + reason));
  }

  private static OptionalLong millis(String time) {
    try {
      var number = NumberText.parse(time);
      if (number.isPresent()) {
        return Double.isFinite(number.getAsDouble())
            ? OptionalLong.of(thousandths(new BigDecimal(time)))
            : OptionalLong.empty();
      }
      return OptionalLong.of(OffsetDateTime.parse(time).toInstant().toEpochMilli());
    } catch (DateTimeException | ArithmeticException malformed) {
      return OptionalLong.empty();
    }
  }

  private static long thousandths(BigDecimal seconds) {
    long perSecond = Duration.ofSeconds(1).toMillis();
    return seconds
        .multiply(BigDecimal.valueOf(perSecond))
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  private static boolean isDuration(String text) {
    return NumberText.parse(text).isPresent() || DurationText.millis(text).isPresent();
  }
}
