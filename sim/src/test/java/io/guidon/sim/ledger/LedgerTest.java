package io.guidon.sim.ledger;

import static io.guidon.sim.Manifests.APEX;
import static io.guidon.sim.Manifests.CANARY;
import static io.guidon.sim.Manifests.PRIMARY;
import static io.guidon.sim.Manifests.ROUTE;
import static io.guidon.sim.Manifests.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.Manifests;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.model.PodMode;
import io.guidon.sim.model.Workloads;
import io.guidon.sim.store.ApiClient;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Author;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each check of an invariant fails when it should, and only then. */
final class LedgerTest {

  private final VirtualTime time = VirtualTime.create();
  private final ApiStore store = new ApiStore(time);
  private final Workloads world = Workloads.start(store, time);
  private final ApiClient user = store.client("lab-user");
  private final ApiClient operator = store.client(new Author("guidon", "guidon-1"));
  private Ledger ledger = watch(Expectations.usual());

  /**
   * An app at rest: two pods of the target and of the primary, the apex and the route on the
   * primary.
   */
  @BeforeEach
  void anAppThatIsServed() {
    var canary = user.create(Manifests.canary());
    user.create(Manifests.deployment("podinfo", "web:1"));
    operator.create(Manifests.ownedBy(canary, Manifests.deployment("podinfo-primary", "web:1")));
    operator.create(Manifests.service("podinfo-primary", "podinfo-primary"));
    operator.create(Manifests.service("podinfo-canary", "podinfo"));
    time.runFor(Duration.ofSeconds(5));
    operator.create(Manifests.service("podinfo", "podinfo-primary"));
    operator.create(Manifests.route(0));
    time.runFor(Duration.ofSeconds(5));
    ledger = watch(Expectations.usual());
  }

  @Nested
  final class WeightsAndSelectors {

    @Test
    void mayPointAtPodsThatAreReady() {
      status(20);
      operator.applyForced(Manifests.route(20));
      selector("podinfo");
      time.runFor(Duration.ofMinutes(5));

      ledger.expectNoViolation();
    }

    @Test
    void mustNotBeGivenToAServiceWithoutReadyPods() {
      user.scale(TARGET, 0);
      time.runFor(Duration.ofSeconds(5));
      status(20);

      operator.applyForced(Manifests.route(20));

      expectViolations(Invariant.I1);
      assertThat(ledger.violations().getFirst().text())
          .isEqualTo(
              "HTTPRoute podinfo.test: rule 0 gives weight 20 to Service podinfo-canary, which has no ready pod, while"
                  + " podinfo-primary has 2");
    }

    @Test
    void mustNotBeGivenToAServiceThatDoesNotExist() {
      status(20);
      operator.delete(Manifests.ref("v1", "Service", "podinfo-canary"));

      operator.applyForced(Manifests.route(20));

      expectViolations(Invariant.I1);
    }

    @Test
    void mustNotLosePodsThatTheOperatorItselfTakesAway() {
      status(20);
      operator.applyForced(Manifests.route(20));

      operator.scale(TARGET, 0);
      time.runFor(Duration.ofMillis(150));

      expectViolations(Invariant.I1);
    }

    @Test
    void mayLosePodsByAccidentForAsLongAsTheGraceLasts() {
      status(20);
      operator.applyForced(Manifests.route(20));

      world.mode("podinfo", "", PodMode.neverReady());
      time.runFor(Duration.ofSeconds(1));
      operator.applyForced(Manifests.route(0));
      time.runFor(Duration.ofMinutes(1));

      assertThat(ledger.violations()).extracting(Violation::invariant).doesNotContain(Invariant.I1);
    }

    @Test
    void mustNotStayOnPodsThatWereLostByAccident() {
      status(20);
      operator.applyForced(Manifests.route(20));
      var accident = time.now();

      world.mode("podinfo", "", PodMode.neverReady());
      time.runFor(Duration.ofSeconds(2));

      expectViolations(Invariant.I1);
      assertThat(ledger.violations().getFirst().at()).isEqualTo(accident);
    }

    @Test
    void areNotedAgainstTheGraceThatTheTestAllows() {
      ledger = watch(Expectations.usual().withGrace(Duration.ofSeconds(30)));
      status(20);
      operator.applyForced(Manifests.route(20));

      world.mode("podinfo", "", PodMode.neverReady());
      time.runFor(Duration.ofSeconds(30));
      assertThat(ledger.violations()).isEmpty();
      time.runFor(Duration.ofSeconds(1));

      expectViolations(Invariant.I1);
    }

