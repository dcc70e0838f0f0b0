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
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    return from(fixture, crd, canary -> {});
  }

  /** The same with a Canary that was changed before the operator sees it. */
  private static Story from(String fixture, Consumer<ObjectNode> change) {
    return from(fixture, ApiStore.CanaryCrd.GUIDON, change);
  }

  private static Story from(String fixture, ApiStore.CanaryCrd crd, Consumer<ObjectNode> change) {
    var file =
        Path.of(System.getProperty("guidon.shared"))
            .resolve("conformance/fixtures/flagger-1.44")
            .resolve(fixture + ".yaml");
    var story = new Story(FaultPlan.none(), crd).needsNoAnalysis("2.0.0");
    try {
      var list = Files.readString(file).replaceAll("fx-[a-z0-9-]+", Story.NAMESPACE);
      var objects = Manifests.read(list);
      for (var object : objects.path("items")) {
        if (object.path("kind").asText().equals("Canary")) {
          change.accept((ObjectNode) object);
        }
      }
      story.store().load(objects);
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

  @ParameterizedTest
  @CsvSource({"succeeded, 2.0.0", "midrun-weight-20, 1.0.0"})
  void leavesACanaryAsItIsUntilItsTargetIsThere(String fixture, String promoted) {
    var story = from(fixture);
    var phase = story.phase();
    var target = story.get(Story.TARGET);
    story.store().client("user").delete(Story.TARGET);

    story.runFor("10m");

    assertThat(story.client().writes()).isEmpty();
    assertThat(story.told().events())
        .containsExactly(
            phase
                + " Warning deployment podinfo.test get query error:"
                + " deployments.apps \"podinfo\" not found");
    story.expectPhase(phase);

    recreate(story, target).image("3.0.0").runUntilWeight(40);
    story.expectPhase("Progressing").expectPrimary(promoted);
    story.runUntilPhase("Succeeded").runFor("1m").expectPrimary("3.0.0");
    assertThat(story.operator().crashes()).isEmpty();
  }

  private static Story recreate(Story story, ObjectNode target) {
    var declared = target.deepCopy();
    declared.remove("status");
    declared.set("metadata", target.path("metadata").deepCopy());
    declared.withObject("/metadata").remove(List.of("resourceVersion", "uid", "managedFields"));
    story.store().client("user").create(declared);
    return story;
  }

  /** A backup brings no status back; Flagger may have left in the middle of its set-up. */
  private static Consumer<ObjectNode> inPhase(String phase) {
    return canary -> {
      canary.remove("status");
      if (!phase.isEmpty()) {
        canary
            .putObject("status")
            .put("phase", phase)
            .put("canaryWeight", 0)
            .put("failedChecks", 0)
            .put("iterations", 0);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Initializing"})
  void setsUpAroundAPrimaryThatIsThere(String phase) {
    var story = from("idle-initialized", inPhase(phase));
    var primary = story.get(Story.PRIMARY).path("spec");

    story.initialised();

    assertThat(story.get(Story.PRIMARY).path("spec")).isEqualTo(primary);
    assertThat(story.client().writes()).noneMatch(write -> write.on().equals(Story.PRIMARY));
    story.expectEvent("Initialization done! podinfo.test").expectNoViolation();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Initializing"})
  void analysesWhatAPrimaryThatIsThereDoesNotRun(String phase) {
    var story = from("idle-initialized", inPhase(phase)).image("3.0.0");
    story.answers().bad("3.0.0");

    story.runUntilPhase("Failed").runFor("1m").expectPrimary("1.0.0");
    story.image("4.0.0").runUntilPhase("Succeeded").runFor("1m").expectPrimary("4.0.0");

    assertThat(story.phases())
        .containsSubsequence("Initialized", "Progressing", "Failed", "Progressing", "Succeeded");
    story.expectNoViolation();
  }

  /** What Flagger calls the revision that the primary runs, so that going back starts nothing. */
  @Test
  void knowsWhatAPrimaryThatIsThereRuns() {
    var story = from("idle-initialized", inPhase("")).image("3.0.0").runUntilPhase("Progressing");

    assertThat(story.status().path("lastPromotedSpec").asText()).isEqualTo("8659687656");
  }

  @Test
  void keepsAPrimaryThatWasThereBeforeItsTarget() {
    var story = from("idle-initialized", inPhase(""));
    var target = story.get(Story.TARGET);
    story.store().client("user").delete(Story.TARGET);
    story.runFor("1m");

    recreate(story, target).image("3.0.0").runUntilPhase("Progressing").expectPrimary("1.0.0");

    story.runUntilPhase("Succeeded").runFor("1m").expectPrimary("3.0.0");
  }

  /** Neither Flagger nor we can know who is sent to it; who deletes it wants a new one. */
  @Test
  void doesNotMendAPrimaryThatWasThereWithARevisionThatNobodyHasAnalysed() {
    var story = from("idle-initialized", inPhase("")).needsNoAnalysis("3.0.0");
    story.store().client("user").delete(Story.APEX);
    story.pods(Story.PRIMARY, "1.0.0", PodMode.neverReady()).runFor("10s");

    story.image("3.0.0").runFor("10m").expectPrimary("1.0.0");

    story.store().client("user").delete(Story.PRIMARY);
    story.initialised().expectPrimary("3.0.0");
    assertThat(story.operator().crashes()).isEmpty();
  }

  private static void share(Story story, int weight) {
    story.edit(
        Story.ROUTE,
        route -> {
          ((ObjectNode) route.at("/spec/rules/0/backendRefs/0")).put("weight", 100 - weight);
          ((ObjectNode) route.at("/spec/rules/0/backendRefs/1")).put("weight", weight);
        });
  }

  @ParameterizedTest
  @CsvSource({"idle-initialized, 20", "idle-initialized, 100", "succeeded, 20", "failed, 20"})
  void takesTheCanaryOutOfARouteThatSomebodyEditedWhileItWasIdle(String fixture, int weight) {
    var story = from(fixture);
    share(story, weight);

    story.runFor("10m");

    assertThat(story.weight()).contains("0");
    assertThat(story.client().writes())
        .as("the weight, after the fields of Flagger became ours")
        .hasSize(2)
        .allMatch(write -> write.on().equals(Story.ROUTE));
  }

  @Test
  void takesTheCanaryOutOfAnEditedRouteWhileARevisionWaits() {
    var story = from("waiting-confirm-rollout");
    story.answers().refuse("gate", "closed");
    share(story, 20);

    story.runFor("10m").expectPhase("Waiting");

    assertThat(story.weight()).contains("0");
  }

  @Test
  void keepsTheCanaryServingWhileTheFixOfAFailedPromotionWaits() {
    var story =
        from(
            "failed-promotion",
            canary -> {
              ((ObjectNode) canary.path("status")).put("phase", "Waiting");
              canary
                  .withArray("/spec/analysis/webhooks")
                  .addObject()
                  .put("name", "gate")
                  .put("type", "confirm-rollout")
                  .put("url", "http://tester/");
            });
    story.answers().refuse("gate", "closed");

    story.image("3.0.0").runFor("10m").expectPhase("Waiting");
    assertThat(story.weights()).containsOnly(100);

    story.answers().accept("gate");
    story.runUntilPhase("Succeeded").runFor("1m").expectPrimary("3.0.0");
    assertThat(story.operator().crashes()).isEmpty();
  }

  @Test
  void asksTheGateAgainAfterAWaitingRevisionWasTakenBack() {
    var story =
        from(
            "waiting-confirm-rollout",
            canary -> ((ObjectNode) canary.path("status")).put("lastAppliedSpec", "failed-before"));
    story.answers().refuse("gate", "closed");
    story.runFor("1m").expectPhase("Waiting");

    story.image("1.0.0").runFor("1m").expectPhase("Failed");
    story.image("3.0.0").runFor("1m").expectPhase("Waiting");
    story.expectEvent("Failed Warning Halt podinfo.test advancement waiting for approval gate");

    story.answers().accept("gate");
    story.runUntilPhase("Succeeded").runFor("1m").expectPrimary("3.0.0");
  }

  @Test
  void saysThatARunStartsOverWhoseTargetWasChangedMeanwhile() {
    var story = from("midrun-weight-20");
    share(story, 0);

    story.image("3.0.0").runUntilPhase("Succeeded");

    story.expectEvent("New revision detected! Restarting analysis for podinfo.test");
    story.expectPrimary("3.0.0");
  }
}
