package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Several Canaries that want the same: the oldest gets it, whatever happens to the operator. */
class RivalCanariesTest {
  private static ObjectRef canary(String name) {
    return Story.ref("flagger.app/v1beta1", "Canary", name);
  }

  private static String named(String name) {
    return Manifests.canary(Manifests.STEPS)
        .replace("metadata: {name: podinfo,", "metadata: {name: " + name + ",");
  }

  private static Story with(Story story, String name) {
    return story.apply(named(name)).runFor("2s");
  }

  private static ObjectNode of(Story story, String name) {
    return story.get(canary(name));
  }

  private static void expectStandsBack(Story story, String name, String older) {
    assertThat(of(story, name).at("/status/conditions").toString())
        .contains("Canary " + older + " is older");
    assertThat(of(story, name).at("/status/run").isMissingNode()).isTrue();
  }

  private static void expectActedUpon(Story story, String name) {
    assertThat(of(story, name).at("/status/phase").asText()).isEqualTo("Initialized");
    assertThat(of(story, name).at("/status/conditions").toString()).doesNotContain("Stalled");
  }

  private static void delete(Story story, String name) {
    story.store().client("user").delete(canary(name));
    story.runUntil(() -> story.store().get(canary(name)).isEmpty());
    story.runFor("2m");
  }

  /** The younger one comes first in every list. */
  @Test
  void theOldestIsTheOneAfterARestartToo() {
    var story = with(Story.of(Manifests.STEPS).initialised(), "aaa").runFor("1m");
    var writes = story.client().writes().size();

    story.operator().kill();
    story.runFor("1m");

    assertThat(story.client().writes()).hasSize(writes);
    expectStandsBack(story, "aaa", "podinfo");
    story.image("2.0.0").runUntilPhase("Succeeded").runFor("1m").expectPrimary("2.0.0");
    expectStandsBack(story, "aaa", "podinfo");
    story.expectNoViolation();
  }

  @Test
  void theNextOldestTakesOverWhenTheOldestIsGone() {
    var story = Story.of(Manifests.STEPS).initialised();
    with(with(with(story, "second"), "bbb"), "aaa").runFor("1m");
    expectStandsBack(story, "second", "podinfo");
    expectStandsBack(story, "aaa", "podinfo");

    delete(story, "podinfo");

    expectActedUpon(story, "second");
    expectStandsBack(story, "bbb", "second");
    expectStandsBack(story, "aaa", "second");
    story.operator().kill();
    delete(story.runFor("1m"), "second");
    expectActedUpon(story, "bbb");
    expectStandsBack(story, "aaa", "bbb");
    assertThat(story.operator().crashes()).isEmpty();
  }

  private static void target(Story story, String canary, String target) {
    story.edit(canary(canary), tree -> tree.withObject("/spec/targetRef").put("name", target));
  }

  @Test
  void theNextTakesOverWhenTheOldestWantsSomethingElse() {
    var story = Story.undisturbed().apply(Manifests.deployment()).runFor("10s");
    story
        .apply(
            named("first")
                .replace("kind: Deployment, name: podinfo", "kind: Deployment, name: later"))
        .runFor("2s");
    target(story, "first", "podinfo");
    story.runFor("10m");
    with(story, "second").runFor("1m");
    expectStandsBack(story, "second", "first");

    target(story, "first", "something-else");
    story.runFor("2m");

    assertThat(of(story, "second").at("/status/phase").asText()).isEqualTo("Initialized");
    assertThat(story.operator().crashes()).isEmpty();
  }

  /** Two applications behind one Service: only one of them can have it. */
  @Test
  void twoCanariesWithOneServiceNameAndDifferentTargetsAreRivalsToo() {
    var story =
        Story.undisturbed()
            .apply(Manifests.deployment(), Manifests.deployment().replace("podinfo", "other"))
            .apply(named("podinfo").replace("service:\n", "service:\n    name: shop\n"));
    story.runUntilPhase("Initialized").runFor("1m");
    var writes = story.client().writes().size();
    story.apply(
        named("aaa")
            .replace("kind: Deployment, name: podinfo", "kind: Deployment, name: other")
            .replace("service:\n", "service:\n    name: shop\n"));
    story.runFor("1m");

    expectStandsBack(story, "aaa", "podinfo");
    story.operator().kill();
    story.runFor("10m");
    assertThat(story.client().writes()).as("its condition").hasSize(writes + 1);
    assertThat(story.replicasOf(Story.ref("apps/v1", "Deployment", "other"))).isEqualTo(2);
    assertThat(story.store().get(Story.ref("apps/v1", "Deployment", "other-primary"))).isEmpty();

    delete(story, "podinfo");

    expectActedUpon(story, "aaa");
    assertThat(story.get(Story.ref("v1", "Service", "shop")).at("/spec/selector/app").asText())
        .isEqualTo("other-primary");
    assertThat(story.operator().crashes()).isEmpty();
  }

  /** As a Git sync makes them; which one it is does not matter, but it stays the same. */
  @Test
  void ofTwoThatAreCreatedInOneSecondTheOneThatWasActedUponStaysIt() {
    var story = Story.undisturbed().apply(Manifests.deployment()).runFor("10s");
    story.apply(named("one")).runFor("300ms").apply(named("aaa")).runFor("2m");
    expectActedUpon(story, "one");
    expectStandsBack(story, "aaa", "one");

    story.operator().staysDownFor(Duration.ofSeconds(5));
    story.operator().kill();
    story.runFor("1m");

    expectActedUpon(story, "one");
    expectStandsBack(story, "aaa", "one");
  }
}