    @Test
    void mustNotBeRaisedWhileTheGraceLasts() {
      status(20);
      operator.applyForced(Manifests.route(20));
      world.mode("podinfo", "", PodMode.neverReady());

      status(40);
      operator.applyForced(Manifests.route(40));

      expectViolations(Invariant.I1);
    }

    @Test
    void areTheSameBadStateWhateverHappensToOtherPods() {
      status(20);
      operator.applyForced(Manifests.route(20));
      world.mode("podinfo", "", PodMode.neverReady());
      world.losePods(PRIMARY, 1);
      status(20);

      time.runFor(Duration.ofMinutes(1));

      expectViolations(Invariant.I1);
    }

    @Test
    void areOfNoConsequenceWhenNoBackendHasPods() {
      status(20);
      operator.applyForced(Manifests.route(20));
      ledger = watch(Expectations.usual().withGrace(Duration.ZERO));

      world.losePods(PRIMARY);
      user.scale(TARGET, 0);
      user.scale(PRIMARY, 0);
      time.runFor(Duration.ofMillis(500));
      var before = ledger.violations().size();
      time.runFor(Duration.ofMinutes(1));

      assertThat(ledger.violations()).hasSize(before);
    }

    @Test
    void ofTheApexMustNotSelectNothing() {
      selector("nobody");

      expectViolations(Invariant.I1);
      assertThat(ledger.violations().getFirst().text())
          .contains("Service podinfo.test selects {app=nobody}");
    }

    @Test
    void ofTheApexMayBeTurnedByOthersForAMoment() {
      user.scale(TARGET, 0);
      time.runFor(Duration.ofSeconds(5));

      user.edit(APEX, tree -> Trees.need(tree, "spec", "selector").put("app", "podinfo"));
      time.runFor(Duration.ofMillis(400));
      selector("podinfo-primary");
      time.runFor(Duration.ofMinutes(1));

      ledger.expectNoViolation();
    }

    @Test
    void ofTheApexMustNotStayAsOthersTurnedThem() {
      user.scale(TARGET, 0);
      time.runFor(Duration.ofSeconds(5));

      user.edit(APEX, tree -> Trees.need(tree, "spec", "selector").put("app", "podinfo"));
      time.runFor(Duration.ofMinutes(1));

      expectViolations(Invariant.I1);
    }
  }

  @Nested
  final class WeightChanges {

    @Test
    void mustNotComeBeforeTheirRecord() {
      operator.applyForced(Manifests.route(20));
      status(20);

      expectViolations(Invariant.I2);
      assertThat(ledger.violations().getFirst().text())
          .isEqualTo(
              "HTTPRoute podinfo.test went from weight 0 to 20, but the status of Canary podinfo.test explains only [0]");
    }

    @Test
    void mayBeExplainedByWhatTheTestKnowsOfTheRecord() {
      ledger = watch(Expectations.usual().explaining(canary -> Set.of(0, 20, 40)));

      operator.applyForced(Manifests.route(20));
      operator.applyForced(Manifests.route(40));
      operator.applyForced(Manifests.route(60));

      expectViolations(Invariant.I2);
    }

    @Test
    void ofOthersNeedNoExplanation() {
      user.applyForced(Manifests.route(20));

      ledger.expectNoViolation();
    }

    @Test
    void mustNotComeWithoutACanary() {
      user.delete(CANARY);

      operator.applyForced(Manifests.route(20));

      assertThat(ledger.violations()).extracting(Violation::invariant).contains(Invariant.I2);
    }
  }

  @Nested
  final class PrimaryTemplates {

    @Test
    void mustHavePassed() {
      ledger = watch(Expectations.usual().passing(LedgerTest::isVersionOne));

      image(operator, "web:2");

      expectViolations(Invariant.I3);
      assertThat(ledger.violations().getFirst().text()).contains("[web:2]");
    }

    @Test
    void mayStayWhateverElseIsWritten() {
      ledger = watch(Expectations.usual().passing(template -> false));

      operator.scale(PRIMARY, 3);
      image(user, "web:2");

      ledger.expectNoViolation();
    }

    @Test
    void mustHavePassedWhenThePrimaryIsMade() {
      operator.delete(PRIMARY);
      ledger = watch(Expectations.usual().passing(LedgerTest::isVersionOne));

      operator.create(Manifests.deployment("podinfo-primary", "web:3"));

      assertThat(ledger.violations()).extracting(Violation::invariant).contains(Invariant.I3);
    }
  }

