package io.guidon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Guidon starts where Flagger 1.44 stopped. */
@OnControlPlane
@Execution(ExecutionMode.CONCURRENT)
class TakeOverTest {

  /** I6. */
  @Test
  void writesNothingWhereNothingIsUnderWay(
      ControlPlane plane, KubernetesClient client, TestNamespace namespace) {
    try (var story = Story.in(plane, client, namespace);
        var wire = Wire.to(plane)) {
      new TakeOver(client, namespace.name()).load("idle-initialized");
      story.await("the workloads of old", () -> isServing(story));
      var operator = story.operator(wire.kubeconfig());

      story.await("it is known", () -> operator.metrics().contains("flagger_canary_status{"));
      Awaitility.await("two intervals without a write")
          .during(Duration.ofSeconds(20))
          .atMost(Duration.ofSeconds(25))
          .until(() -> wire.writes().isEmpty());

      story.newRevision("3.0.0").awaitPhase("Progressing");
    }
  }

  /** R6: two ports of one name would be refused for ever. */
  @Test
  void movesItsServicesToAnotherPort(
      ControlPlane plane, KubernetesClient client, TestNamespace namespace) {
    try (var story = Story.in(plane, client, namespace)) {
      new TakeOver(client, namespace.name()).load("idle-initialized");
      story.await("the workloads of old", () -> isServing(story)).operator();

      story.edit(
          "flagger.app/v1beta1",
          "Canary",
          "podinfo",
          "{\"spec\": {\"service\": {\"port\": 8080}}}");

      for (var service : List.of("podinfo", "podinfo-primary", "podinfo-canary")) {
        story.await(
            "port 8080 alone on " + service,
            () ->
                story
                    .get("v1", "Service", service)
                    .at("/spec/ports")
                    .findValuesAsText("port")
                    .equals(List.of("8080")));
      }
    }
  }

  @Test
  void goesOnWithARunUnderWayAtItsWeight(
      ControlPlane plane, KubernetesClient client, TestNamespace namespace) {
    try (var story = Story.in(plane, client, namespace);
        var wire = Wire.to(plane)) {
      story.answers().metric("request", 100);
      new TakeOver(client, namespace.name()).load("midrun-weight-20");
      story.await("the workloads of old", () -> isServing(story));
      assertThat(story.weights()).containsExactly(80, 20);

      story.operator(wire.kubeconfig(), "-mesh-provider=gatewayapi:v1");
      story
          .awaitPhase("Succeeded")
          .awaitTold("Promotion completed! Scaling down podinfo." + story.namespace())
          .expectPromoted("2.0.0");
      assertThat(wire.writes())
          .filteredOn(write -> write.path().contains("/httproutes/") && write.body().has("spec"))
          .extracting(write -> write.body().at("/spec/rules/0/backendRefs/1/weight").asInt())
          .as("weights that the route was given")
          .containsExactly(40, 0);
      assertThat(story.told()).noneMatch(message -> message.startsWith("New revision detected"));
    }
  }

  private static boolean isServing(Story story) {
    return story.deployment("podinfo-primary").at("/status/availableReplicas").asInt() == 2
        && story.deployment("podinfo").at("/status/availableReplicas").asInt()
            == story.deployment("podinfo").at("/spec/replicas").asInt();
  }
}
