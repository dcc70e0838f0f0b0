package io.guidon.core.workload;

import static io.guidon.core.workload.Trees.object;
import static io.guidon.core.workload.Trees.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whether a primary runs a revision, when no hash says so (design.md R10). */
class PrimaryDeploymentTest {
  private static final String TARGET =
      """
      metadata: {name: podinfo}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata:
            labels: {app: web, version: canary, x.toolkit.fluxcd.io/y: '1'}
            annotations: {scrape: 'true'}
          spec:
            topologySpreadConstraints: [{topologyKey: zone, labelSelector: {matchLabels: {app: podinfo}}}]
            volumes: [{name: v, secret: {secretName: keys}}]
            containers:
            - {name: app, image: 'a:1', envFrom: [{configMapRef: {name: settings}}, {configMapRef: {name: other-primary}}]}
      """;

  private final PrimaryDeployment primary =
      new PrimaryDeployment(
          Trees.canary(
              yaml(
                  """
                  metadata: {name: podinfo, namespace: test, uid: u-1}
                  spec:
                    targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
                    service: {port: 80}
                    analysis: {interval: 10s, threshold: 1, iterations: 1}
                  """)),
          new Selector.Found("app", "web"),
          new LabelRules(List.of("app"), List.of()),
          yaml(TARGET));
  private final Snapshot snapshot = Snapshot.of(yaml(TARGET));

  private ObjectNode live(Consumer<ObjectNode> change) {
    var live = primary.desired(snapshot, "id-1", PrimaryDeployment.Occasion.CREATION);
    change.accept(live);
    return live;
  }

  private boolean matches(Consumer<ObjectNode> change) {
    return primary.matches(snapshot, live(change));
  }

  @Test
  void aPrimaryMadeFromARevisionRunsIt() {
    assertThat(matches(live -> {})).isTrue();
  }

  @Test
  void idsRestartsAndScaleAreNoPartOfARevision() {
    assertThat(
            matches(live -> {
              live.withObject("/spec/template/metadata/annotations")
                  .put("flagger-id", "id-9")
                  .put("kubectl.kubernetes.io/restartedAt", "2026-11-20T19:27:06Z");
              live.withObject("/spec").put("replicas", 7).put("minReadySeconds", 9);
            }))
        .isTrue();
  }

  @Test
  void configsMayBeCopies() {
    assertThat(
            matches(live -> {
              live.withObject("/spec/template/spec/volumes/0/secret")
                  .put("secretName", "keys-primary");
              live.withObject("/spec/template/spec/containers/0/envFrom/0/configMapRef")
                  .put("name", "settings-primary");
              live.withObject("/spec/template/spec/containers/0/envFrom/1/configMapRef")
                  .put("name", "other-primary-primary");
            }))
        .isTrue();
  }

  @Test
  void otherPodsAreAnotherRevision() {
    assertThat(
            matches(
                live -> live.withObject("/spec/template/spec/containers/0").put("image", "a:2")))
        .isFalse();
    assertThat(
            matches(live -> live.withObject("/spec/template/metadata/labels").put("version", "x")))
        .isFalse();
    assertThat(
            matches(
                live -> live.withObject("/spec/template/metadata/annotations").remove("scrape")))
        .isFalse();
    assertThat(
            matches(live ->
                live.withObject("/spec/template/spec/containers/0/envFrom/0/configMapRef")
                    .put("name", "others-primary")))
        .isFalse();
    assertThat(
            matches(live ->
                live.withObject(
                        "/spec/template/spec/topologySpreadConstraints/0/labelSelector/matchLabels")
                    .put("app", "podinfo")))
        .isFalse();
  }

  @Test
  void aRestartOfTheTargetIsARevision() {
    var restarted = object(TARGET);
    restarted
        .withObject("/spec/template/metadata/annotations")
        .put("kubectl.kubernetes.io/restartedAt", "2026-11-20T19:27:06Z");

    assertThat(primary.matches(Snapshot.of(restarted), live(live -> {}))).isFalse();
  }

  @Test
  void aTargetWithoutPodMetadataIsNotInTheWay() {
    var bare =
        Snapshot.of(yaml("{spec: {template: {metadata: {creationTimestamp: null}, spec: {}}}}"));

    var live = primary.desired(bare, "id-1", PrimaryDeployment.Occasion.PROMOTION);

    assertThat(PrimaryDeployment.flaggerId(live)).isEqualTo("id-1");
    assertThat(primary.matches(bare, live)).isTrue();
    live.withObject("/spec/template/metadata").putNull("creationTimestamp").remove("annotations");
    assertThat(primary.matches(bare, live)).isTrue();
  }

  @Test
  void betweenPromotionsOnlyItsLabelAndItsOwnerAreRepaired() {
    assertThat(primary.repair(live(live -> live.withObject("/spec/template/spec").removeAll())))
        .isEmpty();
    assertThat(primary.repair(live(live -> live.withObject("/metadata/labels").put("app", "x"))))
        .isEqualTo(yaml("{metadata: {labels: {app: web-primary}}}"));
    assertThat(
            primary.repair(
                live(live ->
                    live.withObject("/metadata")
                        .set("ownerReferences", yaml("[{uid: u-0, controller: true}]")))))
        .isEqualTo(
            yaml(
                """
                metadata:
                  ownerReferences:
                  - {apiVersion: flagger.app/v1beta1, kind: Canary, name: podinfo, uid: u-1, controller: true, blockOwnerDeletion: true}
                  - {uid: u-0}
                """));
  }
}
