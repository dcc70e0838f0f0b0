package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandEditsTest {
  private static final String STEPS =
      """
      threshold: 2
      stepWeight: 20
      maxWeight: 40
      metrics:
      - {name: request-success-rate, interval: 1m, thresholdRange: {min: 99}}
      """;

  private static ObjectRef object(String name) {
    return switch (name) {
      case "apex" -> Story.APEX;
      case "canary Service" -> Story.ref("v1", "Service", "podinfo-canary");
      case "primary Service" -> Story.ref("v1", "Service", "podinfo-primary");
      case "route" -> Story.ROUTE;
      case "primary" -> Story.PRIMARY;
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"apex", "canary Service", "primary Service"})
  void takesAwayAPortThatSomebodyAddsToAServiceOfOurs(String name) {
    var story = Story.of(STEPS).initialised();
    var before = story.get(object(name)).at("/spec/ports");

    story.edit(
        object(name),
        service ->
            service
                .withArray("/spec/ports")
                .addObject()
                .put("name", "debug")
                .put("protocol", "TCP")
                .put("port", 6060));
    story.runFor("2s");

    assertThat(story.get(object(name)).at("/spec/ports")).isEqualTo(before);
    story.runFor("10m").expectPhase("Initialized");
  }

  /** As after a backup was restored: the garbage collector deletes what only the gone own. */
  @ParameterizedTest
  @ValueSource(strings = {"apex", "canary Service", "primary Service", "route", "primary"})
  void takesThePlaceOfACanaryOfTheSameNameThatIsGone(String name) {
    var story = Story.of(STEPS).initialised();
    var before = story.get(object(name));

    story.edit(
        object(name),
        restored ->
            ((ObjectNode) restored.at("/metadata/ownerReferences/0"))
                .put("uid", Story.EARLIER_UID));
    story.runFor("2s");

    var after = story.get(object(name));
    assertThat(after.at("/metadata/ownerReferences"))
        .isEqualTo(before.at("/metadata/ownerReferences"));
    assertThat(after.path("spec")).isEqualTo(before.path("spec"));
    story.runFor("10m").expectPhase("Initialized").expectNoViolation();
  }

  @ParameterizedTest
  @ValueSource(strings = {"apex", "canary Service", "primary Service", "route"})
  void restoresAnObjectThatWasDeletedAtRest(String name) {
    var story = Story.of(STEPS).initialised();
    var before = story.get(object(name)).path("spec");

    story.store().client("kubectl").delete(object(name));
    story.runFor("2s");

    var after = story.get(object(name)).path("spec");
    assertThat(after.path("selector")).isEqualTo(before.path("selector"));
    assertThat(after.path("rules")).isEqualTo(before.path("rules"));
    story.runFor("10m").expectPhase("Initialized");
    assertThat(story.operator().crashes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"apex", "canary Service", "primary Service", "route"})
  void restoresAnObjectThatWasDeletedInMidRun(String name) {
    var story = Story.of(STEPS).initialised().image("2.0.0").runUntilWeight(20).runFor("5s");

    story.store().client("kubectl").delete(object(name));
    story.runFor("2s");

    assertThat(story.store().get(object(name))).isPresent();
    assertThat(story.weight()).as("the recorded weight").contains("20");
    story.runUntilPhase("Succeeded").expectPrimary("2.0.0");
    assertThat(story.operator().crashes()).isEmpty();
  }

  @Test
  void turnsTheApexServiceBackAtOnce() {
    var story = Story.of(STEPS).initialised();

    story.edit(Story.APEX, apex -> ((ObjectNode) apex.at("/spec/selector")).put("app", "podinfo"));
    story.runFor("500ms");

    assertThat(story.get(Story.APEX).at("/spec/selector/app").asText())
        .isEqualTo("podinfo-primary");
    story.runFor("10m").expectPhase("Initialized").expectNoViolation();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20})
  void turnsTheWeightsBackAtOnce(int weight) {
    var story = Story.of(STEPS).initialised();
    if (weight > 0) {
      story.image("2.0.0").runUntilWeight(weight).runFor("4s");
    }

    story.edit(
        Story.ROUTE,
        route -> {
          ((ObjectNode) route.at("/spec/rules/0/backendRefs/0")).put("weight", 50);
          ((ObjectNode) route.at("/spec/rules/0/backendRefs/1")).put("weight", 50);
        });
    story.runFor("500ms");

    assertThat(story.weight()).contains(Integer.toString(weight));
  }

  @Test
  void countsTheStepAnewAfterTheWeightsWereEdited() {
    var story = Story.of(STEPS).initialised().image("2.0.0").runUntilWeight(20).runFor("8s");

    story.edit(
        Story.ROUTE,
        route -> ((ObjectNode) route.at("/spec/rules/0/backendRefs/1")).put("weight", 0));
    story.runFor("8s");

    assertThat(story.weight()).contains("20");
    story.runUntilPhase("Succeeded").expectPrimary("2.0.0");
  }

  @Test
  void keepsLabelsAndFieldsThatOthersAdd() {
    var story = Story.of(STEPS).initialised();
    story.edit(
        Story.ROUTE,
        route -> {
          var labels = ((ObjectNode) route.path("metadata")).withObject("/labels");
          labels.put("team", "payments");
        });
    story.edit(
        Story.APEX,
        apex -> ((ObjectNode) apex.path("spec")).put("externalTrafficPolicy", "").remove("x"));
    var writes = story.client().writes().size();

    story.runFor("10m");

    assertThat(story.client().writes()).as("nothing of ours is wrong").hasSize(writes);
    assertThat(story.get(Story.ROUTE).at("/metadata/labels/team").asText()).isEqualTo("payments");
  }

  @Test
  void restoresTheSpecOfTheRoute() {
    var story = Story.of(STEPS).initialised();

    story.edit(
        Story.ROUTE,
        route -> {
          ((ObjectNode) route.path("spec")).putArray("hostnames").add("evil.example.org");
          ((ObjectNode) route.at("/spec/parentRefs/0")).put("name", "other");
        });
    story.runFor("2s");

    assertThat(story.get(Story.ROUTE).at("/spec/parentRefs/0/name").asText()).isEqualTo("gateway");
    assertThat(story.get(Story.ROUTE).at("/spec/hostnames").toString())
        .doesNotContain("evil.example.org");
  }

  @Test
  void keepsAHandEditedPrimaryAndSaysSoOnce() {
    var story = Story.of(STEPS).initialised();

    story.edit(
        Story.PRIMARY,
        primary ->
            ((ObjectNode) primary.at("/spec/template/spec/containers/0"))
                .put("image", "example.org/podinfo:1.0.1-hotfix"));
    story.runFor("10m");

    story.expectPhase("Initialized").expectPrimary("1.0.1-hotfix");
    assertThat(story.told().events())
        .filteredOn(event -> event.contains("edited by hand"))
        .hasSize(1);
    assertThat(story.operator().crashes()).isEmpty();

    story.image("2.0.0").runUntilPhase("Succeeded").expectPrimary("2.0.0");
  }

  @Test
  void restoresADeletedPrimaryFromWhatWasPromotedWithTheReplicasThatItHad() {
    var story = Story.of(STEPS).initialised().image("2.0.0").runUntilPhase("Succeeded");
    story.store().client("hpa").scale(Story.PRIMARY, 5);
    story.runFor("1m");
    story.answers().bad("3.0.0");
    story.image("3.0.0").runUntilPhase("Failed").runFor("1m");

    story.store().client("kubectl").delete(Story.PRIMARY);
    story.runFor("1m");

    story.expectPrimary("2.0.0").expectPhase("Failed");
    assertThat(story.replicasOf(Story.PRIMARY)).isEqualTo(5);
    assertThat(story.operator().crashes()).isEmpty();
  }

  @Test
  void restoresADeletedPrimaryInMidRunBeforeItGoesOn() {
    var story = Story.of(STEPS).initialised().image("2.0.0").runUntilWeight(20).runFor("5s");

    story.store().client("kubectl").delete(Story.PRIMARY);
    story.runFor("5s");

    story.expectPrimary("1.0.0");
    assertThat(story.replicasOf(Story.PRIMARY)).isEqualTo(2);
    story.runUntilPhase("Succeeded").runFor("1m").expectPrimary("2.0.0");
    assertThat(story.replicasOf(Story.PRIMARY)).isEqualTo(2);
    assertThat(story.operator().crashes()).isEmpty();
  }

  @Test
  void repairsWithGrowingPatienceAndNamesTheOtherManager() {
    var story = Story.of(STEPS).initialised();
    var fighter =
        new Object() {
          int edits;
        };
    var until = story.time().now().plus(Duration.ofMinutes(10));
    story
        .store()
        .onChange(change -> {
          if (change.ref().equals(Story.ROUTE)
              && change.by().manager().equals("guidon")
              && story.time().now().isBefore(until)) {
            story.time().after(Duration.ofMillis(20), () -> fight(story));
            fighter.edits++;
          }
        });
    fight(story);

    story.runFor("10m");

    assertThat(fighter.edits).as("repairs in ten minutes").isBetween(5, 30);
    story.expectEvent("rival-operator");
    assertThat(story.told().events())
        .filteredOn(event -> event.contains("rival-operator"))
        .as("not with every repair")
        .hasSizeLessThan(5);
    story.runFor("1m");
    assertThat(story.get(Story.ROUTE).at("/spec/hostnames").toString())
        .as("the last word is ours")
        .doesNotContain("rival");
  }

  private static void fight(Story story) {
    story
        .store()
        .client("rival-operator")
        .edit(
            Story.ROUTE,
            route -> ((ObjectNode) route.path("spec")).putArray("hostnames").add("rival.test"));
  }
}
