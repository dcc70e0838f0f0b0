package io.guidon.e2e.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Asks both, at several instants. */
record Comparison(HttpClient http, URI ours, URI real, List<Instant> instants) {
  /** Elsewhere the order of the series means nothing. */
  private static final Pattern ORDERED = Pattern.compile("sort.*");

  /**
   * What came of it.
   *
   * @param withoutValue expressions that gave nothing at any instant
   * @param accepted expressions that were answered at all
   */
  record Result(
      int expressions,
      int answers,
      int sameErrorTexts,
      List<String> differences,
      List<String> withoutValue,
      List<String> accepted) {
    @Override
    public String toString() {
      return "%d expressions, %d answers, %d different, %d without a value, %d errors of the same text"
          .formatted(expressions, answers, differences.size(), withoutValue.size(), sameErrorTexts);
    }
  }

  Comparison at(List<Instant> others) {
    return new Comparison(http, ours, real, others);
  }

  Result of(List<String> expressions) throws IOException, InterruptedException {
    var differences = new ArrayList<String>();
    var withoutValue = new ArrayList<String>();
    var accepted = new ArrayList<String>();
    int answers = 0;
    int sameErrorTexts = 0;
    for (var expression : expressions) {
      boolean isEmpty = true;
      boolean isAccepted = false;
      boolean isOrdered = ORDERED.matcher(expression).matches();
      for (var instant : instants) {
        var our = Outcome.of(http, ours, expression, instant);
        var their = Outcome.of(http, real, expression, instant);
        answers++;
        isEmpty &= their.isEmpty();
        isAccepted |= our.status() == 200;
        sameErrorTexts += our.status() != 200 && our.error().equals(their.error()) ? 1 : 0;
        if (!our.equals(their, isOrdered)) {
          differences.add(
              "%s at %s%n  ours: %s%n  real: %s".formatted(expression, instant, our, their));
        }
      }
      if (isEmpty) {
        withoutValue.add(expression);
      }
      if (isAccepted) {
        accepted.add(expression);
      }
    }
    return new Result(
        expressions.size(), answers, sameErrorTexts, differences, withoutValue, accepted);
  }

  /** What sim leaves out is refused by name and not answered wrongly. */
  void refusesWhatTheRealOneTakes(List<String> expressions)
      throws IOException, InterruptedException {
    for (var expression : expressions) {
      var instant = instants.getFirst();
      assertThat(Outcome.of(http, real, expression, instant).status())
          .as(expression)
          .isEqualTo(200);
      var refused = Outcome.of(http, ours, expression, instant);
      assertThat(refused.status()).as(expression).isEqualTo(400);
      assertThat(refused.errorType()).isEqualTo("bad_data");
      assertThat(refused.error()).contains("not supported here: ");
    }
  }
}
