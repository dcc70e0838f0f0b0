package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.guidon.core.rollout.Write;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Fault;
import io.guidon.sim.store.FaultPlan;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadApiServerTest {
  private static Story withFaults(FaultPlan faults) {
    return new Story(faults).apply(Manifests.deployment(), Manifests.canary(Manifests.STEPS));
  }

  @ParameterizedTest
  @EnumSource(names = {"CONFLICT", "THROTTLED", "SERVER_ERROR", "LOST"})
  void endsWellInAStormOf(Fault fault) {
    var story = withFaults(FaultPlan.seeded(7, 0.4, fault)).initialised();

    story.image("2.0.0").runUntilPhase("Succeeded").runFor("1m");

    story.expectWeights(0, 20, 40, 0).expectPrimary("2.0.0").expectNoViolation();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTPRoute", "Service", "Deployment", "ControllerRevision"})
  void startsByItselfWhenAMissingPermissionIsGranted(String kind) {
    var faults = FaultPlan.none().forbidden(kind);
    var story = withFaults(faults).runFor("2m");
    story.expectPhase("Initializing").expectEvent("is forbidden: User");
    assertThat(story.client().writes()).as("with growing patience").hasSizeLessThan(30);

    faults.lift();

    story.initialised().image("2.0.0").runUntilPhase("Succeeded").expectNoViolation();
  }

  @Test
  void asksLessAndLessOftenWhetherItMayRecord() {
    var faults = FaultPlan.none();
    var story = withFaults(faults).initialised();
    faults.forbidden("Canary");
    var writes = story.client().writes().size();

    story.image("2.0.0").runFor("2m");

    story.expectPhase("Initialized");
    assertThat(story.client().writes().size() - writes).isBetween(10, 40);

    faults.lift();
    story.runUntilPhase("Succeeded").expectPrimary("2.0.0").expectNoViolation();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTPRoute", "Service", "Deployment", "EndpointSlice"})
  void concludesNothingFromObjectsThatItMayNotSee(String kind) {
    var story = Story.of(Manifests.STEPS).initialised().image("2.0.0").runUntilWeight(20);
    story.operator().mayNotSee(kind);
    var writes = story.client().writes().size();
    story.operator().kill();

    story.runFor("10m");

    story.expectEvent("the operator may not list and watch " + kind);
    assertThat(story.client().writes().stream().skip(writes))
        .as("only the condition")
        .allMatch(write -> write.on().equals(Story.CANARY))
        .hasSizeLessThanOrEqualTo(1);
    assertThat(story.told().events())
        .filteredOn(event -> event.contains("may not list and watch"))
        .hasSize(1);

    story.operator().maySeeAll();
    story.runUntilPhase("Succeeded").expectPrimary("2.0.0");
    assertThat(story.status().path("conditions").toString()).doesNotContain("Stalled");
  }

  @Test
  void triesACorrectedSpecAtOnce() {
    var faults = FaultPlan.none();
    var story = withFaults(faults).initialised();
    faults.onEvery(write -> write.toString().contains("bad.example"), Fault.FORBIDDEN);
    hosts(story, "bad.example").runFor("10m");
    assertThat(story.get(Story.ROUTE).toString()).doesNotContain("example");

    hosts(story, "good.example").runFor("1s");

    assertThat(story.get(Story.ROUTE).at("/spec/hostnames/0").asText()).isEqualTo("good.example");
  }

  private static Story hosts(Story story, String host) {
    return story.edit(
        Story.CANARY, canary -> canary.withObject("/spec/service").putArray("hosts").add(host));
  }

  @Test
  void keepsTheRouteOnThePortThatTheServicesHave() {
    var faults = FaultPlan.none();
    var story = withFaults(faults).initialised().image("2.0.0").runUntilWeight(20);
    faults.onEvery(write -> write.on().kind().equals("Service"), Fault.FORBIDDEN);

    story
        .edit(Story.CANARY, canary -> canary.withObject("/spec/service").put("port", 8080))
        .runFor("1m")
        .expectEvent("is forbidden: User");
    assertThat(portsOfTheRoute(story)).containsOnly("9898");
    story.runFor("10m");
    assertThat(story.weight()).as("taken away all the same").contains("0");
    assertThat(portsOfTheRoute(story)).containsOnly("9898");

    faults.lift();
    story.runUntilPhase("Failed").runFor("1m").expectNoViolation();
    assertThat(portsOfTheRoute(story)).containsOnly("8080");
  }

  private static List<String> portsOfTheRoute(Story story) {
    return story.get(Story.ROUTE).at("/spec/rules/0/backendRefs").findValuesAsText("port");
  }

  @Test
  void waitsForTheGatewayApiToBeInstalled() {
    var story = Story.undisturbed();
    story.store().uninstall("gateway.networking.k8s.io/v1", "HTTPRoute");
    story.apply(Manifests.deployment(), Manifests.canary(Manifests.STEPS)).runFor("10m");

    story.expectEvent("HTTPRoute (gateway.networking.k8s.io/v1) is not installed");
    assertThat(story.client().writes()).as("the condition").hasSize(1);
    assertThat(story.replicasOf(Story.TARGET)).isEqualTo(2);

    story.store().install("gateway.networking.k8s.io/v1", "HTTPRoute");
    story.initialised().expectNoViolation();
  }

  @Test
  void touchesNothingUnderAnOldCrdAndSaysHowToUpgrade() {
    var story =
        new Story(FaultPlan.none(), ApiStore.CanaryCrd.FLAGGER)
            .apply(Manifests.deployment(), Manifests.canary(Manifests.STEPS))
            .runFor("10m");

    story.expectEvent("kubectl apply --server-side");
    assertThat(story.told().events())
        .filteredOn(event -> event.contains("drops status.run"))
        .as("once, not with every attempt")
        .hasSize(1);
    assertThat(story.store().get(Story.PRIMARY)).isEmpty();
    assertThat(story.store().get(Story.ROUTE)).isEmpty();
    assertThat(story.replicasOf(Story.TARGET)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"idle-initialized", "succeeded", "midrun-weight-20", "waiting-confirm-promotion"})
  void leavesWhatFlaggerLeftExactlyAsItIsUnderItsOwnCrd(String fixture) {
    var story = TakeOverTest.from(fixture, ApiStore.CanaryCrd.FLAGGER);
    var before = story.status();

    story.image("3.0.0").runFor("10m");

    story.expectEvent("kubectl apply --server-side");
    assertThat(story.client().writes()).isEmpty();
    assertThat(story.status()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5})
  void knowsItsOwnWriteAfterSeveralThatWereNotAnswered(int refused) {
    var faults = FaultPlan.none();
    var story = withFaults(faults).initialised();
    var tried = new AtomicInteger();
    story.operator().hearsNothingMoreOf(Story.CANARY);
    faults
        .onEvery(
            write -> write instanceof Write.Status && tried.getAndIncrement() == refused,
            Fault.LOST)
        .onEvery(write -> write instanceof Write.Status, Fault.SERVER_ERROR);
    story.image("2.0.0").runFor("30s");
    assertThat(tried.get()).isGreaterThan(refused + 2);

    faults.lift();
    story.operator().maySeeAll();

    story.runUntilPhase("Succeeded").expectPrimary("2.0.0").expectNoViolation();
    assertThat(story.told().events()).noneMatch(event -> event.contains("somebody else"));
  }

  private static Story storyInWhichFlaggerWritesTheStatus() {
    var story = Story.of(Manifests.STEPS).initialised().image("2.0.0").runUntilWeight(20);
    story.runFor("1s");
    story
        .store()
        .client("flagger")
        .editStatus(Story.CANARY, status -> status.put("canaryWeight", 70));
    return story;
  }

  @Test
  void stopsWhileSomebodyElseWritesTheStatusAndGoesOnAfterwards() {
    var story = storyInWhichFlaggerWritesTheStatus();
    var writes = story.client().writes().size();

    story.runFor("100s");

    story.expectEvent("was changed by somebody else (managers: ").expectEvent("flagger");
    assertThat(story.client().writes()).as("not touched").hasSize(writes);
    story.runUntilPhase("Succeeded").expectPrimary("2.0.0");
  }

  @Test
  void recordsWhatWasToldWhenItStops() {
    var story = Story.of(Manifests.STEPS).initialised().image("2.0.0").runUntilWeight(20);
    story.runFor("1s");
    var writes = story.client().writes().size();

    story.operator().stop();

    assertThat(story.client().writes()).hasSize(writes + 1);
    assertThat(story.status().at("/run/outbox")).isEmpty();
    story.runUntilPhase("Succeeded").expectPrimary("2.0.0").expectNoViolation();
    assertThat(story.told().events()).filteredOn(text -> text.contains("weight 20")).hasSize(1);
  }

  @Test
  void writesNothingWhenItStopsWhileSomebodyElseWritesTheStatus() {
    var story = storyInWhichFlaggerWritesTheStatus();
    story.runFor("1s");
    var writes = story.client().writes().size();

    story.operator().stop();

    assertThat(story.client().writes()).hasSize(writes);
  }

  @Test
  void doesNotMistakeConditionsOfOthersForAForeignOperator() {
    var story = Story.of(Manifests.STEPS).initialised().image("2.0.0").runUntilWeight(20);
    story
        .store()
        .client("some-tool")
        .editStatus(
            Story.CANARY,
            status ->
                ((ArrayNode) status.path("conditions"))
                    .addObject()
                    .put("type", "Healthy")
                    .put("status", "True")
                    .put("reason", "Fine")
                    .put("message", ""));

    story.runUntilPhase("Succeeded").expectPrimary("2.0.0");

    assertThat(story.status().path("conditions").toString()).contains("Healthy");
    assertThat(story.told().events()).noneMatch(event -> event.contains("somebody else"));
  }
}
