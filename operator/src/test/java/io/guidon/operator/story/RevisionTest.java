package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.model.PodMode;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is a new revision, and what only looks like one (design.md R10). */
class RevisionTest {
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private static Story succeeded() {
    return Story.of(Manifests.STEPS)
        .initialised()
        .image("2.0.0")
        .runUntilPhase("Succeeded")
        .runFor("1m");
  }

  /** What an injector adds to each pod template. */
  private static Consumer<ObjectNode> sidecar(String tag) {
    return deployment -> {
      var containers = deployment.withObject("/spec/template/spec").withArray("containers");
      for (int i = containers.size() - 1; i > 0; i--) {
        containers.remove(i);
      }
      containers.addObject().put("name", "proxy").put("image", "example.org/proxy:" + tag);
    };
  }

  /** Neither the pods nor anything else of the declaration: but the object is written anew. */
  private static Story touched(Story story) {
    return story.edit(
        Story.TARGET, target -> target.withObject("/spec").put("revisionHistoryLimit", 3));
  }

  @Test
  void anInjectorThatChangesStartsNoRun() {
    var story = succeeded();
    var runs = story.phases().size();
    story.admission().mutates(sidecar("1.0"));

    touched(story).runFor("10m");

    assertThat(story.phases()).hasSize(runs);
    assertThat(story.admission().dryRuns()).isEqualTo(2);
    story.expectPrimary("2.0.0");
    story.image("3.0.0").runUntilPhase("Succeeded").runFor("1m").expectPrimary("3.0.0");
    assertThat(story.get(Story.PRIMARY).at("/spec/template/spec/containers")).hasSize(2);
    story.expectNoViolation();
  }

  @Test
  void anInjectorThatChangesStartsNoRunAfterARestart() {
    var story = succeeded();
    var runs = story.phases().size();
    story.operator().staysDownFor(Duration.ofMinutes(5));
    story.operator().kill();
    story.admission().mutates(sidecar("1.0"));

    touched(story).runFor("20m");

    assertThat(story.phases()).hasSize(runs);
    story.expectNoViolation();
  }

  @Test
  void aRevisionThatFailedIsNotTriedAgainBecauseAnInjectorChanges() {
    var story = succeeded();
    story.answers().bad("3.0.0");
    story.image("3.0.0").runUntilPhase("Failed").runFor("1m");
    var runs = story.phases().size();
    story.admission().mutates(sidecar("1.0"));

    touched(story).runFor("10m").expectPhase("Failed");

    assertThat(story.phases()).hasSize(runs);
    story.expectPrimary("2.0.0").expectNoViolation();
  }

  @Test
  void aChangeThatSomebodyDeclaresIsNewAlsoWhenAnInjectorChangesWithIt() {
    var story = succeeded();
    story.admission().mutates(sidecar("1.0"));

    story.image("3.0.0").runUntilPhase("Progressing").runUntilPhase("Succeeded").runFor("1m");

    story.expectPrimary("3.0.0").expectNoViolation();
  }

  /** Within moments of the begin, but somebody was already told about the earlier one. */
  @Test
  void aChangeAfterAHookWasAskedStartsTheRunOver() {
    var story = Story.of(Manifests.stepsWith("pre-rollout")).initialised();
    for (var tag : new String[] {"2.0.0", "3.0.0"}) {
      story.pods(Story.TARGET, tag, PodMode.readyAfter(Duration.ofMillis(500)));
    }
    story.answers().hold("pre-rollout");
    story.image("2.0.0").runFor("2s");

    story.image("3.0.0").runFor("2s");

    story.expectEvent("New revision detected! Restarting analysis for podinfo.test");
    story.answers().release();
    story.runUntilPhase("Succeeded").runFor("1m").expectPrimary("3.0.0").expectNoViolation();
  }

