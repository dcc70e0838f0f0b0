package io.guidon.sim.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.guidon.sim.demo.Tally.Answer;
import io.guidon.sim.demo.Tally.Count;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TallyTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Tally tally = new Tally();

  @Test
  void countsAnswersByVersionAndTellsErrorsFromGoodOnes() {
    answer(1, "6.0.0", 200, 0);
    answer(2, "6.0.1", 404, 10);
    answer(3, "6.0.1", 500, 20);
    answer(4, "", 0, 30);

    var reading = tally.reading();

    assertThat(reading.byVersion())
        .containsEntry("6.0.0", new Count(1, 0))
        .containsEntry("6.0.1", new Count(1, 1))
        .containsEntry("", new Count(0, 1));
    assertThat(reading.total().successRate()).isEqualTo(50);
  }

  @Test
  void tellsWhatCameSinceAnEarlierReading() {
    answer(1, "6.0.0", 200, 0);
    var before = tally.reading();
    answer(1, "6.0.1", 200, 10);

    var since = tally.reading().since(before);

    assertThat(since.byVersion()).containsOnlyKeys("6.0.1");
    assertThat(since.total()).isEqualTo(new Count(1, 0));
  }

  @Test
  void knowsTheLongestTimeWithoutAGoodAnswer() {
    answer(1, "6.0.0", 200, 0);
    answer(1, "6.0.0", 200, 100);
    answer(1, "6.0.0", 503, 200);
    answer(1, "6.0.0", 200, 900);
    answer(1, "6.0.0", 200, 1000);

    assertThat(tally.longestGap()).isEqualTo(Duration.ofMillis(800));
  }

  @Test
  void countsEachUserThatMetAVersionOnce() {
    answer(1, "bad", 500, 0);
    answer(1, "bad", 200, 0);
    answer(2, "good", 200, 0);

    assertThat(tally.users()).isEqualTo(2);
    assertThat(tally.usersThatMet("bad")).isEqualTo(1);
    assertThat(tally.usersThatMet("never seen")).isZero();
  }

  @Test
  void givesPercentilesWithinATenth() {
    for (int millis = 1; millis <= 1000; millis++) {
      tally.add(1, "6.0.0", new Answer(200, NOON, Duration.ofMillis(millis)));
    }

    var reading = tally.reading();

    assertThat(reading.latencies().percentile(0.5).toMillis()).isCloseTo(500L, within(50L));
    assertThat(reading.latencies().percentile(0.99).toMillis()).isCloseTo(990L, within(99L));
    assertThat(new Tally().reading().latencies().percentile(0.99)).isZero();
  }

  private void answer(int user, String version, int status, long atMillis) {
    tally.add(user, version, new Answer(status, NOON.plusMillis(atMillis), Duration.ofMillis(5)));
  }
}
