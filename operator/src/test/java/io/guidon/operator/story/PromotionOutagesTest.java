package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.core.rollout.Write;
import io.guidon.sim.model.PodMode;
import io.guidon.sim.store.Fault;
import io.guidon.sim.store.FaultPlan;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Promotions that go wrong, by the names of outages.md. */
class PromotionOutagesTest {
  private static Story rolling() {
    return Story.of(Manifests.STEPS);
  }

  private static Story recreated() {
    return Story.undisturbed().apply(Manifests.recreated(), Manifests.canary(Manifests.STEPS));
  }

  private static Story failedPromotion(Story story) {
    return story
        .pods(Story.PRIMARY, "2.0.0", PodMode.neverReady())
        .initialised()
        .image("2.0.0")
        .runUntilPhase("Failed")
        .runFor("5m");
  }

  private static void expectCanaryCarriesAll(Story story) {
    story.expectPhase("Failed").expectNoViolation();
    assertThat(story.weight()).contains("100");
    assertThat(story.replicasOf(Story.TARGET)).isEqualTo(2);
    assertThat(story.get(Story.APEX).at("/spec/selector/app").asText()).isEqualTo("podinfo");
    assertThat(story.told().events()).noneMatch(event -> event.contains("edited by hand"));
  }

  @Test
  void O1RollingTheCanaryKeepsAllTrafficWhenThePrimaryNeverGetsReady() {
    expectCanaryCarriesAll(failedPromotion(rolling()));
  }

  @Test
  void O1RecreateTheCanaryCarriesTheRequestsWhileThePrimaryHasNoPods() {
    expectCanaryCarriesAll(failedPromotion(recreated()));
  }

  @Test
  void aPrimaryThatIsLostWhileTheTrafficComesBackLeavesItToTheCanary() {
    var story = rolling().initialised().image("2.0.0").runUntilPhase("Finalising");

    story.pods(Story.PRIMARY, "2.0.0", PodMode.neverReady()).runFor("30s");

    assertThat(story.weight()).contains("100");
    assertThat(story.replicasOf(Story.TARGET)).isEqualTo(2);
    story.pods(Story.PRIMARY, "2.0.0", PodMode.readyAfter(Duration.ofSeconds(1)));
    story.runUntilPhase("Succeeded").runFor("1m").expectPrimary("2.0.0").expectNoViolation();
    assertThat(story.weight()).contains("0");
  }

  @Test
  void aPrimaryThatNeverComesBackWhileTheTrafficDoesIsAFailedPromotion() {
    var story = rolling().initialised().image("2.0.0").runUntilPhase("Finalising");

    story.pods(Story.PRIMARY, "2.0.0", PodMode.neverReady()).runUntilPhase("Failed").runFor("5m");

    expectCanaryCarriesAll(story);
  }

  @Test
  void aRevisionThatThePrimaryMayNotHaveIsRolledBackAtTheDeadline() {
    var faults = FaultPlan.none();
    var story =
        new Story(faults)
            .apply(Manifests.deployment(), Manifests.canary(Manifests.STEPS))
            .initialised();
    faults.onEvery(
        write -> write instanceof Write.Apply && write.on().equals(Story.PRIMARY), Fault.FORBIDDEN);

    story.image("2.0.0").runUntilPhase("Promoting").runUntilPhase("Failed").runFor("1m");

    story.expectEvent("is forbidden: User").expectPrimary("1.0.0").expectNoViolation();
    assertThat(story.weight()).contains("0");
    assertThat(story.imageOf(Story.PRIMARY)).endsWith(":1.0.0");
    faults.lift();
    story.image("3.0.0").runUntilPhase("Succeeded").runFor("1m");
    story.expectPrimary("3.0.0").expectNoViolation();
  }

  /** O9: nobody analyses it, but its pods are ready when the primary's go. */
  @Test
  void aSkippedAnalysisIsNoReasonForAnOutageWithRecreate() {
    var story =
        Story.undisturbed()
            .apply(
                Manifests.recreated(),
                Manifests.canary(Manifests.STEPS)
                    .replace("  analysis:", "  skipAnalysis: true\n  analysis:"))
            .needsNoAnalysis("2.0.0")
            .initialised();

    story.image("2.0.0").runUntilPhase("Succeeded").runFor("1m");

    story.expectPrimary("2.0.0").expectNoViolation();
  }

