package io.guidon.core.workload;

import static io.guidon.core.workload.Trees.json;
import static io.guidon.core.workload.Trees.object;
import static io.guidon.core.workload.Trees.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** design.md R10: what a revision is, and what pins it. */
class SnapshotTest {
  private static final String DEPLOYMENT =
      """
      kind: Deployment
      metadata: {name: podinfo, labels: {app: podinfo}}
      spec:
        replicas: 3
        paused: true
        minReadySeconds: 5
        progressDeadlineSeconds: 90
        revisionHistoryLimit: 4
        selector: {matchLabels: {app: podinfo}}
        strategy: {type: Recreate}
        template: {metadata: {labels: {app: podinfo}}, spec: {containers: [{name: app, image: 'a:1'}]}}
      """;

  @Test
  void keepsThePodTemplateAndTheSettingsOfItsRollingUpdateOnly() {
    assertThat(Snapshot.of(yaml(DEPLOYMENT)).toTree())
        .isEqualTo(
            yaml(
                """
                minReadySeconds: 5
                progressDeadlineSeconds: 90
                revisionHistoryLimit: 4
                strategy: {type: Recreate}
                template: {metadata: {labels: {app: podinfo}}, spec: {containers: [{name: app, image: 'a:1'}]}}
                """));
  }

  @Test
  void comesBackFromItsTree() {
    var snapshot = Snapshot.of(yaml(DEPLOYMENT));

    assertThat(Snapshot.fromTree(snapshot.toTree())).contains(snapshot);
    assertThat(Snapshot.fromTree(json("{\"template\": 7}"))).isEmpty();
    assertThat(Snapshot.fromTree(json("null"))).isEmpty();
  }

  @Test
  void isNamedAfterThePodTemplateAlone() {
    var one = Snapshot.of(yaml(DEPLOYMENT));
    var otherSettings = Snapshot.of(yaml(DEPLOYMENT.replace("Recreate", "RollingUpdate")));
    var otherPods = Snapshot.of(yaml(DEPLOYMENT.replace("a:1", "a:2")));

    assertThat(otherSettings.fingerprint()).isEqualTo(one.fingerprint());
    assertThat(otherSettings.sameTemplate(one)).isTrue();
    assertThat(otherPods.fingerprint()).isNotEqualTo(one.fingerprint());
    assertThat(otherPods.sameTemplate(one)).isFalse();
  }

  @Test
  void fingerprintsDependOnTheMeaningOnly() {
    var written = "{\"spec\":{\"a\":[1,2],\"b\":{\"c\":\"x\"},\"d\":1}}";
    var fingerprint = TemplateFingerprint.of(json(written));

    assertThat(fingerprint).isEqualTo("cb2f7cdb207d8ebf");
    assertThat(
            TemplateFingerprint.of(
                json("{\"spec\":{\"d\":1.0,\"b\":{\"c\":\"x\",\"e\":null},\"a\":[1,2]}}")))
        .isEqualTo(fingerprint);
    assertThat(TemplateFingerprint.of(json(written.replace("[1,2]", "[2,1]"))))
        .isNotEqualTo(fingerprint);
    assertThat(TemplateFingerprint.of(json(written.replace("1}", "\"1\"}"))))
        .isNotEqualTo(fingerprint);
  }

  @Test
  void isKeptInAControllerRevisionOfTheCanary() {
    var canary =
        Trees.canary(
            yaml(
                """
                metadata: {name: shop, namespace: test, uid: u-1}
                spec:
                  targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
                  service: {port: 80}
                  analysis: {interval: 10s, threshold: 1, iterations: 1}
                """));
    var snapshot = Snapshot.of(yaml(DEPLOYMENT));

    var pinned = PinnedRevision.render(canary, snapshot, 7);

    var expected =
        object(
            """
            apiVersion: apps/v1
            kind: ControllerRevision
            metadata:
              name: shop-%s
              namespace: test
              labels: {app.kubernetes.io/managed-by: flagger, guidon.io/canary-uid: u-1}
              ownerReferences:
              - {apiVersion: flagger.app/v1beta1, kind: Canary, name: shop, uid: u-1, controller: true, blockOwnerDeletion: true}
            """
                .formatted(snapshot.fingerprint()));
    expected.set("data", snapshot.toTree());
    assertThat(pinned).isEqualTo(expected.put("revision", 7L));
    assertThat(PinnedRevision.read(pinned)).contains(snapshot);
    assertThat(PinnedRevision.number(pinned)).isEqualTo(7);
    assertThat(PinnedRevision.read(yaml("{data: {spec: {}}}"))).isEmpty();
  }

  @Test
  void isNotChangedByWhatHappensToTheDeploymentLater() {
    var deployment = object(DEPLOYMENT);
    var snapshot = Snapshot.of(deployment);
    var fingerprint = snapshot.fingerprint();

    deployment.withObject("/spec/template/spec").put("nodeName", "other");

    assertThat(snapshot.fingerprint()).isEqualTo(fingerprint);
  }
}
