package io.guidon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** O11, D1: a Canary goes, its application stays. */
@OnControlPlane
@Execution(ExecutionMode.CONCURRENT)
class DeletionTest {

  @Test
  void leavesTheApplicationReachableOnItsPath(
      ControlPlane plane, KubernetesClient client, TestNamespace namespace) {
    try (var story = Story.in(plane, client, namespace).withPodinfo()) {
      story.operator();
      story.awaitPhase("Initialized");
      assertThat(story.canary().at("/metadata/finalizers/0").asText())
          .isEqualTo("finalizer.flagger.app");

      story.delete("flagger.app/v1beta1", "Canary", "podinfo");
      story.await(
          "the Canary gone",
          () -> story.find("flagger.app/v1beta1", "Canary", "podinfo").isEmpty());

      var target = story.deployment("podinfo");
      assertThat(target.at("/spec/replicas").asInt()).isEqualTo(2);
      assertThat(target.at("/status/availableReplicas").asInt()).isEqualTo(2);
      var apex = story.get("v1", "Service", "podinfo");
      assertThat(apex.at("/spec/selector/app").asText()).isEqualTo("podinfo");
      assertThat(apex.at("/metadata/ownerReferences")).isEmpty();
      var route = story.route();
      assertThat(route.at("/metadata/ownerReferences")).isEmpty();
      assertThat(route.at("/spec/rules")).hasSize(1);
      assertThat(route.at("/spec/rules/0/backendRefs").findValuesAsText("name"))
          .containsExactly("podinfo");
      assertThat(story.deployment("podinfo-primary").at("/metadata/ownerReferences"))
          .as("the garbage collector takes the primary")
          .hasSize(1);
    }
  }
}
