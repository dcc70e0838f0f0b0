package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.model.PodMode;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.FaultPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Flagger leaves behind is taken over as it is (conformance/fixtures). */
class TakeOverTest {
  private static final List<ObjectRef> SERVICES =
      List.of(
          Story.APEX,
          Story.ref("v1", "Service", "podinfo-canary"),
          Story.ref("v1", "Service", "podinfo-primary"));

  private static Story from(String fixture) {
    return from(fixture, ApiStore.CanaryCrd.GUIDON);
  }

  static Story from(String fixture, ApiStore.CanaryCrd crd) {
    var file =
        Path.of(System.getProperty("guidon.shared"))
            .resolve("conformance/fixtures/flagger-1.44")
            .resolve(fixture + ".yaml");
    var story = new Story(FaultPlan.none(), crd).needsNoAnalysis("2.0.0");
    try {
      var list = Files.readString(file).replaceAll("fx-[a-z0-9-]+", Story.NAMESPACE);
      story.store().load(Manifests.read(list));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return story;
  }

  @ParameterizedTest
  @ValueSource(strings = {"idle-initialized", "idle-revert-on-deletion", "succeeded", "failed"})
  void writesNothingForAnIdleCanary(String fixture) {
    var story = from(fixture);

    story.runFor("10m");

    assertThat(story.client().writes()).isEmpty();
    assertThat(story.told().events()).isEmpty();
    assertThat(story.operator().crashes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keda-idle",
        "hpa-configs-idle",
        "hpa-configs-succeeded",
        "hpa-configs-midrun-weight-20",
        "session-affinity-succeeded",
        "session-affinity-midrun",
        "ab-midrun",
        "bluegreen-kubernetes-midrun",
        "istio-midrun-weight-20"
      })
  void leavesWhatIsNotSupportedYetExactlyAsItIs(String fixture) {
    var story = from(fixture);

    story.runFor("10m");

    assertThat(story.client().writes())
        .as("the condition at most")
        .hasSizeLessThanOrEqualTo(1)
        .allMatch(write -> write.on().equals(Story.CANARY));
    assertThat(story.status().path("conditions").toString()).contains("not supported yet");
    assertThat(story.operator().crashes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"flagger", "helm"})
  void movesServicesAndRouteToAnotherPort(String writer) {
    var story = from("idle-initialized");
    for (var service : SERVICES) {
      story.edit(service, tree -> writtenBy(writer, tree));
    }

    story
        .edit(Story.CANARY, canary -> canary.withObject("/spec/service").put("port", 8080))
        .runFor("2s");

    for (var service : SERVICES) {
      assertThat(story.get(service).at("/spec/ports").findValuesAsText("port"))
          .containsExactly("8080");
    }
    assertThat(story.get(Story.ROUTE).at("/spec/rules/0/backendRefs").findValuesAsText("port"))
        .containsExactly("8080", "8080");
    var writes = story.client().writes().size();
    story.runFor("10m");
    assertThat(story.client().writes()).as("at rest").hasSize(writes);
  }

  private static void writtenBy(String writer, ObjectNode service) {
    for (var entry : service.path("metadata").path("managedFields")) {
      ((ObjectNode) entry).put("manager", writer);
    }
  }

  /** Flagger compares an interval after the last failure, which Guidon has to do for it. */
  @Test
  void rollsBackARunWhoseThresholdWasReached() {
    var story = from("midrun-weight-20");
    var threshold = story.get(Story.CANARY).at("/spec/analysis/threshold").asInt();
    story
        .store()
        .client("flagger")
        .editStatus(Story.CANARY, status -> status.put("failedChecks", threshold));

    story.runUntilPhase("Failed").runFor("1m").expectPrimary("1.0.0");

    story.expectEvent("failed checks threshold reached " + threshold);
    assertThat(story.weights()).isSubsetOf(20, 0);
  }

  /** A weight below the maximum while it waits for approval: the maximum was raised since. */
  @Test
  void stepsOnToARaisedMaximumWhileThePromotionWaits() {
    var story = from("waiting-confirm-promotion");
    story.answers().refuse("gate", "not yet");
    story.edit(Story.CANARY, canary -> canary.withObject("/spec/analysis").put("maxWeight", 80));

    story.runUntil(() -> story.weight().orElseThrow().equals("80"));

    story.runFor("1m").expectPhase("WaitingPromotion");
    assertThat(story.weights()).contains(40, 60, 80).doesNotContain(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"midrun-weight-20", "promoting", "waiting-confirm-promotion"})
  void goesOnWithARunUnderWayWithoutResettingIt(String fixture) {
    var story = from(fixture);
    var weight = Integer.parseInt(story.weight().orElseThrow());

    story.runUntilPhase("Succeeded").runFor("1m").expectPrimary("2.0.0");

    assertThat(story.weights()).startsWith(weight).endsWith(0).isSubsetOf(0, 20, 40);
    assertThat(story.replicasOf(Story.TARGET)).isZero();
    assertThat(story.operator().crashes()).isEmpty();
  }

  /** Nobody has kept the revision that Flagger promoted, so nothing can be said about edits. */
  @ParameterizedTest
  @ValueSource(strings = {"idle-initialized", "succeeded"})
  void doesNotTakeFlaggersPrimaryForOneEditedByHand(String fixture) {
    var story = from(fixture).runFor("1m");

    story.image("3.0.0").runUntilPhase("Succeeded").runFor("1m").expectPrimary("3.0.0");

    assertThat(story.told().events()).noneMatch(event -> event.contains("edited by hand"));
    story.expectNoViolation();
  }

  @Test
  void goesOnAskingAGateThatWasClosed() {
    var story = from("waiting-confirm-rollout");

    story.runUntilPhase("Succeeded").runFor("1m").expectPrimary("2.0.0");

    assertThat(story.operator().crashes()).isEmpty();
  }

  @Test
  void keepsTheCanaryServingAfterAFailedPromotionUntilAFixComes() {
    var story = from("failed-promotion").runFor("10m");
    assertThat(story.weight()).contains("100");
    story.expectPhase("Failed");

    story.image("3.0.0").runUntilPhase("Succeeded").runFor("1m").expectPrimary("3.0.0");

    assertThat(story.operator().crashes()).isEmpty();
  }

  @Test
  void rollsBackARunUnderWayWhosePodsNeverGetReady() {
    var story = from("midrun-weight-20");
    story.pods(Story.TARGET, "2.0.0", PodMode.neverReady());

    story.runUntilPhase("Failed").runFor("1m").expectPrimary("1.0.0");

    assertThat(story.weight()).contains("0");
    assertThat(story.operator().crashes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"idle-initialized", "succeeded", "failed"})
  void analysesTheNextRevision(String fixture) {
    var story = from(fixture).runFor("1m");

    story.image("3.0.0").runUntilPhase("Succeeded").runFor("1m");

    story.expectPrimary("3.0.0").expectWeights(0, 20, 40, 0);
    assertThat(story.operator().crashes()).isEmpty();
  }
}