  @Nested
  final class Deletion {

    @Test
    void mayLeaveTheTargetServing() {
      selector("podinfo");
      user.applyForced(Manifests.route(100));
      time.runFor(Duration.ofSeconds(1));

      user.delete(CANARY);
      time.runFor(Duration.ofMinutes(1));

      assertThat(store.get(PRIMARY)).isEmpty();
      ledger.expectNoViolation();
    }

    @Test
    void mustNotTakeThePodsThatTheApexSelects() {
      user.scale(TARGET, 0);
      time.runFor(Duration.ofSeconds(5));

      user.delete(CANARY);
      time.runFor(Duration.ofMinutes(1));

      assertThat(ledger.violations()).extracting(Violation::invariant).contains(Invariant.I7);
      assertThat(ledger.violations().toString())
          .contains("Canary podinfo.test is being deleted and Service podinfo.test");
    }

    @Test
    void mustNotTakeTheRouteAway() {
      selector("podinfo");
      user.applyForced(Manifests.route(100));
      time.runFor(Duration.ofSeconds(1));
      user.delete(CANARY);

      operator.delete(ROUTE);

      expectViolations(Invariant.I7);
      assertThat(ledger.violations().getFirst().text()).contains("HTTPRoute podinfo.test");
    }

    @Test
    void mustNotTakeTheApexAwayWhileAFinalizerHoldsTheCanary() {
      finalizer();
      user.delete(CANARY);
      assertThat(store.get(CANARY)).isPresent();

      operator.delete(APEX);

      expectViolations(Invariant.I7);
    }

    @Test
    void takesEverythingWhenTheTargetIsGone() {
      user.delete(TARGET);
      time.runFor(Duration.ofSeconds(1));

      user.delete(CANARY);
      operator.delete(APEX);
      time.runFor(Duration.ofMinutes(1));

      assertThat(ledger.violations()).extracting(Violation::invariant).doesNotContain(Invariant.I7);
    }

    @Test
    void takesEverythingWhenTheNamespaceEnds() {
      world.deleteNamespace("test");
      time.runFor(Duration.ofMinutes(1));

      assertThat(ledger.violations()).extracting(Violation::invariant).doesNotContain(Invariant.I7);
    }

    @Test
    void countsOnlyPathsThatWorkedBefore() {
      user.edit(APEX, tree -> Trees.need(tree, "spec", "selector").put("app", "nobody"));
      user.applyForced(Manifests.route(0));
      ledger = watch(Expectations.usual().withGrace(Duration.ofDays(1)));

      user.delete(CANARY);
      operator.delete(APEX);

      assertThat(ledger.violations()).isEmpty();
    }
  }

  @Nested
  final class FieldsOfOthers {

    @Test
    void mustNotBeChanged() {
      user.edit(TARGET, tree -> Trees.need(tree, "metadata", "labels").put("team", "shop"));

      operator.edit(TARGET, tree -> Trees.need(tree, "metadata", "labels").put("team", "ours"));

      expectViolations(Invariant.I8);
      assertThat(ledger.violations().getFirst().text())
          .isEqualTo(
              "guidon changed .metadata.labels.team of Deployment podinfo.test, which lab-user owns");
    }

    @Test
    void mustNotBeRemoved() {
      user.edit(TARGET, tree -> Trees.need(tree, "metadata", "annotations").put("note", "x"));

      operator.edit(TARGET, tree -> Trees.need(tree, "metadata", "annotations").remove("note"));

      expectViolations(Invariant.I8);
    }

    @Test
    void mayBeAddedTo() {
      operator.edit(TARGET, tree -> Trees.need(tree, "metadata", "annotations").put("ours", "x"));

      ledger.expectNoViolation();
    }

    @Test
    void mayBeChangedWhereThatIsTheOperatorsTask() {
      operator.scale(TARGET, 3);
      selector("podinfo");

      ledger.expectNoViolation();
    }

    @Test
    void mayBeChangedWhereTheTestAllowsIt() {
      ledger =
          watch(
              Expectations.usual()
                  .allowing(
                      (ref, path) -> ref.equals(TARGET) && path.equals(".spec.minReadySeconds")));
      user.edit(
          TARGET,
          tree ->
              Trees.need(tree, "spec").put("minReadySeconds", 5).put("revisionHistoryLimit", 4));

      operator.edit(TARGET, tree -> Trees.need(tree, "spec").put("minReadySeconds", 6));
      ledger.expectNoViolation();
      operator.edit(TARGET, tree -> Trees.need(tree, "spec").put("revisionHistoryLimit", 5));

      expectViolations(Invariant.I8);
    }

