package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.sim.model.PodMode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as lack of progress, and whose clock counts it (design.md R2, R7). */
class DeadlineTest {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Duration HOUR = Duration.ofHours(1);

  private static Story steps() {
    return Story.of(Manifests.STEPS);
  }

  /** It goes down and nobody starts it for an hour; the story goes on when it is back. */
  private static Story downForAnHour(Story story) {
    story.operator().staysDownFor(HOUR);
    story.operator().kill();
    return story.runFor("1h");
  }

  private static Duration since(Story story, Instant begin) {
    return Duration.between(begin, story.time().now());
  }

  @ParameterizedTest
  @CsvSource({"6s, 4s", "1s, 9s", "9s, 1s"})
  void aCanaryThatFlapsReachesItsDeadline(String up, String down) {
    var story = steps().initialised();
    story.pods(Story.TARGET, "2.0.0", PodMode.flapping(Story.duration(up), Story.duration(down)));

    story.image("2.0.0").runUntilPhase("Failed").runFor("1m");

    story.expectEvent("progress deadline exceeded").expectPrimary("1.0.0");
    assertThat(story.weights()).as("no step was completed").doesNotContain(40);
  }

  @Test
  void aPromotionInWhichTheCanaryFlapsReachesItsDeadline() {
    var story = steps().initialised().image("2.0.0").runUntilWeight(40);
    story.pods(Story.PRIMARY, "2.0.0", PodMode.neverReady());
    story.runUntilPhase("Promoting");
    var begin = story.time().now();
    story.pods(
        Story.TARGET, "2.0.0", PodMode.flapping(Duration.ofSeconds(6), Duration.ofSeconds(4)));

    story.runUntilPhase("Failed");

    assertThat(since(story, begin)).isBetween(DEADLINE, DEADLINE.plusSeconds(30));
  }

  /** Three intervals of an open wait lie between two losses, and each of them was analysed. */
  @Test
  void whatWasLostBeforeACompletedStepIsForgiven() {
    var story = Story.of(Manifests.stepsWith("confirm-promotion")).initialised();
    story.answers().refuse("confirm-promotion", "closed");
    story.image("2.0.0").runUntilPhase("WaitingPromotion");
    for (int loss = 0; loss < 4; loss++) {
      story.pods(Story.TARGET, "2.0.0", PodMode.neverReady()).runFor("40s");
      story.pods(Story.TARGET, "2.0.0", PodMode.readyAfter(Duration.ofSeconds(1))).runFor("40s");
    }

    story.answers().accept("confirm-promotion");

    story.runUntilPhase("Succeeded").expectPrimary("2.0.0");
    assertThat(story.phases()).doesNotContain("Failed");
  }

  @Test
  void aHealthyCanaryGoesOnAfterAnHourWithoutAnOperator() {
    var story = downForAnHour(steps().initialised().image("2.0.0").runUntilWeight(20));

    story.runUntilPhase("Succeeded").runFor("1m");

    story.expectWeights(0, 20, 40, 0).expectPrimary("2.0.0").expectNoViolation();
  }

  /** Killed when it had recorded the run and done nothing for it yet. */
  @Test
  void aRunThatNobodyCouldBeginGetsItsWholeDeadlineAfterwards() {
    var story = steps().initialised();
    story.pods(Story.TARGET, "2.0.0", PodMode.readyAfter(Duration.ofSeconds(40)));
    story.killAfterWrite(story.client().writes().size() + 1);
    story.operator().staysDownFor(HOUR);

    story.image("2.0.0").runFor("1h").runUntilPhase("Succeeded").runFor("1m");

    assertThat(story.phases()).doesNotContain("Failed");
    story.expectPrimary("2.0.0").expectNoViolation();
  }

  @Test
  void aCanaryThatNeverGetsReadyFailsByTheDeadlineAfterTheBreak() {
    var story = steps().initialised();
    story.pods(Story.TARGET, "2.0.0", PodMode.neverReady());
    // Longer than our deadline, shorter than the one at which the cluster gives a Deployment up.
    story.image("2.0.0").runFor("5s").operator().staysDownFor(Duration.ofMinutes(5));
    story.operator().kill();
    var back = story.runFor("5m").time().now();

    story.runFor("50s").expectPhase("Progressing");
    story.runUntilPhase("Failed");

    assertThat(since(story, back)).isBetween(DEADLINE, DEADLINE.plusSeconds(10));
    story.runFor("1m").expectPrimary("1.0.0").expectNoViolation();
  }

  @Test
  void aPromotionThatNobodyWatchedGetsItsWholeDeadlineAfterwards() {
    var story = steps().initialised();
    story.pods(Story.PRIMARY, "2.0.0", PodMode.readyAfter(Duration.ofSeconds(25)));
    story.image("2.0.0").runUntilWeight(40);
    story.runUntil(() -> story.status().at("/run/stage").asText().equals("Stepping"));
    story.killAfterWrite(story.client().writes().size() + 1);
    story.operator().staysDownFor(HOUR);

    story.runFor("70m").runUntilPhase("Succeeded").runFor("1m");

    assertThat(story.phases()).doesNotContain("Failed");
    story.expectPrimary("2.0.0").expectNoViolation();
  }

  @ParameterizedTest
  @ValueSource(strings = {"suspended", "unreadable"})
  void timeInWhichACanaryIsLeftAloneDoesNotCount(String how) {
    var story = steps().initialised();
    story.pods(Story.TARGET, "2.0.0", PodMode.readyAfter(Duration.ofMinutes(9)));
    story.image("2.0.0").runFor("30s");

    leave(story, how, true);
    story.runFor("6m");
    leave(story, how, false);
    story.runFor("20s").expectPhase("Progressing");
    story.runUntilPhase("Failed").runFor("1s").expectEvent("progress deadline exceeded");
  }

  private static void leave(Story story, String how, boolean alone) {
    story.edit(
        Story.CANARY,
        canary -> {
          var spec = canary.withObject("/spec");
          if (how.equals("suspended")) {
            spec.put("suspend", alone);
          } else if (alone) {
            spec.withObject("/analysis").put("threshold", "many");
          } else {
            spec.withObject("/analysis").put("threshold", 2);
          }
        });
  }
}
