package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody insists on something else: who is restored at once, and who with patience (R5). */
class RivalManagerTest {
  private static final String RIVAL = "rival-operator";

  /** Each time that we have written this object, somebody undoes it; gives when we did. */
  private static List<Instant> insist(Story story, ObjectRef on, Runnable undo) {
    var repairs = new ArrayList<Instant>();
    var end = story.time().now().plus(Duration.ofMinutes(10));
    story
        .store()
        .onChange(change -> {
          if (change.ref().equals(on)
              && change.by().manager().startsWith("guidon")
              && story.time().now().isBefore(end)) {
            repairs.add(story.time().now());
            undo.run();
          }
        });
    return repairs;
  }

  private static List<Duration> pauses(List<Instant> repairs) {
    var pauses = new ArrayList<Duration>();
    for (int i = 1; i < repairs.size(); i++) {
      pauses.add(Duration.between(repairs.get(i - 1), repairs.get(i)));
    }
    return pauses;
  }

  private static void expectPatience(Story story, List<Instant> repairs) {
    assertThat(pauses(repairs).getFirst()).as("first at once").isLessThan(Duration.ofSeconds(1));
    assertThat(pauses(repairs).stream().max(Duration::compareTo).orElseThrow())
        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
    assertThat(repairs).as("repairs in ten minutes").hasSizeBetween(15, 30);
    story.expectEvent("is changed again and again by");
    assertThat(story.told().events()).anyMatch(event -> event.contains(RIVAL));
    assertThat(story.operator().crashes()).isEmpty();
  }

  @Test
  void aTargetThatIsScaledUpAgainAndAgainIsScaledDownWithPatience() {
    var story = Story.of(Manifests.STEPS).initialised().image("2.0.0").runUntilPhase("Finalising");
    var repairs =
        insist(story, Story.TARGET, () -> story.store().client(RIVAL).scale(Story.TARGET, 2));

    story.runFor("10m").expectPhase("Finalising");
    expectPatience(story, repairs);

    story.runFor("1m").expectPhase("Succeeded");
    assertThat(story.replicasOf(Story.TARGET)).as("the last word is ours").isZero();
    story.expectNoViolation();
  }

  private static Story adopted() {
    var story = Story.undisturbed().apply(Manifests.deployment(), Manifests.service());
    return story.runFor("10s").apply(Manifests.canary(Manifests.STEPS)).initialised();
  }

  private static void port(Story story, int target) {
    story
        .store()
        .client(RIVAL)
        .edit(
            Story.APEX,
            service -> ((ObjectNode) service.at("/spec/ports/0")).put("targetPort", target));
  }

  /** It still leads to pods that are ready, if to a wrong port: nobody may be driven mad by it. */
  @Test
  void aPatchedFieldThatIsRewrittenIsRestoredWithPatience() {
    var story = adopted();
    var repairs = insist(story, Story.APEX, () -> port(story, 1234));
    port(story, 1234);

    story.runFor("10m");
    expectPatience(story, repairs);

    story.runFor("1m");
    assertThat(story.get(Story.APEX).at("/spec/ports/0/targetPort").asText()).isEqualTo("9898");
  }

  private static void turnToNobody(Story story, String what) {
    var rival = story.store().client(RIVAL);
    if (what.equals("route")) {
      rival.edit(
          Story.ROUTE,
          route -> {
            ((ObjectNode) route.at("/spec/rules/0/backendRefs/0")).put("weight", 0);
            ((ObjectNode) route.at("/spec/rules/0/backendRefs/1")).put("weight", 100);
          });
    } else {
      rival.edit(
          Story.APEX, apex -> ((ObjectNode) apex.at("/spec/selector")).put("app", "podinfo"));
    }
  }

  /** The target has no pods. */
  @ParameterizedTest
  @ValueSource(strings = {"adopted Service", "generated Service", "route"})
  void usersThatAreSentToNobodyAreBroughtBackAtOnceEachTime(String what) {
    var story =
        what.equals("adopted Service") ? adopted() : Story.of(Manifests.STEPS).initialised();
    var on = what.equals("route") ? Story.ROUTE : Story.APEX;
    var begin = story.time().now();
    var repairs =
        insist(
            story,
            on,
            () -> story.time().after(Duration.ofSeconds(2), () -> turnToNobody(story, what)));
    turnToNobody(story, what);

    story.runFor("10m");

    assertThat(repairs).hasSizeGreaterThan(250);
    assertThat(Duration.between(begin, repairs.getFirst())).isLessThan(Duration.ofMillis(500));
    assertThat(pauses(repairs)).allMatch(pause -> pause.compareTo(Duration.ofMillis(2500)) < 0);
    story.runFor("1m").expectEvent("is changed again and again by");
    assertThat(story.told().events())
        .filteredOn(event -> event.contains(RIVAL))
        .as("said once")
        .hasSize(1);
    story.expectNoViolation();
  }
}
