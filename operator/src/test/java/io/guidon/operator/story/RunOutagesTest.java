package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.rollout.Write;
import io.guidon.sim.model.PodMode;
import io.guidon.sim.store.Fault;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are disturbed, by the names of outages.md. */
class RunOutagesTest {
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private static Story steps() {
    return Story.of(Manifests.STEPS);
  }

  private static Story failed() {
    var story = steps();
    story.answers().bad("2.0.0");
    return story.initialised().image("2.0.0").runUntilPhase("Failed").runFor("1m");
  }

  /** Everything that can be refused at the moment when a fix is found. */
  static Stream<String> kindsOfWrites() {
    return Stream.of("Canary", "ControllerRevision", "Deployment", "HTTPRoute");
  }

  @ParameterizedTest
  @MethodSource("kindsOfWrites")
  void O4ARevisionThatCameAfterAFailureIsNotForgottenWhenWritesAreRefused(String kind) {
    var story = failed();

    story.faults().onEvery(write -> write.on().kind().equals(kind), Fault.SERVER_ERROR);
    story.image("3.0.0").runFor("25s");
    story.faults().lift();
    story.runUntilPhase("Succeeded").runFor("1m");

    story.expectPrimary("3.0.0").expectNoViolation();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void O4KillARevisionThatCameAfterAFailureIsNotForgottenInACrash(int write) {
    var story = failed();

    story.killAfterWrite(story.client().writes().size() + write);
    story.image("3.0.0").runUntilPhase("Succeeded").runFor("1m");

    assertThat(story.operator().kills()).isEqualTo(1);
    story.expectPrimary("3.0.0").expectNoViolation();
  }

  @Test
  void O4PrimaryARevisionIsNotForgottenWhenThePrimaryIsNotReadyForAMoment() {
    var story = failed();

    story.pods(Story.PRIMARY, "1.0.0", PodMode.readyUpTo(1, Duration.ZERO));
    story.image("3.0.0").runFor("20s");
    story.pods(Story.PRIMARY, "1.0.0", PodMode.readyAfter(Duration.ofSeconds(1)));
    story.runUntilPhase("Succeeded").runFor("1m");

    story.expectPrimary("3.0.0").expectNoViolation();
  }

  @Test
  void O4GateARevisionIsNotForgottenWhileAGateIsClosedAndStatusWritesFail() {
    var story = Story.of(Manifests.stepsWith("confirm-rollout"));
    story.answers().bad("2.0.0");
    story.initialised().image("2.0.0").runUntilPhase("Failed").runFor("1m");

    story.answers().refuse("confirm-rollout", "closed");
    story.faults().onEvery(Write.Status.class::isInstance, Fault.SERVER_ERROR);
    story.image("3.0.0").runFor("25s");
    story.faults().lift();
    story.runFor("1m").expectPhase("Waiting");
    story.answers().accept("confirm-rollout");
    story.runUntilPhase("Succeeded").runFor("1m");

    story.expectPrimary("3.0.0").expectNoViolation();
  }

  @Test
  void O7ANewRevisionLosesTheShareOfTheOldOneWithinASecond() {
    var story = Story.of(Manifests.STEPS);
    story.initialised().image("2.0.0").runUntilWeight(40).runFor("3s");

    story.image("3.0.0");
    story.runUntil(() -> story.weight().orElseThrow().equals("0"), AT_ONCE);
    story.runUntilPhase("Succeeded").runFor("1m");

    story.expectWeights(0, 20, 40, 0, 20, 40, 0).expectPrimary("3.0.0").expectNoViolation();
  }

  @Test
  void O7ANewRevisionIsSeenWhileAHookHangs() {
    var story = Story.of(Manifests.stepsWith("rollout")).initialised();
    story.answers().hold("rollout");
    story.image("2.0.0").runUntilWeight(20).runFor("30s");

    story.image("3.0.0");
    story.runUntil(() -> story.weight().orElseThrow().equals("0"), AT_ONCE);

    story.expectNoViolation();
  }

  @Test
  void O18NoWeightBeforeTheCanaryHasPodsWhenAGateIsOpenedLate() {
    var story = Story.of(Manifests.stepsWith("confirm-rollout")).initialised();
    story.answers().refuse("confirm-rollout", "closed");
    story.image("2.0.0").runFor("5m").expectPhase("Waiting");
    assertThat(story.replicasOf(Story.TARGET)).isZero();

    story.answers().accept("confirm-rollout");
    story.runUntilPhase("Succeeded").runFor("1m");

    story.expectWeights(0, 20, 40, 0).expectNoViolation();
  }

  @Test
  void O22cAnIntervalEditedDuringACallNeitherCallsTwiceNorStepsEarly() {
    var story = Story.of(Manifests.stepsWith("rollout")).initialised();
    story.answers().hold("rollout");
    story.image("2.0.0").runUntilWeight(20).runFor("12s");
    var calls = story.answers().calls().size();

    story.edit(
        Story.CANARY, canary -> ((ObjectNode) canary.at("/spec/analysis")).put("interval", "11s"));
    story.runFor("1s");
    story.answers().release();
    story.runUntilPhase("Succeeded").runFor("1m");

    assertThat(story.answers().calls()).hasSize(calls + 1);
    story.expectWeights(0, 20, 40, 0).expectPrimary("2.0.0");
    assertThat(story.operator().crashes()).isEmpty();
    story.ledger().expectNoViolation();
  }

  @Test
  void O27aARollbackHookIsAskedWhileTheCanaryIsNotReady() {
    var story = Story.of(Manifests.stepsWith("rollback")).initialised();
    story.answers().refuse("rollback", "no");
    story.pods(Story.TARGET, "2.0.0", PodMode.neverReady());
    story.image("2.0.0").runFor("12s");

    story.answers().accept("rollback");
    story.runUntil(() -> story.phase().equals("Failed"), Duration.ofSeconds(21));

    story.runFor("1m").expectEvent("Rolling back podinfo.test manual webhook invoked");
    story.expectNoViolation();
  }

  @Test
  void O27bARollbackHookEndsTheWaitingForApproval() {
    var story =
        Story.of(
            Manifests.stepsWith("rollback")
                + "- {name: gate, type: confirm-rollout, url: \"http://tester/\"}\n");
    story.initialised();
    story.answers().refuse("rollback", "no");
    story.answers().refuse("gate", "closed");
    story.image("2.0.0").runFor("1m").expectPhase("Waiting");

    story.answers().accept("rollback");
    story.runUntil(() -> story.phase().equals("Failed"), Duration.ofSeconds(11));

    story.runFor("1m").expectPrimary("1.0.0").expectNoViolation();
  }

  @Test
  void O27cAClosedTrafficGateDoesNotRepeatThePreRolloutHook() {
    var story =
        Story.of(
                Manifests.stepsWith("confirm-traffic-increase")
                    + "- {name: migrate, type: pre-rollout, url: \"http://tester/\"}\n")
            .initialised();
    story.answers().refuse("confirm-traffic-increase", "closed");
    story.image("2.0.0").runFor("2m");
    assertThat(story.weight()).contains("0");

    story.answers().accept("confirm-traffic-increase");
    story.runUntilPhase("Succeeded").runFor("1m");

    assertThat(story.answers().calls().stream().filter(call -> call.startsWith("migrate")))
        .hasSize(1);
    story.expectNoViolation();
  }

  @Test
  void O28aANewRevisionGetsTheWholeDeadline() {
    var story = steps().initialised();
    story.pods(Story.TARGET, "2.0.0", PodMode.neverReady());
    story.pods(Story.TARGET, "3.0.0", PodMode.readyAfter(Duration.ofSeconds(25)));
    story.image("2.0.0").runFor("40s");

    story.image("3.0.0").runUntilPhase("Succeeded").runFor("1m");

    assertThat(story.phases()).doesNotContain("Failed");
    story.expectPrimary("3.0.0").expectNoViolation();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Succeeded", "Failed"})
  void O29TheReportAndTheAlertOfARunSurviveACrash(String phase) {
    var story = Story.of(Manifests.stepsWith("post-rollout")).initialised();
    if (phase.equals("Failed")) {
      story.answers().bad("2.0.0");
    }
    story.answers().hold("post-rollout");
    story.image("2.0.0").runUntilPhase(phase);
    var alerts = story.told().alerts().size();

    story.operator().kill();
    story.answers().release();
    story.runFor("1m");

    assertThat(story.answers().calls()).contains("post-rollout " + phase);
    if (phase.equals("Succeeded")) {
      assertThat(story.told().alerts()).hasSizeGreaterThan(alerts);
    }
    assertThat(story.status().at("/run/report").isMissingNode()).isTrue();
    story.expectNoViolation();
  }

  @ParameterizedTest
  @ValueSource(strings = {"30/50", "7/20", "100/100", "33/100", "50/49", "1/3"})
  void O30APromotionFollowsTheStepThatReachesTheMaximum(String steps) {
    var step = steps.substring(0, steps.indexOf('/'));
    var maximum = steps.substring(steps.indexOf('/') + 1);
    var story =
        Story.of(
            Manifests.STEPS
                .replace("stepWeight: 20", "stepWeight: " + step)
                .replace("maxWeight: 40", "maxWeight: " + maximum));

    story.initialised().image("2.0.0").runUntilPhase("Succeeded").runFor("1m");

    story.expectPrimary("2.0.0").expectNoViolation();
    assertThat(story.weights().stream().mapToInt(Integer::intValue).max().orElseThrow())
        .isGreaterThanOrEqualTo(Integer.parseInt(maximum));
  }

  @Test
  void N1NoStepIsTakenWhileTheOperatorIsKilledMoreOftenThanTheInterval() {
    var story = steps().initialised().image("2.0.0").runUntilWeight(20);

    story.killEvery("5s", "3m").runFor("3m");

    assertThat(story.weight()).contains("20");
    story.runUntilPhase("Succeeded").runFor("1m");
    story.expectWeights(0, 20, 40, 0).expectNoViolation();
  }

  @Test
  void N2AFirstStatusWriteThatIsRefusedIsRepeated() {
    var story = steps().faultAtWrite(1, Fault.SERVER_ERROR);

    story.initialised().image("2.0.0").runUntilPhase("Succeeded").runFor("1m");

    story.expectPrimary("2.0.0").expectNoViolation();
  }

  @Test
  void D3TheCanaryKeepsItsPodsUntilItsRequestsHadTimeToEnd() {
    var story = steps();
    story.answers().bad("2.0.0");
    story.initialised().image("2.0.0").runUntilWeight(20).runUntilWeight(0);
    var away = story.time().now();

    story.runUntil(() -> story.replicasOf(Story.TARGET) == 0);

    assertThat(Duration.between(away, story.time().now()))
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
    story.expectPhase("Failed").expectNoViolation();
  }

  @Test
  void anHourOfARolloutTakesNoTime() {
    var story = Story.of(Manifests.STEPS.replace("stepWeight: 20", "stepWeight: 1"));

    story.initialised().image("2.0.0").runUntilPhase("Succeeded");

    assertThat(story.weights()).hasSize(42);
    story.expectNoViolation();
  }
}
