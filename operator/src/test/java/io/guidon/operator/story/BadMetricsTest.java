package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.core.analysis.Measurement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadMetricsTest {
  private static final String STEPS =
      """
      threshold: 3
      stepWeight: 20
      maxWeight: 40
      metrics:
      - {name: request-success-rate, interval: 1m, thresholdRange: {min: 99}}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dial tcp 10.0.0.1:9090: connect: connection refused",
        "context deadline exceeded",
        "error unmarshaling result: invalid character '<', '<html>'"
      })
  void countsAPrometheusThatDoesNotAnswerAsFailedChecks(String error) {
    var story = Story.of(STEPS).initialised().image("2.0.0").runUntilWeight(20);
    story.answers().measures(new Measurement.Failure(error));

    story.runUntilPhase("Failed").runFor("1m");

    story.expectWeights(0, 20, 0).expectPrimary("1.0.0");
    story.expectEvent(error).expectEvent("failed checks threshold reached 3").expectNoViolation();
  }

  @Test
  void goesOnWhenPrometheusIsBackBeforeTheThreshold() {
    var story = Story.of(STEPS).initialised().image("2.0.0").runUntilWeight(20);
    story.answers().measures(new Measurement.Failure("connection refused"));
    story.runFor("25s");
    story.answers().measures(StoryAnswers.GOOD);

    story.runUntilPhase("Succeeded").runFor("1m");

    story.expectWeights(0, 20, 40, 0).expectPrimary("2.0.0").expectNoViolation();
  }

  @Test
  void haltsOnNoValues() {
    var story = Story.of(STEPS).initialised().image("2.0.0").runUntilWeight(20);
    story.answers().measures(new Measurement.NoData("no values found"));

    story.runUntilPhase("Failed").runFor("1m");

    story.expectWeights(0, 20, 0).expectPrimary("1.0.0");
    story.expectEvent("no values found for").expectNoViolation();
  }

  @Test
  void neverPromotesOnNotANumber() {
    var story = Story.of(STEPS).initialised().image("2.0.0").runUntilWeight(20);
    story.answers().measures(Measurement.of(Double.NaN));

    story.runUntilPhase("Failed").runFor("1m");

    story.expectWeights(0, 20, 0).expectPrimary("1.0.0").expectNoViolation();
  }

  @Test
  void waitsForALateAnswerWithoutTakingAStep() {
    var story = Story.of(STEPS).initialised().image("2.0.0").runUntilWeight(20);
    story.answers().hold("metric/");

    story.runFor("50s").expectWeights(0, 20).expectPhase("Progressing");

    story.answers().release();
    story.runUntilPhase("Succeeded").expectPrimary("2.0.0").expectNoViolation();
  }

  @Test
  void waitsForAPrometheusThatTakesLongerThanAnInterval() {
    var story = Story.of(STEPS);
    story.answers().slow("availability/", Duration.ofSeconds(30));
    story.initialised();
    story.answers().slow("metric/", Duration.ofSeconds(30));

    story.image("2.0.0").runFor("5m");

    story.expectPhase("Succeeded").expectWeights(0, 20, 40, 0).expectNoViolation();
  }

  @Test
  void handlesANewRevisionAtOnceWhileAnAnswerIsOut() {
    var story = Story.of(STEPS).initialised().image("2.0.0").runUntilWeight(20);
    story.answers().hold("metric/");
    story.runFor("15s");

    story.image("3.0.0").runFor("500ms");
    assertThat(story.weight()).contains("0");

    // The late answer is about the earlier revision and must not count for this one.
    story.answers().bad("3.0.0");
    story.answers().release();
    story.runUntilPhase("Failed").runFor("1m");
    story.expectPrimary("1.0.0").expectNoViolation();
  }

  @Test
  void setsUpWhilePrometheusIsDown() {
    var story = Story.undisturbed();
    story.answers().unavailable("connection refused");

    story.apply(Manifests.deployment(), Manifests.canary(STEPS)).initialised();

    story.expectEvent("Error checking metric providers: ").expectNoViolation();
  }
}
