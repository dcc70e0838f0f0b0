package io.guidon.sim.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
  private final Asked asked =
      new Asked()
          .points("a{x=\"1\",y=\"p/q\"}", 0, 1)
          .points("a{x=\"2\"}", 0, 2)
          .points("sum{x=\"1\"}", 0, 3);

  @Test
  void readsCommentsAndTrailingCommas() {
    assertThat(
            asked.at(
                0,
                """
                # the sum of all
                sum(a{
                  x=~"1|2", # both
                }) by (nothing,)
                """))
        .isEqualTo("{} 3");
  }

  @Test
  void readsAllKindsOfMatchers() {
    assertThat(asked.at(0, "a{x=\"1\"}")).isEqualTo("{__name__=\"a\", x=\"1\", y=\"p/q\"} 1");
    assertThat(asked.at(0, "a{x!=\"1\"}")).isEqualTo("{__name__=\"a\", x=\"2\"} 2");
    assertThat(asked.at(0, "a{y=~\"p/.+\"}")).isEqualTo("{__name__=\"a\", x=\"1\", y=\"p/q\"} 1");
    assertThat(asked.at(0, "a{y!~\"p/.+\"}")).isEqualTo("{__name__=\"a\", x=\"2\"} 2");
    assertThat(asked.at(0, "a{y=~\"p\"}")).isEmpty();
    assertThat(asked.at(0, "{__name__=~\"s..\"}")).isEqualTo("{__name__=\"sum\", x=\"1\"} 3");
    assertThat(asked.at(0, "sum{x='1'}")).isEqualTo("{__name__=\"sum\", x=\"1\"} 3");
  }

  @Test
  void readsStringsAsGoDoes() {
    assertThat(asked.at(0, "\"a\\tb\\x41\\u00e9\\101\\\"\"")).isEqualTo("a\tbA\u00e9A\"");
    assertThat(asked.at(0, "`a\\tb`")).isEqualTo("a\\tb");
  }

  @ParameterizedTest
  @CsvSource({"1y, 31536000000", "1w, 604800000", "1d2h, 93600000", "1m30s, 90000", "5ms, 5"})
  void readsAllUnitsOfTime(String text, long millis) {
    assertThat(DurationText.millis(text)).hasValue(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "1s1m", "1m1m", "1.5m", "-1m", "99999999999999999999y"})
  void refusesWhatIsNoTime(String text) {
    assertThat(DurationText.millis(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a{ ~ 1:3: parse error: unexpected end of input inside braces",
        "sum( ~ 1:5: parse error: unclosed left parenthesis",
        "a b ~ 1:3: parse error: unexpected identifier \"b\"",
        "nosuch(a) ~ 1:1: parse error: unknown function with name \"nosuch\"",
        "{} ~ 1:1: parse error: vector selector must contain at least one non-empty matcher",
        "1 == 1 ~ 1:3: parse error: comparisons between scalars must use BOOL modifier",
        "rate(a[1x]) ~ 1:8: parse error: bad number or duration syntax: \"1x\"",
        "a{__name__=\"b\"} ~ 1:1: parse error: metric name must not be set twice: \"a\"",
        "sum(a)[5m] ~ 1:7: parse error: ranges only allowed for vector selectors",
        "clamp(a) ~ 1:1: parse error: expected 3 argument(s) in call to \"clamp\", got 1",
        "# nothing ~ 1:10: parse error: no expression found in input",
      })
  void saysWhereAQueryIsWrong(String query, String reason) {
    assertThat(asked.at(0, query)).isEqualTo("bad_data " + reason);
  }

  @Test
  void countsLines() {
    assertThat(asked.at(0, "sum(\n  a\n) * * 2"))
        .isEqualTo("bad_data 3:5: parse error: unexpected \"*\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a @ 5 ~ 1:3 ~ the @ modifier",
        "rate(a[5m:1m]) ~ 1:7 ~ a subquery",
        "stddev(a) ~ 1:1 ~ the aggregation stddev",
        "deriv(a[5m]) ~ 1:1 ~ the function deriv()",
        "a atan2 a ~ 1:3 ~ the operator atan2",
      })
  void namesWhatIsNotSupported(String query, String place, String construct) {
    assertThat(asked.at(0, query))
        .isEqualTo(
            "bad_data "
                + place
                + ": not supported here: "
                + construct
                + " (this is a model of Prometheus; ask a real one)");
  }

  @Test
  void endsWithAReasonHoweverDeepAQueryIs() {
    assertThat(asked.at(0, "(".repeat(100_000))).contains("an expression of more than 100 levels");
    assertThat(asked.at(0, "-".repeat(100_000) + "1")).contains("more than 100 levels");
  }
}