  /** I3 before I1: the pods of a newer revision are nobody's rescue. */
  @Test
  void aPrimaryThatIsLostIsNotReplacedByARevisionThatNobodyHasAnalysed() {
    var story = rolling().initialised().image("2.0.0").runUntilPhase("Finalising");
    story.image("3.0.0").runFor("3s");

    story.pods(Story.PRIMARY, "2.0.0", PodMode.neverReady()).runFor("20s");

    assertThat(story.weight()).contains("0");
    story.pods(Story.PRIMARY, "2.0.0", PodMode.readyAfter(Duration.ofSeconds(1)));
    story.runUntil(() -> story.imageOf(Story.PRIMARY).endsWith(":3.0.0"));
    story.runUntilPhase("Succeeded").expectPrimary("3.0.0");
    assertThat(story.operator().crashes()).isEmpty();
  }

  /** O27b after O2. */
  @Test
  void O2ARollbackHookThatTakesBackAWaitingFixLeavesThePodsThatServe() {
    var story =
        Story.of(
            Manifests.STEPS
                + """
                webhooks:
                - {name: gate, type: confirm-rollout, url: "http://tester/"}
                - {name: back, type: rollback, url: "http://tester/"}
                """);
    story.answers().refuse("back", "no");
    failedPromotion(story).answers().refuse("gate", "not yet");
    story.needsNoAnalysis("3.0.0").image("3.0.0").runUntilPhase("Waiting").runFor("20s");

    story.answers().accept("back");
    story.runUntilPhase("Failed").runFor("5m");

    expectCanaryCarriesAll(story);
  }

  @Test
  void O2ThePrimaryServesWhenTheCanaryIsLostAndTheOtherWayRound() {
    var story = failedPromotion(rolling());
    story.pods(Story.PRIMARY, "2.0.0", PodMode.readyAfter(Duration.ofSeconds(1))).runFor("10s");

    story.pods(Story.TARGET, "2.0.0", PodMode.neverReady()).runFor("2s");
    assertThat(story.weight()).contains("0");

    story.pods(Story.TARGET, "2.0.0", PodMode.readyAfter(Duration.ofSeconds(1))).runFor("5s");
    story.pods(Story.PRIMARY, "2.0.0", PodMode.neverReady()).runFor("2s");
    assertThat(story.weight()).contains("100");
    story.expectPhase("Failed").runFor("1m").expectNoViolation();
  }

  private static void expectTheFixToBePromoted(Story story) {
    story.image("3.0.0").runUntilPhase("Succeeded").runFor("1m");

    story.expectPrimary("3.0.0").expectNoViolation();
    assertThat(story.weight()).contains("0");
    assertThat(story.replicasOf(Story.TARGET)).isZero();
  }

  @Test
  void O2RollingTheFixAfterAFailedPromotionIsAnalysedAndPromoted() {
    expectTheFixToBePromoted(failedPromotion(rolling()));
  }

  @Test
  void O2RecreateTheFixAfterAFailedPromotionIsAnalysedAndPromoted() {
    expectTheFixToBePromoted(failedPromotion(recreated()));
  }

  @Test
  void O2TheFixGoesToThePrimaryDirectlyWhenTheLastPromotedRevisionCannotServeEither() {
    var story = failedPromotion(recreated()).needsNoAnalysis("3.0.0");
    story.pods(Story.PRIMARY, "1.0.0", PodMode.neverReady());

    expectTheFixToBePromoted(story);
  }

  @Test
  void O2AFixThatFailsItsChecksLeavesThePromotedRevisionWithAllTraffic() {
    var story = failedPromotion(recreated());
    story.answers().bad("3.0.0");

    story.image("3.0.0").runUntil(() -> story.phase().equals("Progressing"));
    story.runUntilPhase("Failed").runFor("1m");

    story.expectPrimary("1.0.0").expectNoViolation();
    assertThat(story.weight()).contains("0");
  }

