package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.model.PodMode;
import io.guidon.sim.store.Fault;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Others at work on the same objects, first contact and deletion, by the names of outages.md. */
class ClusterOutagesTest {
  private static Story steps() {
    return Story.of(Manifests.STEPS);
  }

  private static ObjectNode rule(ObjectNode route) {
    return (ObjectNode) route.at("/spec/rules/0");
  }

  @Test
  void O5aANewHeaderInTheServiceDoesNotResetTheWeights() {
    var story = steps().initialised().image("2.0.0").runUntilWeight(20).runFor("2s");

    story.edit(
        Story.CANARY,
        canary ->
            ((ObjectNode) canary.at("/spec/service"))
                .putObject("headers")
                .putObject("response")
                .putObject("add")
                .put("x-team", "blue"));
    story.runUntilPhase("Succeeded").runFor("1m");

    story.expectWeights(0, 20, 40, 0).expectNoViolation();
    assertThat(story.get(Story.ROUTE).toString()).contains("x-team");
  }

  @Test
  void O5bForeignLabelsAndAnnotationsOnTheRouteAreNobodysBusiness() {
    var story = steps().initialised().image("2.0.0").runUntilWeight(20).runFor("2s");
    var writes = story.client().writes().size();

    story.edit(
        Story.ROUTE,
        route -> {
          var metadata = (ObjectNode) route.at("/metadata");
          metadata.withObject("/labels").put("example.org/gateway", "seen");
          metadata.withObject("/annotations").put("example.org/arn", "1234");
        });
    story.runFor("5s");

    assertThat(story.client().writes()).hasSize(writes);
    story.runUntilPhase("Succeeded").runFor("1m");
    story.expectWeights(0, 20, 40, 0).expectNoViolation();
    assertThat(story.get(Story.ROUTE).at("/metadata/labels/example.org~1gateway").asText())
        .isEqualTo("seen");
  }

  /** A controller that insists loses, and the run goes on meanwhile. */
  @Test
  void O5bSpecAControllerThatInsistsOnItsOwnWeightsDoesNotStopTheRun() {
    var story = steps().initialised().image("2.0.0").runUntilWeight(20).runFor("2s");

    story.edit(
        Story.ROUTE,
        route -> {
          ((ObjectNode) rule(route).at("/backendRefs/0")).put("weight", 100);
          ((ObjectNode) rule(route).at("/backendRefs/1")).put("weight", 0);
        });
    story.runUntil(() -> story.weight().orElseThrow().equals("20"), Duration.ofSeconds(1));
    story.runUntilPhase("Succeeded").runFor("1m");

    story.expectPrimary("2.0.0").expectNoViolation();
  }

  @Test
  void O8ASelectorThatAGitToolResetsIsRepairedAtOnce() {
    var story = steps().initialised();

    for (int sync = 0; sync < 5; sync++) {
      story.edit(
          Story.APEX, service -> ((ObjectNode) service.at("/spec/selector")).put("app", "podinfo"));
      story.runUntil(
          () -> story.get(Story.APEX).at("/spec/selector/app").asText().equals("podinfo-primary"),
          Duration.ofMillis(500));
      story.runFor("20s");
    }

    story.expectNoViolation();
  }

  private static String skipped() {
    return Manifests.canary(Manifests.STEPS).replace("spec:\n", "spec:\n  skipAnalysis: true\n");
  }

  @Test
  void O9TheFirstInstallWithoutAnalysisIsAsSafeAsWithIt() {
    var story = Story.undisturbed().apply(Manifests.deployment()).runFor("10s");

    story.pods(Story.PRIMARY, "1.0.0", PodMode.readyAfter(Duration.ofSeconds(12)));
    story.apply(skipped()).initialised();

    story.expectNoViolation();
    assertThat(story.replicasOf(Story.TARGET)).isZero();
  }

  static IntStream writesOfTheSetUp() {
    var story = Story.undisturbed().apply(Manifests.deployment()).runFor("10s");
    story.apply(Manifests.canary(Manifests.STEPS)).initialised();
    return IntStream.rangeClosed(1, story.client().writes().size());
  }

  @ParameterizedTest
  @MethodSource("writesOfTheSetUp")
  void O10TheAppIsServedThroughoutTheSetUpWhereverTheOperatorIsKilled(int write) {
    var story = Story.undisturbed().killAfterWrite(write);

    story.apply(Manifests.deployment(), Manifests.service()).runFor("10s");
    story.apply(Manifests.canary(Manifests.STEPS)).initialised();

    story.expectNoViolation();
    assertThat(story.replicasOf(Story.TARGET)).isZero();
  }

  @Test
  void D2TheTargetGoesOnlyWhenItsRequestsHadTimeToEnd() {
    var story = Story.undisturbed().apply(Manifests.deployment(), Manifests.service());
    story.runFor("10s").apply(Manifests.canary(Manifests.STEPS));
    story.runUntil(() -> story.weight().isPresent());
    var routed = story.time().now();

    story.runUntil(() -> story.replicasOf(Story.TARGET) == 0);

    assertThat(Duration.between(routed, story.time().now())).isGreaterThan(Duration.ofSeconds(10));
    story.runUntilPhase("Initialized").expectNoViolation();
  }