    @Test
    void mayBeChangedIfFlaggerLeftThem() {
      store
          .client("flagger")
          .edit(TARGET, tree -> Trees.need(tree, "metadata", "labels").put("from", "flagger"));

      operator.edit(TARGET, tree -> Trees.need(tree, "metadata", "labels").put("from", "guidon"));

      ledger.expectNoViolation();
    }
  }

  @Nested
  final class Processes {

    @Test
    void mayFollowOneAnother() {
      operator.scale(TARGET, 3);
      second().scale(TARGET, 4);
      second().scale(TARGET, 5);

      ledger.expectNoViolation();
    }

    @Test
    void mustNotWriteAfterTheyWereReplaced() {
      operator.scale(TARGET, 3);
      second().editStatus(CANARY, status -> status.put("phase", "Initialized"));
      operator.scale(TARGET, 4);

      expectViolations(Invariant.I10);
      assertThat(ledger.violations().getFirst().text())
          .isEqualTo(
              "guidon-1 wrote Deployment podinfo.test after guidon-2 had taken over Canary podinfo.test");
    }

    @Test
    void areJudgedForEachCanaryByItself() {
      var other = Trees.with(Manifests.canary(), tree -> rename(tree, "other"));
      Trees.need(other, "spec", "targetRef").put("name", "other");
      var made = user.create(other);
      second().create(Manifests.ownedBy(made, Manifests.service("copy", "x")));

      operator.scale(TARGET, 3);

      ledger.expectNoViolation();
    }

    private ApiClient second() {
      return store.client(new Author("guidon", "guidon-2"));
    }
  }

  @Test
  void failsWithTheViolationsAndTheStory() {
    selector("nobody");

    assertThatThrownBy(ledger::expectNoViolation)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 violations:")
        .hasMessageContaining(
            "I1 at 2026-01-01T00:00:10Z: Service podinfo.test selects {app=nobody}")
        .hasMessageContaining(
            "MODIFIED Service podinfo.test by guidon (guidon-1): selector {\"app\":\"nobody\"}");
  }

  @Test
  void remembersWeightsAndPhasesInOrder() {
    status(0);
    for (int weight : new int[] {20, 40, 40, 0}) {
      status(weight);
      operator.applyForced(Manifests.route(weight));
      operator.edit(
          ROUTE, tree -> Trees.need(tree, "metadata", "annotations").put("n", weight + ""));
    }

    assertThat(ledger.weights(CANARY)).containsExactly(20, 40, 0);
    assertThat(ledger.phases(CANARY)).containsExactly("Progressing");
    assertThat(ledger.versions(ROUTE)).hasSizeGreaterThan(3);
    assertThat(ledger.story()).contains("weights [podinfo-primary 60, podinfo-canary 40]");
    assertThat(ledger.versions())
        .extracting(change -> change.ref().kind())
        .doesNotContain("EndpointSlice");
  }

  private Ledger watch(Expectations expectations) {
    return Ledger.start(store, world, time, expectations);
  }

  private void expectViolations(Invariant... invariants) {
    assertThat(ledger.violations()).extracting(Violation::invariant).containsExactly(invariants);
  }

  private void status(int weight) {
    operator.editStatus(
        CANARY, status -> status.put("phase", "Progressing").put("canaryWeight", weight));
  }

  private void selector(String app) {
    operator.edit(APEX, tree -> Trees.need(tree, "spec", "selector").put("app", app));
  }

  private void finalizer() {
    user.edit(
        CANARY, tree -> Trees.need(tree, "metadata").putArray("finalizers").add("guidon.io/x"));
  }

  private static void image(ApiClient client, String image) {
    client.edit(
        PRIMARY,
        tree ->
            Trees.objects(tree, "spec", "template", "spec", "containers")
                .getFirst()
                .put("image", image));
  }

  private static void rename(ObjectNode tree, String name) {
    Trees.need(tree, "metadata").put("name", name);
  }

  private static boolean isVersionOne(ObjectNode template) {
    return Trees.objects(template, "spec", "containers").stream()
        .allMatch(container -> Trees.text(container, "image").equals("web:1"));
  }
}