  /** Taking a field away is a change too, though a merge would bring it back. */
  @Test
  void whatIsTakenAwayIsANewRevision() {
    var story = Story.of(Manifests.STEPS).initialised();
    story.edit(
        Story.TARGET,
        target ->
            target.withObject("/spec/template/spec/securityContext").put("runAsNonRoot", true));
    story.runUntilPhase("Succeeded").runFor("1m");

    story.edit(
        Story.TARGET,
        target -> target.withObject("/spec/template/spec/securityContext").remove("runAsNonRoot"));

    story.runUntil(() -> story.phase().equals("Progressing"), AT_ONCE);
  }

  @Test
  void anOrdinaryRevisionIsNoticedAtOnceForOneDryRun() {
    var story = succeeded();
    var asked = story.admission().dryRuns();

    story.image("3.0.0").runUntil(() -> story.phase().equals("Progressing"), AT_ONCE);

    story.runUntilPhase("Succeeded").runFor("1m").expectPrimary("3.0.0").expectNoViolation();
    assertThat(story.admission().dryRuns()).isEqualTo(asked + 1);
  }

  @Test
  void aRevisionThatWaitsForApprovalCostsOneDryRun() {
    var story = Story.of(Manifests.stepsWith("confirm-rollout")).initialised();
    story.answers().refuse("confirm-rollout", "closed");

    story.image("2.0.0").runFor("10m").expectPhase("Waiting");

    assertThat(story.admission().dryRuns()).isEqualTo(1);
  }

  @Test
  void aDryRunThatIsRefusedMeansANewRevision() {
    var story = succeeded();
    story.admission().refusesDryRuns("admission webhook does not support dry run");

    story.image("3.0.0").runUntil(() -> story.phase().equals("Progressing"), AT_ONCE);

    story.runUntilPhase("Succeeded").expectPrimary("3.0.0").expectNoViolation();
  }

  @Test
  void aDryRunThatHangsIsNotWaitedFor() {
    var story = succeeded();
    story.answers().hold("revision/");

    story.image("3.0.0").runUntil(() -> story.phase().equals("Progressing"), AT_ONCE);

    story.runUntilPhase("Succeeded").runFor("1m").expectPrimary("3.0.0");
    story.answers().release();
    story.runFor("10m").expectPhase("Succeeded").expectNoViolation();
  }

  /** Users are served by these pods: whatever has changed, they lose their share first (O7). */
  @Test
  void nobodyWaitsForADryRunWhileTheCanaryHasTraffic() {
    var story = Story.of(Manifests.STEPS).initialised().image("2.0.0").runUntilWeight(40);
    var asked = story.admission().dryRuns();
    story.answers().hold("revision/");

    story.image("3.0.0");
    story.runUntil(() -> story.weight().orElseThrow().equals("0"), Duration.ofMillis(100));

    assertThat(story.admission().dryRuns()).isEqualTo(asked);
  }

  @Test
  void scalingAndOtherChangesOfTheTargetCostNothing() {
    var story = succeeded();
    var asked = story.admission().dryRuns();

    touched(story).runFor("1m");
    story.store().client("kubectl").scale(Story.TARGET, 1);
    story.runFor("10m").expectPhase("Succeeded");

    assertThat(story.admission().dryRuns()).isEqualTo(asked);
  }

  /** What was promoted is kept under its new name too, or it could not be gone back to (O24). */
  @Test
  void aRevisionThatWasRecordedAnewCanStillBeGoneBackTo() {
    var story = succeeded();
    story.admission().mutates(sidecar("1.0"));
    touched(story).runFor("1m");
    story.answers().bad("3.0.0");
    story.image("3.0.0").runUntilPhase("Failed").runFor("1m");

    story.store().client("kubectl").delete(Story.PRIMARY);
    story.runFor("1m");

    story.expectPrimary("2.0.0");
    assertThat(story.world().readyPods(Story.PRIMARY)).isEqualTo(2);
    assertThat(story.operator().crashes()).isEmpty();
  }
}
