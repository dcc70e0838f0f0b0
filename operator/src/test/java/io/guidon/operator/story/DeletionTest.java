package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Canary goes when it is deleted, whatever is wrong with it (design.md R13, R16). */
class DeletionTest {
  private static final String HELD = "namespace: test, finalizers: [finalizer.flagger.app]}";

  private static String held(String canary) {
    return canary.replace("namespace: test}", HELD);
  }

  private static Story deleted(Story story) {
    story.store().client("user").delete(Story.CANARY);
    return story;
  }

  private static boolean isGone(Story story) {
    return story.store().get(Story.CANARY).isEmpty();
  }

  private static void expectHandedBack(Story story) {
    story.runUntil(() -> isGone(story), Duration.ofMinutes(3));
    story.runFor("1m").expectNoViolation();
    story.expectEvent("Terminated canary podinfo.test");
    assertThat(story.replicasOf(Story.TARGET)).isEqualTo(2);
    assertThat(story.get(Story.APEX).at("/spec/selector/app").asText()).isEqualTo("podinfo");
    assertThat(story.get(Story.ROUTE).at("/spec/rules/0/backendRefs")).hasSize(1);
    assertThat(story.get(Story.ROUTE).at("/spec/rules/0/backendRefs/0/name").asText())
        .isEqualTo("podinfo");
    assertThat(story.get(Story.ROUTE).at("/spec/rules/0/backendRefs/0/port").asInt())
        .isEqualTo(9898);
    assertThat(story.store().get(Story.PRIMARY)).isEmpty();
  }

  private static Consumer<ObjectNode> mistake(String what) {
    return canary -> {
      var spec = canary.withObject("/spec");
      switch (what) {
        case "unreadable threshold" -> spec.withObject("/analysis").put("threshold", "many");
        case "unknown kind of target" -> spec.withObject("/targetRef").put("kind", "CronJob");
        case "another target" -> spec.withObject("/targetRef").put("name", "x").put("kind", "Cron");
        case "no service" -> spec.remove("service");
        case "a mesh" -> spec.put("provider", "istio");
        case "A/B testing" -> spec.withObject("/analysis").put("iterations", 5);
        default -> throw new IllegalArgumentException(what);
      }
    };
  }