  @Test
  void O3TheMetricThatFailsAfterTheCopyToThePrimaryNoLongerMatters() {
    var story = rolling().initialised().image("2.0.0");
    story.runUntil(() -> story.imageOf(Story.PRIMARY).endsWith(":2.0.0"));

    story.operator().kill();
    story.answers().bad("2.0.0");
    story.runUntilPhase("Succeeded").runFor("1m");

    story.expectPrimary("2.0.0").expectNoViolation();
    assertThat(story.phases()).doesNotContain("Failed");
  }

  @Test
  void O3Status500ThePromotionGoesOnWhenItsRecordIsRefusedOnce() {
    var undisturbed = rolling().initialised().image("2.0.0");
    undisturbed.runUntilPhase("Promoting");
    var write = undisturbed.client().writes().size();

    var story = rolling().faultAtWrite(write, Fault.SERVER_ERROR).initialised().image("2.0.0");
    story.runUntilPhase("Succeeded").runFor("1m");

    story.expectPrimary("2.0.0").expectNoViolation();
  }

  @Test
  void O3bTheNewRevisionStaysWhenTheCanaryLosesItsPodsWhileTrafficGoesBack() {
    var story = Story.of(Manifests.STEPS + "stepWeightPromotion: 20\n");
    story.initialised().image("2.0.0").runUntilWeight(40).runUntilWeight(20);

    story.pods(Story.TARGET, "2.0.0", PodMode.neverReady());
    story.runUntilPhase("Succeeded").runFor("1m");

    story.expectPrimary("2.0.0").expectNoViolation();
    assertThat(story.phases()).doesNotContain("Failed");
  }

  @Test
  void O6TheRevisionThatWasApprovedIsPromotedAndTheNextOneGetsItsOwnRun() {
    var story = Story.of(Manifests.stepsWith("confirm-promotion")).initialised();
    story.answers().hold("confirm-promotion");
    story.image("2.0.0").runUntilWeight(40).runFor("15s");

    story.answers().bad("3.0.0");
    story.image("3.0.0").runFor("2s");
    story.answers().release();
    story.runUntilPhase("Failed").runFor("1m");

    story.expectPrimary("1.0.0").expectNoViolation();
    assertThat(story.weight()).contains("0");
  }

  @Test
  void O6PromotingARevisionThatComesDuringThePromotionGetsItsOwnRunAfterIt() {
    var story = rolling().pods(Story.PRIMARY, "2.0.0", PodMode.readyAfter(seconds(20)));
    story.initialised().image("2.0.0").runUntilPhase("Promoting").runFor("3s");

    story.image("3.0.0").runUntil(() -> story.imageOf(Story.PRIMARY).endsWith(":3.0.0"));
    story.runUntilPhase("Succeeded").runFor("1m");

    assertThat(story.phases())
        .endsWith(
            "Progressing",
            "Promoting",
            "Finalising",
            "Succeeded",
            "Progressing",
            "Promoting",
            "Finalising",
            "Succeeded");
    story.expectNoViolation();
  }

  @Test
  void O6bANewRevisionDoesNotInheritAnApproval() {
    var story = Story.of(Manifests.stepsWith("confirm-rollout")).initialised();
    story.image("2.0.0").runUntilWeight(20);

    story.answers().refuse("confirm-rollout", "no");
    story.image("3.0.0").runFor("5m");

    story.expectPhase("Waiting").expectPrimary("1.0.0").expectNoViolation();
    assertThat(story.weight()).contains("0");
  }

  @Test
  void O14ThePrimaryIsNeverScaledDownByAPromotion() {
    var story = rolling().initialised().image("2.0.0").runUntilWeight(20);

    story.store().client("horizontal-pod-autoscaler").scale(Story.PRIMARY, 8);
    story.runUntilPhase("Succeeded").runFor("1m");

    story.expectPrimary("2.0.0").expectNoViolation();
    assertThat(story.replicasOf(Story.PRIMARY)).isEqualTo(8);
  }

  private static Duration seconds(int count) {
    return Duration.ofSeconds(count);
  }
}
