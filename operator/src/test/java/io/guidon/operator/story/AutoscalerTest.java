package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.model.PodMode;
import org.junit.jupiter.api.Test;

class AutoscalerTest {
  private static final ObjectRef SOURCE =
      Story.ref("autoscaling/v2", "HorizontalPodAutoscaler", "podinfo");
  private static final ObjectRef COPY =
      Story.ref("autoscaling/v2", "HorizontalPodAutoscaler", "podinfo-primary");

  private static String scaler() {
    return """
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: {name: podinfo, namespace: test}
    spec:
      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
      minReplicas: 2
      maxReplicas: 4
      metrics:
      - type: Resource
        resource: {name: cpu, target: {type: Utilization, averageUtilization: 99}}
    """;
  }

  private static Story autoscaled() {
    return Story.undisturbed()
        .apply(
            Manifests.deployment(),
            Manifests.canary(Manifests.STEPS)
                .replace(
                    "progressDeadlineSeconds: 60",
                    "progressDeadlineSeconds: 60\n  autoscalerRef: {apiVersion: autoscaling/v2,"
                        + " kind: HorizontalPodAutoscaler, name: podinfo}"));
  }

  private static int most(Story story, ObjectRef scaler) {
    return story.get(scaler).at("/spec/maxReplicas").asInt();
  }

  @Test
  void copiesTheScalerAtFirstAndUpdatesTheCopyWithAPromotion() {
    var story = autoscaled().apply(scaler()).initialised();
    assertThat(story.get(COPY).at("/spec/scaleTargetRef/name").asText())
        .isEqualTo("podinfo-primary");
    assertThat(most(story, COPY)).isEqualTo(4);

    story.edit(SOURCE, hpa -> ((ObjectNode) hpa.path("spec")).put("maxReplicas", 9)).runFor("5m");
    assertThat(most(story, COPY)).as("not before it was promoted").isEqualTo(4);

    story.image("2.0.0").runUntilPhase("Succeeded").runFor("1m");
    assertThat(most(story, COPY)).isEqualTo(9);
    story.expectPrimary("2.0.0").expectNoViolation();
  }

  @Test
  void waitsForAScalerThatDoesNotExistYetWhileTheTargetServes() {
    var story = autoscaled().runFor("5m");
    story.expectEvent("HorizontalPodAutoscaler podinfo.test get query error: ");
    assertThat(story.replicasOf(Story.TARGET)).isEqualTo(2);

    story.apply(scaler()).initialised().expectNoViolation();
    assertThat(story.store().get(COPY)).isPresent();
  }

  @Test
  void missesTheScalerOnlyWhenThePrimaryIsReady() {
    var story = autoscaled();
    story.pods(Story.PRIMARY, "1.0.0", PodMode.neverReady());

    story.runFor("30s").expectEvent("podinfo-primary.test not ready: ");

    assertThat(story.told().events()).noneMatch(event -> event.contains("HorizontalPodAutoscaler"));
  }

  @Test
  void leavesTheReplicasOfThePrimaryToItsScaler() {
    var story = autoscaled().apply(scaler()).initialised();
    story.store().client("hpa").scale(Story.PRIMARY, 4);

    story.image("2.0.0").runUntilPhase("Succeeded").runFor("1m");

    assertThat(story.replicasOf(Story.PRIMARY)).isEqualTo(4);
    story.expectNoViolation();
  }

  @Test
  void rollsBackAlsoWhenTheScalerWasDeletedInMidRun() {
    var story = autoscaled().apply(scaler()).initialised().image("2.0.0").runUntilWeight(20);
    story.store().client("user").delete(SOURCE);
    story.answers().bad("2.0.0");

    story.runUntilPhase("Failed").runFor("1m");

    assertThat(story.weight()).contains("0");
    story.expectPrimary("1.0.0").expectNoViolation();
  }
}
