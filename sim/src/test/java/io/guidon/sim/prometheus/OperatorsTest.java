package io.guidon.sim.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorsTest {
  private final Asked asked =
      new Asked()
          .points("requests{app=\"a\",code=\"200\"}", 0, 90)
          .points("requests{app=\"a\",code=\"500\"}", 0, 10)
          .points("requests{app=\"b\",code=\"200\"}", 0, 40)
          .points("limit{app=\"a\"}", 0, 50)
          .points("limit{app=\"b\",team=\"red\"}", 0, 20)
          .points("zero", 0, 0);

  @ParameterizedTest
  @CsvSource({
    "1 + 2 * 3, 7",
    "2 ^ 3 ^ 2, 512",
    "-2 ^ 2, -4",
    "2 ^ -1 * 3, 1.5",
    "-5 % 3, -2",
    "1 / 0, +Inf",
    "0 / 0, NaN",
    "1 - - 1, 2",
    "010, 8",
    "0x1F, 31",
    "1 >= bool 1, 1",
    "NaN == bool NaN, 0",
    "1 ^ NaN, 1",
  })
  void calculate(String query, String result) {
    assertThat(asked.at(1, query)).isEqualTo(result);
  }

  @Test
  void matchElementsWithTheSameLabels() {
    assertThat(asked.at(1, "sum(requests) by (app) / ignoring(team) limit"))
        .isEqualTo("{app=\"a\"} 2\n{app=\"b\"} 2");
    assertThat(asked.at(1, "sum(requests) by (app) / limit")).isEqualTo("{app=\"a\"} 2");
    assertThat(asked.at(1, "requests / nothing")).isEmpty();
  }

  @Test
  void takeSeveralOfOneSideOnlyIfToldSo() {
    assertThat(asked.at(1, "requests / on(app) limit"))
        .isEqualTo(
            "execution multiple matches for labels: many-to-one matching must be explicit"
                + " (group_left/group_right)");
    assertThat(asked.at(1, "requests / on(app) group_left(team) limit"))
        .isEqualTo(
            """
            {app="a", code="200"} 1.8
            {app="a", code="500"} 0.2
            {app="b", code="200", team="red"} 2\
            """);
    assertThat(asked.at(1, "limit * on(app) requests"))
        .startsWith(
            "execution found duplicate series for the match group {app=\"a\"} on the right");
  }

  @Test
  void filterByComparison() {
    assertThat(asked.at(1, "requests > 40"))
        .isEqualTo("{__name__=\"requests\", app=\"a\", code=\"200\"} 90");
    assertThat(asked.at(1, "40 >= requests{code=\"500\"}"))
        .isEqualTo("{__name__=\"requests\", app=\"a\", code=\"500\"} 10");
    assertThat(asked.at(1, "requests{app=\"b\"} > bool 40"))
        .isEqualTo("{app=\"b\", code=\"200\"} 0");
  }

  @Test
  void combineSets() {
    assertThat(asked.at(1, "sum(nothing) or vector(0)")).isEqualTo("{} 0");
    assertThat(asked.at(1, "limit and on(app) requests{code=\"500\"}"))
        .isEqualTo("{__name__=\"limit\", app=\"a\"} 50");
    assertThat(asked.at(1, "limit unless on(app) requests{code=\"500\"}"))
        .isEqualTo("{__name__=\"limit\", app=\"b\", team=\"red\"} 20");
  }

  @Test
  void groupWhatIsAggregated() {
    assertThat(asked.at(1, "sum by (code) (requests)"))
        .isEqualTo(asked.at(1, "sum(requests) by (code)"));
    assertThat(asked.at(1, "sum(requests) without (app)"))
        .isEqualTo("{code=\"200\"} 130\n{code=\"500\"} 10");
    assertThat(asked.at(1, "max(requests)")).isEqualTo("{} 90");
    assertThat(asked.at(1, "count(requests) by (app,)")).isEqualTo("{app=\"a\"} 2\n{app=\"b\"} 1");
    assertThat(asked.at(1, "sum(nothing)")).isEmpty();
    assertThat(asked.at(1, "topk(1, requests) by (app)"))
        .isEqualTo(
            """
            {__name__="requests", app="a", code="200"} 90
            {__name__="requests", app="b", code="200"} 40\
            """);
  }

  @Test
  void divideByNothingAsFloatsDo() {
    assertThat(asked.at(1, "sum(requests) / sum(zero)")).isEqualTo("{} +Inf");
    assertThat(asked.at(1, "sum(zero) / sum(zero)")).isEqualTo("{} NaN");
  }

  @Test
  void cannotTellSeriesApartWithoutTheirNames() {
    var twins = new Asked().points("a{x=\"1\"}", 0, 1).points("b{x=\"1\"}", 0, 2);

    assertThat(twins.at(1, "-{x=\"1\"}"))
        .isEqualTo("execution vector cannot contain metrics with the same labelset");
  }

  @Test
  void knowWhatIsAbsent() {
    assertThat(asked.at(1, "absent(nothing{a=\"1\",b=~\"2\"})")).isEqualTo("{a=\"1\"} 1");
    assertThat(asked.at(1, "absent(nothing{a=\"1\",a=\"2\",b=\"3\"})")).isEqualTo("{b=\"3\"} 1");
    assertThat(asked.at(1, "absent(requests)")).isEmpty();
    assertThat(asked.at(1, "scalar(requests)")).isEqualTo("NaN");
    assertThat(asked.at(1, "clamp_max(zero, -1) + time() * 0")).isEqualTo("{} -1");
  }
}