  private static Story deleted(Story story) {
    story.store().client("user").delete(Story.CANARY);
    return story;
  }

  private static boolean isGone(Story story) {
    return story.store().get(Story.CANARY).isEmpty();
  }

  private static void expectHandedBack(Story story) {
    assertThat(isGone(story)).isTrue();
    story.expectNoViolation();
    assertThat(story.replicasOf(Story.TARGET)).isEqualTo(2);
    assertThat(story.get(Story.APEX).at("/spec/selector/app").asText()).isEqualTo("podinfo");
    assertThat(story.store().get(Story.PRIMARY)).isEmpty();
  }

  @Test
  void O11DeletingTheCanaryLeavesTheAppReachable() {
    var story = steps().initialised();

    deleted(story).runFor("5m");

    expectHandedBack(story);
  }

  @Test
  void O11OwnServiceGetsItsOldSelectorBack() {
    var story = Story.undisturbed().apply(Manifests.deployment(), Manifests.service());
    story.runFor("10s").apply(Manifests.canary(Manifests.STEPS)).initialised();

    deleted(story).runFor("5m");

    expectHandedBack(story);
  }

  @ParameterizedTest
  @MethodSource("fiveWrites")
  void O11TheAppStaysReachableWhereverTheOperatorIsKilledWhileTheCanaryIsDeleted(int write) {
    var story = steps().initialised();
    story.killAfterWrite(story.client().writes().size() + write);

    deleted(story).runFor("5m");

    expectHandedBack(story);
  }

  static IntStream fiveWrites() {
    return IntStream.rangeClosed(1, 5);
  }

  @Test
  void O11ACanaryDeletedInTheMiddleOfARunLeavesTheAppReachable() {
    var story = steps().initialised().image("2.0.0").runUntilWeight(40);

    deleted(story).runFor("5m");

    expectHandedBack(story);
  }

  @Test
  void O12aACanaryWhoseTargetIsGoneIsDeletedAtOnce() {
    var story = steps().initialised();
    story.store().client("user").delete(Story.TARGET);

    deleted(story);
    story.runUntil(() -> isGone(story), Duration.ofSeconds(2));

    story.runFor("1m").expectNoViolation();
    assertThat(story.store().get(Story.APEX)).isEmpty();
  }

  @Test
  void O12aANamespaceThatIsDeletedDoesNotHang() {
    var story = steps().initialised();

    story.world().deleteNamespace(Story.NAMESPACE);
    story.runFor("2m");

    assertThat(isGone(story)).isTrue();
    assertThat(story.operator().crashes()).isEmpty();
  }

  @Test
  void O12bThePathsLeadToTheTargetOnlyWhenItsPodsAreReady() {
    var story = steps().initialised();
    story.pods(Story.TARGET, "1.0.0", PodMode.readyAfter(Duration.ofSeconds(50)));

    deleted(story).runFor("5m");

    expectHandedBack(story);
  }

  @Test
  void O12cNothingIsMadeAnewAfterTheCanaryIsGone() {
    var story = steps().initialised().image("2.0.0").runUntilWeight(20);
    story.answers().hold("metric");
    story.runFor("12s");

    deleted(story).runFor("30s");
    story.answers().release();
    story.runFor("5m");

    expectHandedBack(story);
  }

  @Test
  void O12dAWriteThatFailsDuringTheDeletionIsRepeated() {
    var story = steps().initialised();
    story.faults().onEvery(write -> write.on().kind().equals("Service"), Fault.SERVER_ERROR);

    deleted(story).runFor("2m");
    story.expectNoViolation();
    assertThat(isGone(story)).isFalse();
    story.faults().lift();
    story.runFor("3m");

    expectHandedBack(story);
  }

  @Test
  void D1TheRouteStillLeadsToTheAppAfterTheDeletion() {
    var story = steps().initialised();

    deleted(story).runFor("5m");

    var rule = story.get(Story.ROUTE).at("/spec/rules/0/backendRefs");
    assertThat(rule).hasSize(1);
    assertThat(rule.at("/0/name").asText()).isEqualTo("podinfo");
    expectHandedBack(story);
  }

  @Test
  void O24ALostPrimaryIsMadeAnewFromThePromotedRevision() {
    var story = steps();
    story.answers().bad("2.0.0");
    story.initialised().image("2.0.0").runUntilPhase("Failed").runFor("1m");

    story.store().client("user").delete(Story.PRIMARY);
    story.runFor("1m");

    story.expectPrimary("1.0.0");
    assertThat(story.replicasOf(Story.PRIMARY)).isEqualTo(2);
    assertThat(story.world().readyPods(Story.PRIMARY)).isEqualTo(2);
    assertThat(story.operator().crashes()).isEmpty();
  }

  @Test
  void I6AnOperatorThatRestartsWritesNothing() {
    var story = steps().initialised().image("2.0.0").runUntilPhase("Succeeded").runFor("1m");
    var writes = story.client().writes().size();

    story.operator().kill();
    story.runFor("10m");

    assertThat(story.client().writes()).hasSize(writes);
  }

  @Test
  void I6AnIdleCanaryCostsNoPass() {
    var story = steps().initialised().image("2.0.0").runUntilPhase("Succeeded").runFor("1m");

    assertThat(story.time().pending()).isZero();
  }
}
