package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** How objects go. */
@OnEachServer
final class DeleteTest {

  @AutoClose private final Api api;
  private final Endpoint configMaps;
  private final Endpoint deployments;

  DeleteTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
    configMaps = api.configMaps();
    deployments = api.deployments();
  }

  @Test
  void aDeletedObjectIsGone() {
    var uid = configMaps.create("metadata: {name: a}").created().at("/metadata/uid");

    var answer = configMaps.delete("a").ok();

    assertThat(answer.get("status").asText()).isEqualTo("Success");
    assertThat(answer.get("kind").asText()).isEqualTo("Status");
    assertThat(answer.get("details"))
        .isEqualTo(Trees.tree("{name: a, kind: configmaps, uid: %s}".formatted(uid.asText())));
    configMaps.get("a").refused(404, "NotFound", "configmaps \"a\" not found");
  }

  @Test
  void aDeletedObjectOfAGroupIsGone() {
    deployments.create(Samples.deployment("a")).created();

    var answer = deployments.delete("a").ok();

    assertThat(answer.at("/details/group").asText()).isEqualTo("apps");
    assertThat(deployments.get("a").code()).isEqualTo(404);
  }

  @Test
  void whatIsNotThereCannotBeDeleted() {
    configMaps.delete("a").refused(404, "NotFound", "configmaps \"a\" not found");
  }

  @Test
  void theUidMayBeAPrecondition() {
    var uid = configMaps.create("metadata: {name: a}").created().at("/metadata/uid").asText();

    configMaps
        .deleteWith("a", "preconditions: {uid: other}")
        .refused(
            409,
            "Conflict",
            "Operation cannot be fulfilled on ConfigMap \"a\": the UID in the precondition (other) does"
                + " not match the UID in record (%s). The object might have been deleted and then recreated"
                    .formatted(uid));
    configMaps.deleteWith("a", "preconditions: {uid: %s}".formatted(uid)).ok();
  }

  @Test
  void theVersionMayBeAPrecondition() {
    var version =
        configMaps.create("metadata: {name: a}").created().at("/metadata/resourceVersion").asText();

    configMaps
        .deleteWith("a", "preconditions: {resourceVersion: '5'}")
        .refused(
            409,
            "Conflict",
            "Operation cannot be fulfilled on ConfigMap \"a\": the ResourceVersion in the precondition"
                + " (5) does not match the ResourceVersion in record (%s). The object might have been modified"
                    .formatted(version));
    configMaps.deleteWith("a", "preconditions: {resourceVersion: '%s'}".formatted(version)).ok();
  }

  @Test
  void aFinalizerHoldsTheObject() {
    hold();

    var answer = configMaps.delete("a").ok();

    assertThat(answer.get("kind").asText()).isEqualTo("ConfigMap");
    assertThat(answer.at("/metadata").has("deletionTimestamp")).isTrue();
    assertThat(answer.at("/metadata/deletionGracePeriodSeconds").asInt(-1)).isZero();
    assertThat(configMaps.get("a").at("/metadata/deletionTimestamp"))
        .isEqualTo(answer.at("/metadata/deletionTimestamp"));
  }

  @Test
  void theLastFinalizerTakesTheObjectWithIt() {
    hold();
    configMaps.delete("a").ok();

    var last = configMaps.mergePatch("a", "metadata: {finalizers: null}").ok();

    assertThat(last.at("/metadata/name").asText()).isEqualTo("a");
    configMaps.get("a").refused(404, "NotFound", "configmaps \"a\" not found");
  }

  @Test
  void aSecondDeletionChangesNothing() {
    hold();
    var first = configMaps.delete("a").ok();

    var second = configMaps.delete("a").ok();

    assertThat(second.at("/metadata/deletionTimestamp"))
        .isEqualTo(first.at("/metadata/deletionTimestamp"));
  }

  @Test
  void anObjectThatGoesTakesNoNewFinalizer() {
    hold();
    configMaps.delete("a").ok();

    configMaps
        .mergePatch("a", "metadata: {finalizers: [example.com/hold, example.com/more]}")
        .invalid(
            "ConfigMap \"a\" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added"
                + " if the object is being deleted, found new finalizers []string{\"example.com/more\"}");
  }

  @Test
  void anObjectThatGoesTakesOtherChanges() {
    hold();
    configMaps.delete("a").ok();

    assertThat(configMaps.mergePatch("a", "data: {x: '1'}").ok().at("/data/x").asText())
        .isEqualTo("1");
  }

  @Test
  void nobodyElseSetsTheDeletionTimestamp() {
    configMaps.create("metadata: {name: a}").created();

    configMaps
        .mergePatch("a", "metadata: {deletionTimestamp: '2001-01-01T00:00:00Z'}")
        .invalid(
            "ConfigMap \"a\" is invalid: metadata.deletionTimestamp: Invalid value: \"2001-01-01T00:00:00Z\": field is immutable");
  }

  @Test
  void theDeletionTimestampCannotBeTakenBack() {
    hold();
    configMaps.delete("a").ok();

    var patched = configMaps.mergePatch("a", "metadata: {deletionTimestamp: null}").ok();

    assertThat(patched.at("/metadata").has("deletionTimestamp")).isTrue();
  }

  @Test
  void foregroundWaitsForTheDependents() {
    deployments.create(Samples.deployment("a")).created();
    api.afterwards(() -> deployments.mergePatch("a", "metadata: {finalizers: null}"));

    var answer = deployments.delete("a", "propagationPolicy=Foreground").ok();

    assertThat(answer.at("/metadata/finalizers")).isEqualTo(Trees.tree("[foregroundDeletion]"));
    assertThat(answer.at("/metadata").has("deletionTimestamp")).isTrue();
  }

  @Test
  void orphanWaitsForTheGarbageCollector() {
    deployments.create(Samples.deployment("a")).created();
    api.afterwards(() -> deployments.mergePatch("a", "metadata: {finalizers: null}"));

    var answer = deployments.deleteWith("a", "propagationPolicy: Orphan").ok();

    assertThat(answer.at("/metadata/finalizers")).isEqualTo(Trees.tree("[orphan]"));
  }

  @Test
  void anUnknownPolicyIsRefused() {
    configMaps.create("metadata: {name: a}").created();

    configMaps
        .delete("a", "propagationPolicy=Sideways")
        .invalid(
            "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value:"
                + " \"Sideways\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"");
  }

  @Test
  void manyAreDeletedByTheirLabels() {
    configMaps.create("metadata: {name: a, labels: {k: v}}").created();
    configMaps.create("metadata: {name: b, labels: {k: v}}").created();
    configMaps.create("metadata: {name: c}").created();

    var deleted = configMaps.deleteAll("labelSelector=k=v").ok();

    assertThat(deleted.get("kind").asText()).isEqualTo("ConfigMapList");
    assertThat(Trees.names(deleted)).containsExactly("a", "b");
    assertThat(Trees.names(configMaps.list().ok())).containsExactly("c");
  }

  @Test
  void aNameIsFreeAgainWithAnotherUid() {
    var first = configMaps.create("metadata: {name: a}").created();
    configMaps.delete("a").ok();

    var second = configMaps.create("metadata: {name: a}").created();

    assertThat(second.at("/metadata/uid")).isNotEqualTo(first.at("/metadata/uid"));
  }

  @Test
  void aPodGoesAtOnceWithoutGrace() {
    api.pods().create("{metadata: {name: a}, spec: {containers: [{name: c, image: i}]}}").created();

    var answer = api.pods().delete("a", "gracePeriodSeconds=0").ok();

    assertThat(answer.at("/metadata/name").asText()).isEqualTo("a");
    assertThat(api.pods().get("a").code()).isEqualTo(404);
  }

  private void hold() {
    configMaps.create("metadata: {name: a, finalizers: [example.com/hold]}").created();
    api.afterwards(() -> configMaps.mergePatch("a", "metadata: {finalizers: null}"));
  }
}