  @Test
  void tellsWhenItIsThrough() {
    var story = Story.of(Manifests.STEPS).initialised();

    expectHandedBack(deleted(story));

    assertThat(story.told().events())
        .filteredOn(event -> event.contains("Terminated canary"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unreadable threshold",
        "unknown kind of target",
        "another target",
        "no service",
        "a mesh",
        "A/B testing"
      })
  void handsBackWhatWasMadeByTheRecord(String what) {
    var story = Story.of(Manifests.STEPS).initialised().image("2.0.0").runUntilPhase("Succeeded");
    story.edit(Story.CANARY, mistake(what)).runFor("1m");
    assertThat(story.status().path("conditions").toString()).contains("Stalled");

    expectHandedBack(deleted(story));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unreadable threshold", "a mesh"})
  void handsBackByTheRecordAfterARestart(String what) {
    var story = Story.of(Manifests.STEPS).initialised();
    story.edit(Story.CANARY, mistake(what)).runFor("1m");
    story.operator().staysDownFor(Duration.ofMinutes(1));
    story.operator().kill();
    story.runFor("10s");

    expectHandedBack(deleted(story));
  }

  @Test
  void givesAnAdoptedServiceBackByTheRecord() {
    var story = Story.undisturbed().apply(Manifests.deployment(), Manifests.service());
    story.runFor("10s").apply(Manifests.canary(Manifests.STEPS)).initialised();
    story.edit(Story.CANARY, mistake("no service")).runFor("1m");

    expectHandedBack(deleted(story));

    assertThat(story.get(Story.APEX).at("/spec/ports/0/port").asInt()).isEqualTo(9898);
  }

  /** It was never acted upon, so that nothing is to be handed back. */
  @Test
  void anUnreadableCanaryWithoutARecordGoesAtOnce() {
    var canary = Manifests.canary(Manifests.STEPS).replace("threshold: 2", "threshold: many");
    var story = Story.undisturbed().apply(Manifests.deployment(), held(canary)).runFor("1m");

    deleted(story);
    story.runUntil(() -> isGone(story), Duration.ofSeconds(2));

    story.expectEvent("is released as it is");
    assertThat(story.replicasOf(Story.TARGET)).isEqualTo(2);
    assertThat(story.operator().crashes()).isEmpty();
  }

  @Test
  void anUnreadableCanaryWhoseRecordDoesNotSayWhatWasMadeGoesAsItIs() {
    var story = Story.of(Manifests.STEPS).initialised();
    story.edit(Story.CANARY, mistake("unreadable threshold")).runFor("1m");
    story.operator().staysDownFor(Duration.ofMinutes(1));
    story.operator().kill();
    story
        .store()
        .client("user")
        .editStatus(Story.CANARY, status -> status.withObject("/run").remove("made"));
    var writes = story.client().writes().size();

    deleted(story);
    story.runUntil(() -> isGone(story), Duration.ofMinutes(2));

    story.expectEvent("is released as it is");
    assertThat(story.client().writes()).as("nothing but the finalizer").hasSize(writes + 1);
  }

  @Test
  void aCanaryThatStandsBackForAnotherGoesWithoutTouchingAnything() {
    var story = Story.of(Manifests.STEPS).initialised();
    var rival = Story.ref("flagger.app/v1beta1", "Canary", "younger");
    story
        .apply(
            held(Manifests.canary(Manifests.STEPS))
                .replace("{name: podinfo, namespace", "{name: younger, namespace"))
        .runFor("1m");
    assertThat(story.get(rival).at("/status/conditions").toString()).contains("is older");
    var writes = story.client().writes().size();

    story.store().client("user").delete(rival);
    story.runUntil(() -> story.store().get(rival).isEmpty(), Duration.ofSeconds(2));

    assertThat(story.client().writes()).as("nothing but the finalizer").hasSize(writes + 1);
    story.runFor("1m").image("2.0.0").runUntilPhase("Succeeded").expectPrimary("2.0.0");
    story.expectNoViolation();
  }

  /** It ran for another target first; that one is handed back, the other Canary is left alone. */
  @Test
  void aCanaryThatStandsBackNowHandsBackWhatItHadMadeBefore() {
    var other = Manifests.canary(Manifests.STEPS).replace("name: podinfo", "name: other");
    var story =
        Story.of(Manifests.STEPS)
            .initialised()
            .apply(Manifests.deployment().replace("podinfo", "other"), other)
            .runFor("2m");
    var ref = Story.ref("flagger.app/v1beta1", "Canary", "other");
    assertThat(story.get(ref).at("/status/phase").asText()).isEqualTo("Initialized");
    story.edit(ref, canary -> canary.withObject("/spec/targetRef").put("name", "podinfo"));
    story.runFor("1m");
    assertThat(story.get(ref).at("/status/conditions").toString()).contains("is older");

    story.store().client("user").delete(ref);
    story.runUntil(() -> story.store().get(ref).isEmpty(), Duration.ofMinutes(2));

    assertThat(story.replicasOf(Story.ref("apps/v1", "Deployment", "other"))).isEqualTo(2);
    assertThat(story.get(Story.ref("v1", "Service", "other")).at("/spec/selector/app").asText())
        .isEqualTo("other");
    story.runFor("1m").image("2.0.0").runUntilPhase("Succeeded").expectPrimary("2.0.0");
    assertThat(story.operator().crashes()).isEmpty();
  }

  /** As Flagger leaves it with revertOnDeletion, and the whole application is deleted at once. */
  @Test
  void aCanaryOfFlaggersWhoseTargetIsGoneGoesAtOnce() {
    var story = Story.undisturbed();
    story.operator().staysDownFor(Duration.ofMinutes(1));
    story.operator().kill();
    story.apply(held(Manifests.canary(Manifests.STEPS)));
    story
        .store()
        .client("flagger")
        .editStatus(Story.CANARY, status -> status.put("phase", "Succeeded"));
    story.runFor("2m");

    deleted(story);
    story.runUntil(() -> isGone(story), Duration.ofSeconds(2));

    assertThat(story.operator().crashes()).isEmpty();
  }

  @Test
  void saysThatTrafficGoesToARevisionThatWasNotPromoted() {
    var story = Story.of(Manifests.STEPS).initialised().image("2.0.0").runUntilWeight(20);

    deleted(story).runUntil(() -> isGone(story), Duration.ofMinutes(3));

    story.expectEvent("which was not promoted");
    story.runFor("1m").expectNoViolation();
  }

  @Test
  void saysNothingOfTheKindWhenTheTargetIsWhatWasPromoted() {
    var story = Story.of(Manifests.STEPS).initialised().image("2.0.0").runUntilPhase("Succeeded");

    expectHandedBack(deleted(story));

    assertThat(story.told().events()).noneMatch(event -> event.contains("not promoted"));
  }
}
