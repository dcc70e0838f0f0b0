package io.guidon.sim.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateTest {
  private final Asked asked = new Asked();

  @Test
  void needsTwoPoints() {
    asked.points("a", 10, 5);

    assertThat(asked.at(20, "rate(a[1m])")).isEmpty();
    assertThat(asked.at(20, "irate(a[1m])")).isEmpty();
    assertThat(asked.at(20, "increase(nothing[1m])")).isEmpty();
  }

  @Test
  void extrapolatesToEndsThatAreNear() {
    asked.points("a", 15, 1000, 25, 1010, 35, 1020, 45, 1030, 55, 1040);

    // 40 in 40 s; both ends are 5 s away and the points 10 s apart.
    assertThat(asked.at(60, "increase(a[50s])")).isEqualTo("{} 50");
    assertThat(asked.at(60, "rate(a[50s])")).isEqualTo("{} 1");
  }

  @Test
  void extrapolatesByHalfADistanceWhereTheEndIsFar() {
    asked.points("a", 100, 1000, 110, 1010, 120, 1020);

    // 20 in 20 s, and 5 s more on each side.
    assertThat(asked.at(160, "increase(a[2m])")).isEqualTo("{} 30");
  }

  @Test
  void neverExtrapolatesACounterBelowZero() {
    asked.points("a", 10, 2, 20, 12, 30, 22);

    // It was 0 at second 8: 22 from there to the end.
    assertThat(asked.at(30, "increase(a[30s])")).isEqualTo("{} 22");
    assertThat(asked.at(30, "delta(a[30s])")).isEqualTo("{} 30");
  }

  @Test
  void countsOnWhenACounterBeginsAnew() {
    asked.points("a", 0, 90, 10, 100, 20, 5, 30, 15);

    // 10, then 5 from zero, then 10.
    assertThat(asked.at(30, "increase(a[30s])")).isEqualTo("{} 25");
    assertThat(asked.at(30, "delta(a[30s])")).isEqualTo("{} -75");
    assertThat(asked.at(30, "resets(a[30s])")).isEqualTo("{} 1");
    assertThat(asked.at(20, "irate(a[30s])")).isEqualTo("{} 0.5");
  }

  @Test
  void includesThePointsAtBothEndsOfTheRange() {
    asked.points("a", 0, 1, 10, 2, 20, 3);

    assertThat(asked.at(20, "count_over_time(a[20s])")).isEqualTo("{} 3");
    assertThat(asked.at(20.001, "count_over_time(a[20s])")).isEqualTo("{} 2");
    assertThat(asked.at(19.999, "count_over_time(a[20s])")).isEqualTo("{} 2");
  }

  @Test
  void looksBackByTheOffset() {
    asked.points("a", 0, 1, 10, 2, 20, 3);

    assertThat(asked.at(20, "a offset 5s")).isEqualTo("{__name__=\"a\"} 2");
    assertThat(asked.at(0, "a offset -10s")).isEqualTo("{__name__=\"a\"} 2");
    assertThat(asked.at(30, "increase(a[10s] offset 10s)")).isEqualTo("{} 1");
  }

  @Test
  void skipsTheMarkOfAnEnd() {
    asked.points("a", 0, 0, 10, 10).ended("a", 15).points("a", 20, 20);

    assertThat(asked.at(20, "increase(a[20s])")).isEqualTo("{} 20");
    assertThat(asked.at(16, "a")).isEmpty();
  }

  @Test
  void aggregatesOverTime() {
    asked.points("a", 0, 4, 10, Double.NaN, 20, 1, 30, 1);

    assertThat(asked.at(30, "max_over_time(a[30s])")).isEqualTo("{} 4");
    assertThat(asked.at(30, "min_over_time(a[30s])")).isEqualTo("{} 1");
    assertThat(asked.at(30, "sum_over_time(a[30s])")).isEqualTo("{} NaN");
    assertThat(asked.at(30, "avg_over_time(a[10s])")).isEqualTo("{} 1");
    assertThat(asked.at(30, "changes(a[30s])")).isEqualTo("{} 2");
    assertThat(asked.at(30, "last_over_time(a[30s])")).isEqualTo("{__name__=\"a\"} 1");
    assertThat(asked.at(30, "present_over_time(a[30s])")).isEqualTo("{} 1");
  }
}
