package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.model.PodMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadSpecTest {
  @Test
  void rollsBackAtOnceWhenTheThresholdIsLoweredToWhatHasFailedAlready() {
    var story =
        Story.of(Manifests.STEPS.replace("threshold: 2", "threshold: 3"))
            .initialised()
            .image("2.0.0")
            .runUntilWeight(20);
    story.answers().measures(90);
    story.runUntil(() -> story.status().path("failedChecks").asInt() == 1);
    story.answers().measures(100);

    story.edit(Story.CANARY, canary -> analysis(canary).put("threshold", 1)).runFor("1s");

    story.expectEvent("failed checks threshold reached 1");
    story.runUntilPhase("Failed").expectWeights(0, 20, 0).expectPrimary("1.0.0");
  }

  @Test
  void aCanaryThatIsNotReadyIsNotPromotedBecauseItsAnalysisIsSkippedFromNowOn() {
    var story = Story.of(Manifests.STEPS).initialised().image("2.0.0").runUntilWeight(20);
    story.pods(Story.TARGET, "2.0.0", PodMode.neverReady()).runFor("2s");

    story.edit(Story.CANARY, canary -> canary.withObject("/spec").put("skipAnalysis", true));

    story.runUntilPhase("Failed").expectPrimary("1.0.0").expectNoViolation();
  }

  private static ObjectNode analysis(ObjectNode canary) {
    return (ObjectNode) canary.at("/spec/analysis");
  }

  private static Story suspend(Story story, boolean suspended) {
    return story.edit(
        Story.CANARY, canary -> ((ObjectNode) canary.path("spec")).put("suspend", suspended));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stepWeight: 20 | stepWeight: 2.5",
        "threshold: 2 | threshold: many",
        "port: 9898 | port: {}",
        "kind: Deployment, name: podinfo | kind: CronJob, name: podinfo"
      })
  void leavesACanaryThatMakesNoSenseAsItIsAndSaysSoOnce(String sound, String nonsense) {
    var story =
        Story.undisturbed()
            .apply(
                Manifests.deployment(),
                Manifests.canary(Manifests.STEPS).replace(sound, nonsense),
                Manifests.deployment().replace("podinfo", "other"),
                Manifests.canary(Manifests.STEPS).replace("name: podinfo", "name: other"))
            .runFor("10m");

    assertThat(story.status().path("conditions").toString()).contains("Stalled");
    assertThat(story.told().events())
        .filteredOn(event -> event.contains("Not acted upon: "))
        .hasSize(1);
    assertThat(story.store().get(Story.PRIMARY)).isEmpty();
    var other = story.get(Story.ref("flagger.app/v1beta1", "Canary", "other"));
    assertThat(other.at("/status/phase").asText())
        .as("others are not affected")
        .isEqualTo("Initialized");
    assertThat(story.operator().crashes()).isEmpty();
  }

  @Test
  void goesOnWhenTheSpecIsRepairedAndTakesTheConditionAway() {
    var story = Story.of(Manifests.STEPS).initialised();
    story.edit(Story.CANARY, canary -> analysis(canary).put("threshold", "many")).runFor("1m");
    assertThat(story.status().path("conditions").toString()).contains("Stalled");

    story.edit(Story.CANARY, canary -> analysis(canary).put("threshold", 2)).runFor("5s");

    assertThat(story.status().path("conditions").toString()).doesNotContain("Stalled");
    story.image("2.0.0").runUntilPhase("Succeeded").expectPrimary("2.0.0").expectNoViolation();
  }

  @Test
  void keepsTheWeightsWhileTheSpecMakesNoSenseInMidRun() {
    var story = Story.of(Manifests.STEPS).initialised().image("2.0.0").runUntilWeight(20);
    story.edit(Story.CANARY, canary -> analysis(canary).put("threshold", "many"));

    story.runFor("10m");
    assertThat(story.weight()).contains("20");

    story.edit(Story.CANARY, canary -> analysis(canary).put("threshold", 2));
    story.runUntilPhase("Succeeded").expectPrimary("2.0.0");
    story.expectWeights(0, 20, 40, 0);
  }

  @Test
  void takesALongerIntervalIntoAccountInMidRun() {
    var story = Story.of(Manifests.STEPS).initialised().image("2.0.0").runUntilWeight(20);
    story.edit(Story.CANARY, canary -> analysis(canary).put("interval", "5m"));

    story.runFor("4m");
    assertThat(story.weight()).contains("20");
    story.runFor("90s");
    assertThat(story.weight()).contains("40");
    story.runUntilPhase("Succeeded").expectWeights(0, 20, 40, 0);
  }

  @Test
  void takesNewStepsAndANewThresholdIntoAccountInMidRun() {
    var story = Story.of(Manifests.STEPS).initialised().image("2.0.0").runUntilWeight(20);
    story.edit(
        Story.CANARY,
        canary -> analysis(canary).put("stepWeight", 30).put("maxWeight", 80).put("threshold", 1));
    story.runUntilWeight(50);
    story.answers().bad("2.0.0");

    story.runUntilPhase("Failed").expectWeights(0, 20, 50, 0);
    story.expectEvent("failed checks threshold reached 1").expectNoViolation();
  }

  @Test
  void takesNewHostsIntoAccountInMidRunWithoutResettingTheWeights() {
    var story = Story.of(Manifests.STEPS).initialised().image("2.0.0").runUntilWeight(20);
    story.edit(
        Story.CANARY,
        canary ->
            ((ObjectNode) canary.at("/spec/service")).putArray("hosts").add("www.example.org"));

    story.runFor("2s");

    assertThat(story.get(Story.ROUTE).at("/spec/hostnames/0").asText())
        .isEqualTo("www.example.org");
    assertThat(story.weight()).contains("20");
    story.runUntilPhase("Succeeded").expectWeights(0, 20, 40, 0).expectNoViolation();
  }

  @Test
  void freezesASuspendedCanaryAndGoesOnWhenItIsResumed() {
    var story = Story.of(Manifests.STEPS).initialised().image("2.0.0").runUntilWeight(20);
    suspend(story, true).runFor("1s");
    var writes = story.client().writes().size();
    story.edit(Story.APEX, apex -> ((ObjectNode) apex.at("/spec/selector")).put("app", "podinfo"));

    story.runFor("10m");

    assertThat(story.client().writes()).as("repairs stop too").hasSize(writes);
    story.expectEvent("skipping canary run as object is suspended");
    suspend(story, false);
    story.runUntilPhase("Succeeded").expectWeights(0, 20, 40, 0).expectPrimary("2.0.0");
  }

  @Test
  void showsASuspendedCanaryThatIsNewAndTouchesNothingForIt() {
    var story =
        Story.undisturbed()
            .apply(
                Manifests.deployment(),
                Manifests.canary(Manifests.STEPS).replace("spec:\n", "spec:\n  suspend: true\n"));

    story.runFor("1m").expectPhase("Initializing");

    assertThat(story.status().at("/conditions/0/reason").asText()).isEqualTo("Initializing");
    assertThat(story.client().writes()).hasSize(1);
    story.expectEvent("Initializing Normal skipping canary run as object is suspended");
    suspend(story, false).initialised().expectNoViolation();
  }

  @Test
  void remembersARevisionThatCameWhileItWasSuspended() {
    var story = suspend(Story.of(Manifests.STEPS).initialised(), true);
    story.image("2.0.0").runFor("10m").expectPhase("Initialized").expectPrimary("1.0.0");

    suspend(story, false);

    story.runUntilPhase("Succeeded").expectPrimary("2.0.0").expectNoViolation();
  }

  @Test
  void letsTheOldestOfTwoCanariesForOneTargetWinUntilItIsGone() {
    var story = Story.of(Manifests.STEPS).initialised();
    var younger = Story.ref("flagger.app/v1beta1", "Canary", "younger");
    story.apply(
        Manifests.canary(Manifests.STEPS)
            .replace("metadata: {name: podinfo,", "metadata: {name: younger,"));
    story.runFor("10m");

    assertThat(story.get(younger).at("/status/conditions").toString())
        .contains("Canary podinfo is older");
    assertThat(story.told().events())
        .filteredOn(event -> event.contains("Canary podinfo is older"))
        .hasSize(1);
    story.image("2.0.0").runUntilPhase("Succeeded").expectPrimary("2.0.0");

    story.store().client("user").delete(Story.CANARY);
    story.runUntil(() -> story.store().get(Story.CANARY).isEmpty());
    story.runFor("2m");

    assertThat(story.get(younger).at("/status/phase").asText()).isEqualTo("Initialized");
    assertThat(story.get(younger).at("/status/conditions").toString()).doesNotContain("Stalled");
    assertThat(story.operator().crashes()).isEmpty();
  }
}
