package io.guidon.sim.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BucketQuantileTest {
  @Test
  void spreadsTheObservationsOfABucketEvenly() {
    var asked = buckets("1", 50, "2", 90, "+Inf", 100);

    assertThat(asked.at(0, "histogram_quantile(0.7, h_bucket)")).isEqualTo("{app=\"a\"} 1.5");
    assertThat(asked.at(0, "histogram_quantile(0.25, h_bucket)")).isEqualTo("{app=\"a\"} 0.5");
  }

  @Test
  void saysTheLastBoundForWhatIsAboveIt() {
    assertThat(buckets("1", 50, "2", 90, "+Inf", 100).at(0, "histogram_quantile(0.99, h_bucket)"))
        .isEqualTo("{app=\"a\"} 2");
  }

  @Test
  void hasNoValueWithoutObservationsOrWithoutTheLastBucket() {
    var quantile = "histogram_quantile(0.5, h_bucket)";

    assertThat(buckets("1", 0, "+Inf", 0).at(0, quantile)).isEqualTo("{app=\"a\"} NaN");
    assertThat(buckets("1", 5, "2", 6).at(0, quantile)).isEqualTo("{app=\"a\"} NaN");
    assertThat(buckets("+Inf", 6).at(0, quantile)).isEqualTo("{app=\"a\"} NaN");
    assertThat(new Asked().at(0, quantile)).isEmpty();
  }

  @Test
  void hasNoValueWithinForSharesBelowZeroOrAboveOne() {
    var asked = buckets("1", 5, "+Inf", 6);

    assertThat(asked.at(0, "histogram_quantile(-0.1, h_bucket)")).isEqualTo("{app=\"a\"} -Inf");
    assertThat(asked.at(0, "histogram_quantile(1.1, h_bucket)")).isEqualTo("{app=\"a\"} +Inf");
    assertThat(asked.at(0, "histogram_quantile(NaN, h_bucket)")).isEqualTo("{app=\"a\"} NaN");
  }

  @Test
  void countsABucketForAtLeastAsMuchAsTheOnesBelow() {
    assertThat(buckets("1", 8, "2", 6, "+Inf", 10).at(0, "histogram_quantile(0.8, h_bucket)"))
        .isEqualTo("{app=\"a\"} 1");
  }

  @Test
  void joinsBoundsThatAreWrittenInTwoWays() {
    assertThat(
            buckets("1", 2, "1.0", 2, "2", 8, "+Inf", 8)
                .at(0, "histogram_quantile(0.75, h_bucket)"))
        .isEqualTo("{app=\"a\"} 1.5");
  }

  @Test
  void ignoresWhatIsNoBucket() {
    assertThat(buckets("low", 7, "1", 4, "+Inf", 4).at(0, "histogram_quantile(0.5, h_bucket)"))
        .isEqualTo("{app=\"a\"} 0.5");
  }

  @Test
  void saysTheBoundOfAFirstBucketThatIsNotAboveZero() {
    assertThat(buckets("-1", 4, "1", 8, "+Inf", 8).at(0, "histogram_quantile(0.1, h_bucket)"))
        .isEqualTo("{app=\"a\"} -1");
  }

  private static Asked buckets(Object... bounds) {
    var asked = new Asked();
    for (int at = 0; at < bounds.length; at += 2) {
      asked.points(
          "h_bucket{app=\"a\",le=\"" + bounds[at] + "\"}",
          0,
          ((Number) bounds[at + 1]).doubleValue());
    }
    return asked;
  }
}
