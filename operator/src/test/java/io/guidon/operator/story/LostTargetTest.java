package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.sim.model.PodMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody deletes the target while its revision is promoted: the primary does not need it. */
class LostTargetTest {
  private static Story slowly(Story story) {
    return story.pods(Story.PRIMARY, "2.0.0", PodMode.readyAfter(Duration.ofSeconds(15)));
  }

  private static Story lost(Story story) {
    story.store().client("kubectl").delete(Story.TARGET);
    return story;
  }

  private static void expectPromoted(Story story) {
    story.runUntil(() -> story.phase().equals("Succeeded"), Duration.ofMinutes(3));
    story.runFor("1m").expectPrimary("2.0.0").expectEvent("podinfo.test get query error");
    assertThat(story.get(Story.PRIMARY).at("/metadata/labels/app").asText())
        .isEqualTo("podinfo-primary");
    assertThat(story.operator().crashes()).isEmpty();
    story.ledger().expectNoViolation();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Promoting", "Finalising"})
  void aPromotionIsFinished(String phase) {
    var story = slowly(Story.of(Manifests.STEPS).initialised());
    story.image("2.0.0").runUntilPhase(phase).runFor("2s");

    expectPromoted(lost(story));
  }

  @Test
  void aPromotionInStepsIsFinished() {
    var story = Story.of(Manifests.STEPS + "stepWeightPromotion: 10\n").initialised();
    story.image("2.0.0").runUntilWeight(40).runUntilWeight(30).runFor("2s");

    expectPromoted(lost(story));
  }

  /** Only the intent is recorded; the primary still has the old template. */
  @ParameterizedTest
  @ValueSource(strings = {"RollingUpdate", "Recreate"})
  void aPromotionIsFinishedThoughNothingWasCopiedYet(String strategy) {
    var deployment = strategy.equals("Recreate") ? Manifests.recreated() : Manifests.deployment();
    var story = Story.undisturbed().apply(deployment, Manifests.canary(Manifests.STEPS));
    slowly(story.initialised()).image("2.0.0").runUntilWeight(40).runFor("5s");
    story.killAfterWrite(story.client().writes().size() + 1);
    story.runUntilPhase("Promoting").expectPrimary("1.0.0");

    expectPromoted(lost(story));
  }

  @Test
  void aPromotionThatFailsWithoutATargetGivesThePrimaryItsLastTemplateBack() {
    var story = Story.of(Manifests.STEPS).initialised();
    story.pods(Story.PRIMARY, "2.0.0", PodMode.neverReady());
    story.image("2.0.0").runUntilPhase("Promoting").runFor("2s");

    lost(story).runUntil(() -> story.phase().equals("Failed"), Duration.ofMinutes(3));

    story.runFor("1m").expectPrimary("1.0.0");
    assertThat(story.weight()).contains("0");
    assertThat(story.world().readyPods(Story.PRIMARY)).isEqualTo(2);
    assertThat(story.operator().crashes()).isEmpty();
  }

  /** Its pods are gone, so that nobody is left but the primary. */
  @Test
  void aPromotionThatFailsWithoutCanaryPodsGivesThePrimaryItsLastTemplateBack() {
    var story = Story.of(Manifests.STEPS).initialised();
    story.pods(Story.PRIMARY, "2.0.0", PodMode.neverReady());
    story.image("2.0.0").runUntilPhase("Promoting").runFor("2s");
    story.pods(Story.TARGET, "2.0.0", PodMode.neverReady());

    story.runUntil(() -> story.phase().equals("Failed"), Duration.ofMinutes(3));

    story.runFor("1m").expectPrimary("1.0.0");
    assertThat(story.weight()).contains("0");
    assertThat(story.operator().crashes()).isEmpty();
    story.ledger().expectNoViolation();
  }
}
