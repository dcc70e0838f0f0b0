package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.model.PodMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BadWorkloadTest {
  private static final String STEPS =
      """
      threshold: 2
      stepWeight: 20
      maxWeight: 40
      metrics:
      - {name: request-success-rate, interval: 1m, thresholdRange: {min: 99}}
      """;

  @Test
  void waitsForATargetThatDoesNotExistYet() {
    var story = Story.undisturbed().apply(Manifests.canary(STEPS)).runFor("1m");

    story.expectEvent(
        "deployment podinfo.test get query error: deployments.apps \"podinfo\" not found");
    assertThat(story.told().events()).noneMatch(event -> event.contains("metrics providers"));
    assertThat(story.store().get(Story.PRIMARY)).isEmpty();
    assertThat(story.store().get(Story.APEX)).isEmpty();

    story.apply(Manifests.deployment()).initialised().expectNoViolation();
  }

  @Test
  void saysWhichLabelTheSelectorLacks() {
    var story =
        Story.undisturbed()
            .apply(
                Manifests.deployment().replace("app: podinfo", "role: podinfo"),
                Manifests.canary(STEPS))
            .runFor("1m");

    story.expectEvent("getSelectorLabel failed: ");
    assertThat(story.told().events()).noneMatch(event -> event.contains("metrics providers"));
    assertThat(story.store().get(Story.PRIMARY)).isEmpty();
    story.expectNoViolation();
  }

  @Test
  void givesThePrimaryOnePodWhereTheTargetHasNone() {
    var story =
        Story.undisturbed()
            .apply(
                Manifests.deployment().replace("replicas: 2", "replicas: 0"),
                Manifests.canary(STEPS))
            .initialised();

    assertThat(story.replicasOf(Story.PRIMARY)).isEqualTo(1);
    assertThat(story.replicasOf(Story.TARGET)).isZero();

    story.image("2.0.0").runUntilPhase("Succeeded").runFor("1m");
    story.expectPrimary("2.0.0").expectNoViolation();
  }

  @Test
  void rollsBackACanaryThatNeverGetsReady() {
    var story = Story.of(STEPS).initialised();
    story.pods(Story.TARGET, "2.0.0", PodMode.neverReady());

    story.image("2.0.0").runUntilPhase("Failed").runFor("1m");

    story.expectWeights(0).expectPrimary("1.0.0");
    story.expectEvent("canary deployment podinfo.test not ready: waiting for rollout to finish");
    story.expectEvent("Rolling back podinfo.test progress deadline exceeded");
    assertThat(story.replicasOf(Story.TARGET)).isZero();
    story.expectNoViolation();
  }

  @Test
  void keepsTheTargetInServiceWhileThePrimaryNeverGetsReady() {
    var story = Story.of(STEPS);
    story.pods(Story.PRIMARY, "1.0.0", PodMode.neverReady());

    story.runUntilPhase("Failed").runFor("5m");
    assertThat(story.replicasOf(Story.TARGET)).isEqualTo(2);
    assertThat(story.store().get(Story.ROUTE)).isEmpty();

    story.pods(Story.PRIMARY, "1.0.0", PodMode.readyAfter(Duration.ofSeconds(2)));
    story.initialised().expectNoViolation();
  }

  @Test
  void keepsThePrimaryInServiceWhenTheTargetIsDeletedInMidRun() {
    var story = Story.of(STEPS).initialised().image("2.0.0").runUntilWeight(20).runFor("3s");

    story.store().client("user").delete(Story.TARGET);
    story.runFor("1s");

    assertThat(story.weight()).as("no share for pods that go").contains("0");
    story.expectEvent("lost all its ready pods");
    story.runFor("5m").expectPrimary("1.0.0");
    assertThat(story.weight()).contains("0");
    assertThat(story.world().readyPods(Story.PRIMARY)).isEqualTo(2);

    story
        .apply(Manifests.deployment().replace("1.0.0", "3.0.0"))
        .runUntilPhase("Succeeded")
        .runFor("1m");
    story.expectPrimary("3.0.0").expectNoViolation();
  }

  @Test
  void keepsServingWhileTheTargetIsGoneAtRest() {
    var story = Story.of(STEPS).initialised();
    story.store().client("user").delete(Story.TARGET);

    story.runFor("10m").expectPhase("Initialized");

    assertThat(story.told().events())
        .filteredOn(event -> event.contains("get query error"))
        .as("once on the change")
        .hasSize(1);
    assertThat(story.world().readyPods(Story.PRIMARY)).isEqualTo(2);
    story.expectNoViolation();
  }

  @Test
  void makesAFastChangeOfSelectorsImpossibleToMistake() {
    var story = Story.of(STEPS).initialised();

    // Labels of the pod template that the selector does not need are part of the revision.
    story.edit(
        Story.TARGET,
        target ->
            ((ObjectNode) target.at("/spec/template/metadata/labels")).put("team", "payments"));
    story.needsNoAnalysis("1.0.0").runUntilPhase("Succeeded").runFor("1m");

    assertThat(story.get(Story.PRIMARY).at("/spec/template/metadata/labels/team").asText())
        .isEqualTo("payments");
    assertThat(story.get(Story.PRIMARY).at("/spec/selector/matchLabels/app").asText())
        .isEqualTo("podinfo-primary");
    story.expectNoViolation();
  }
}
