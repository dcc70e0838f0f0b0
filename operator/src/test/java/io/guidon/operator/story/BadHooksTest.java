package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadHooksTest {
  private static final String METRICS =
      """
      threshold: 2
      stepWeight: 20
      maxWeight: 40
      metrics:
      - {name: request-success-rate, interval: 1m, thresholdRange: {min: 99}}
      webhooks:
      """;

  private static String hook(String name, String type) {
    return "- {name: " + name + ", type: " + type + ", url: \"http://hooks.test/\"}\n";
  }

  @Test
  void rollsBackWhenThePreRolloutHookIsUnreachable() {
    var story = Story.of(METRICS + hook("smoke", "pre-rollout")).initialised();
    story.answers().refuse("smoke", "dial tcp: lookup hooks.test: no such host");

    story.image("2.0.0").runUntilPhase("Failed").runFor("1m");

    story.expectWeights(0).expectPrimary("1.0.0");
    story.expectEvent(
        "Halt podinfo.test advancement pre-rollout check smoke failed dial tcp: lookup hooks.test:"
            + " no such host");
    story.expectNoViolation();
  }

  @Test
  void aChangeThatIsTakenBackWhileItWaitsLeavesEverythingAsItWas() {
    var story = Story.of(METRICS + hook("gate", "confirm-rollout")).initialised();
    story.answers().refuse("gate", "not yet");
    story.image("2.0.0").runUntilPhase("Waiting").runFor("25s");

    story.image("1.0.0").runFor("1s");

    story.expectPhase("Initialized");
    var asked = story.answers().calls().size();
    story.answers().accept("gate");
    story.runFor("5m").expectPhase("Initialized").expectNoViolation();
    assertThat(story.answers().calls()).hasSize(asked);
  }

  /** Nothing to analyse at is no reason to be deaf. */
  @Test
  void aRunWithoutAStepSaysSoAndCanBeRolledBack() {
    var story =
        Story.of(METRICS.replace("stepWeight: 20", "stepWeight: 0") + hook("back", "rollback"))
            .initialised();
    story.answers().refuse("back", "no");

    story.image("2.0.0").runFor("1m").expectEvent("Starting canary analysis for podinfo.test");
    assertThat(story.told().events())
        .filteredOn(event -> event.contains("Starting canary analysis"))
        .hasSize(1);
    story.answers().accept("back");

    story.runUntilPhase("Failed").expectWeights(0).expectPrimary("1.0.0").expectNoViolation();
  }

  @Test
  void whatWasToBeToldAfterSlowHooksIsNotLostToTheNextRun() {
    var story =
        Story.of(METRICS + hook("report", "post-rollout") + hook("back", "rollback")).initialised();
    story.answers().refuse("back", "no");
    story.answers().hold("post-rollout");
    story.image("2.0.0").runUntilPhase("Succeeded").runFor("1m");
    story.image("3.0.0").runUntilPhase("Progressing");
    story.answers().accept("back");

    story.runUntilPhase("Failed").runFor("1m");
    story.answers().release();
    story.runFor("1m");

    story.expectEvent("Promotion completed! Scaling down podinfo.test").expectNoViolation();
    assertThat(story.answers().calls()).contains("report Failed");
  }

  /** Whatever else brings a pass meanwhile, here the pods of a canary that come and go. */
  @Test
  void measuresEachAnalysisOnceWhileAGateIsClosed() {
    var story =
        Story.of(METRICS + hook("load", "rollout") + hook("gate", "confirm-promotion"))
            .initialised();
    story.answers().refuse("gate", "not yet");

    story.image("2.0.0").runUntilPhase("WaitingPromotion");
    for (int change = 0; change < 50; change++) {
      var label = "n" + change;
      story
          .edit(Story.TARGET, target -> target.withObject("/metadata/labels").put("note", label))
          .runFor("1s");
    }

    var analyses = story.answers().calls().stream().filter(call -> call.startsWith("load"));
    assertThat(story.told().analyses()).isEqualTo((int) analyses.count());
  }

  @Test
  void rollsBackWhenTheRolloutHookAnswers500() {
    var story = Story.of(METRICS + hook("load", "rollout")).initialised();
    story.answers().refuse("load", "internal error");

    story.image("2.0.0").runUntilPhase("Failed").runFor("1m");

    story.expectWeights(0, 20, 0).expectPrimary("1.0.0");
    story.expectEvent("external check load failed internal error").expectNoViolation();
  }

  @Test
  void keepsTheCanaryWaitingWhileTheGateIsUnreachable() {
    var story = Story.of(METRICS + hook("gate", "confirm-rollout")).initialised();
    story.answers().refuse("gate", "connection refused");

    story.image("2.0.0").runFor("10m").expectPhase("Waiting").expectWeights(0);

    story.answers().accept("gate");
    story.runUntilPhase("Succeeded").expectPrimary("2.0.0").expectNoViolation();
  }

  @Test
  void callsThePostRolloutHookAfterEachRolloutOfTheSameRevision() {
    var story = Story.of(METRICS + hook("report", "post-rollout")).initialised();

    for (var tag : List.of("2.0.0", "3.0.0", "2.0.0")) {
      story.image(tag).runUntilPhase("Progressing").runUntilPhase("Succeeded").runFor("1m");
    }

    assertThat(story.answers().calls().stream().filter("report Succeeded"::equals)).hasSize(3);
    story.expectNoViolation();
  }

  @Test
  void reportsAPostRolloutHookThatFailsAndStaysPromoted() {
    var story = Story.of(METRICS + hook("report", "post-rollout")).initialised();
    story.answers().refuse("report", "boom");

    story.image("2.0.0").runUntilPhase("Succeeded").runFor("1m");

    story.expectEvent("Post-rollout hook report failed boom").expectPhase("Succeeded");
    story.expectNoViolation();
  }

  @Test
  void handlesANewRevisionAtOnceWhileAHookHangs() {
    var story = Story.of(METRICS + hook("load", "rollout")).initialised();
    story.answers().hold("rollout/");
    story.image("2.0.0").runUntilWeight(20).runFor("15s");

    story.image("3.0.0").runFor("500ms");

    assertThat(story.weight()).contains("0");
    story.answers().release();
    story.runUntilPhase("Succeeded").expectPrimary("3.0.0").expectNoViolation();
  }

  @Test
  void obeysAnAbortAtOnceWhileAHookHangs() {
    var story =
        Story.of(METRICS + hook("load", "rollout") + hook("abort", "rollback")).initialised();
    story.answers().refuse("abort", "");
    story.answers().hold("rollout/");
    story.image("2.0.0").runUntilWeight(20).runFor("15s");

    story.answers().accept("abort");
    story.runFor("11s");

    assertThat(story.weight()).as("asked once per interval also now").contains("0");
    story.runUntilPhase("Failed").expectPrimary("1.0.0");
    story.answers().release();
    story.runFor("1m").expectPhase("Failed").expectNoViolation();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "confirm-rollout",
        "pre-rollout",
        "rollout",
        "confirm-traffic-increase",
        "confirm-promotion",
        "post-rollout",
        "rollback"
      })
  void waitsForAHookThatTakesLongerThanAnInterval(String type) {
    var story = Story.of(METRICS + hook("slow", type)).initialised();
    if (type.equals("rollback")) {
      story.answers().refuse("slow", "");
    }
    story.answers().slow(type + "/", Duration.ofSeconds(30));

    story.image("2.0.0").runFor("10m");

    story.expectPhase("Succeeded").expectWeights(0, 20, 40, 0).expectPrimary("2.0.0");
    assertThat(story.answers().calls())
        .as("asked once for each occasion, not once per interval")
        // A rollback hook: at the start, at two analyses, and in two meanwhiles.
        .hasSizeLessThanOrEqualTo(type.equals("rollback") ? 5 : 4);
    story.expectNoViolation();
  }

  @Test
  void waitsForASlowGateThatRefusesAtFirst() {
    var story = Story.of(METRICS + hook("gate", "confirm-rollout")).initialised();
    story.answers().refuse("gate", "not yet");
    story.answers().slow("confirm-rollout/", Duration.ofSeconds(30));
    story.image("2.0.0").runFor("5m").expectPhase("Waiting");

    story.answers().accept("gate");

    story.runFor("5m").expectPhase("Succeeded").expectNoViolation();
  }

  @Test
  void losesNoPodUnnoticedWhileAHookHangs() {
    var story = Story.of(METRICS + hook("load", "rollout")).initialised();
    story.answers().hold("rollout/");
    story.image("2.0.0").runUntilWeight(20).runFor("15s");

    story.world().losePods(Story.TARGET);
    story.runFor("500ms");

    assertThat(story.weight()).contains("0");
    story.answers().release();
    story.runUntilPhase("Succeeded").expectNoViolation();
  }

  /** It was measured before the canary lost its pods. */
  @Test
  void anAnswerFromBeforeTheCanaryWasLostDoesNotCountForTheHoldAfterIt() {
    var story = Story.of(METRICS).initialised();
    story.answers().hold("metric/");
    story.image("2.0.0").runUntilWeight(20).runFor("15s");

    story.world().losePods(Story.TARGET);
    story.runUntilWeight(0);
    story.answers().bad("2.0.0");
    story.runUntilWeight(20).runFor("15s");
    story.answers().release();
    story.runUntilPhase("Failed").runFor("1m");

    story.expectWeights(0, 20, 0, 20, 0).expectPrimary("1.0.0").expectNoViolation();
  }
}
