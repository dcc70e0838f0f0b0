package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.sim.model.PodMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The primary loses its pods before anything speaks for the canary (R7, I3 before I1). */
class LostPrimaryTest {
  private static final String TOLD =
      "podinfo-primary lost all its ready pods, keeping traffic on it: podinfo has not passed any"
          + " check yet";

  private static Story atFirstWeight() {
    return Story.of(Manifests.STEPS).initialised().image("2.0.0").runUntilWeight(20).runFor("2s");
  }

  private static Story lost(Story story) {
    return story.pods(Story.PRIMARY, "1.0.0", PodMode.neverReady());
  }

  private static Story back(Story story) {
    return story.pods(Story.PRIMARY, "1.0.0", PodMode.readyAfter(Duration.ofSeconds(1)));
  }

  private static long told(Story story) {
    return story.told().events().stream().filter(event -> event.contains(TOLD)).count();
  }

  @Test
  void anUntriedCanaryKeepsItsWeightAndPeopleHearWhy() {
    var story = atFirstWeight();
    story.answers().hold("metric");
    lost(story).runFor("1s");
    assertThat(told(story)).isEqualTo(1);
    story.expectAlert("has not passed any check yet");

    story.runFor("30s");

    assertThat(told(story)).as("said once for each loss").isEqualTo(1);
    assertThat(story.weight()).contains("20");
    lost(back(story).runFor("5s")).runFor("1s");
    assertThat(told(story)).isEqualTo(2);
    back(story).answers().release();
    story.runUntilPhase("Succeeded").expectPrimary("2.0.0");
    assertThat(story.operator().crashes()).isEmpty();
  }

  @Test
  void atTheDeadlineTheCanaryIsBetterThanNobody() {
    var story = lost(atFirstWeight());

    story.runUntil(() -> story.phase().equals("Failed"), Duration.ofSeconds(75));

    assertThat(story.weight()).contains("100");
    assertThat(story.operator().crashes()).isEmpty();
  }

  @Test
  void aTriedCanaryTakesOverAtOnce() {
    var story = atFirstWeight().runUntilWeight(40).runFor("2s");

    lost(story).runUntil(() -> story.weight().orElseThrow().equals("100"), Duration.ofSeconds(1));

    assertThat(told(story)).isZero();
    back(story).runUntilPhase("Succeeded").expectNoViolation();
  }

  @Test
  void aPrimaryThatIsBackAfterTheRollbackGetsTheTrafficAgain() {
    var story = lost(atFirstWeight());
    story.runUntil(() -> story.weight().orElseThrow().equals("100"));

    back(story).runFor("5s");

    assertThat(story.weight()).contains("0");
    assertThat(story.get(Story.APEX).at("/spec/selector/app").asText())
        .isEqualTo("podinfo-primary");
    story.runFor("1m").expectPhase("Failed").expectPrimary("1.0.0");
    assertThat(story.replicasOf(Story.TARGET)).isZero();
  }

  /** The newer revision is analysed by nobody, but there is nobody else. */
  @Test
  void aPrimaryThatIsBackTakesAllFromANewerRevisionThatNeverGetsReady() {
    var story = atFirstWeight().runUntilWeight(40).runFor("2s");
    lost(story).runUntil(() -> story.weight().orElseThrow().equals("100"));
    story.pods(Story.TARGET, "3.0.0", PodMode.neverReady()).image("3.0.0").runFor("3s");

    back(story).runFor("5s");

    assertThat(story.weight()).contains("0");
    assertThat(story.get(Story.APEX).at("/spec/selector/app").asText())
        .isEqualTo("podinfo-primary");
  }

  @Test
  void aPrimaryThatIsBackTakesAllFromANewerRevisionThatWaitsForApproval() {
    var story =
        Story.of(Manifests.stepsWith("confirm-rollout"))
            .initialised()
            .image("2.0.0")
            .runUntilWeight(40)
            .runFor("2s");
    lost(story).runUntil(() -> story.weight().orElseThrow().equals("100"));
    story.answers().refuse("confirm-rollout", "not yet");
    story.needsNoAnalysis("3.0.0").image("3.0.0").runFor("1m").expectPhase("Waiting");

    back(story).runFor("5s");

    assertThat(story.weight()).contains("0");
    assertThat(story.get(Story.APEX).at("/spec/selector/app").asText())
        .isEqualTo("podinfo-primary");
  }

  /** The canary's pods run what was promoted, so that they may have everything. */
  @Test
  void aCanaryThatGoesBackToThePromotedRevisionTakesOver() {
    var story = lost(atFirstWeight()).runFor("5s");

    story.image("1.0.0").runUntilPhase("Failed");

    assertThat(story.weight()).contains("100");
    assertThat(story.get(Story.APEX).at("/spec/selector/app").asText()).isEqualTo("podinfo");
    assertThat(story.operator().crashes()).isEmpty();
  }
}
