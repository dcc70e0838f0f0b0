package io.guidon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two operators for one namespace. */
@OnControlPlane
@Execution(ExecutionMode.CONCURRENT)
class LeaderElectionTest {

  @Test
  void oneActsAndHandsOverWhenItIsToldToStop(
      ControlPlane plane, KubernetesClient client, TestNamespace namespace) {
    try (var story = Story.in(plane, client, namespace).withPodinfo()) {
      var first = story.operator("-enable-leader-election=true");
      story.await("a leader", () -> first.log().contains("Acting as elected leader"));
      var leader = holder(story);
      var second = story.operator("-enable-leader-election=true").awaitHealthy();
      story.awaitPhase("Initialized").newRevision("2.0.0");
      story.await(
          "the first step",
          () -> story.told().stream().anyMatch(said -> said.startsWith("Advance")));
      assertThat(second.log()).doesNotContain("Acting as elected leader");
      assertThat(second.log()).doesNotContain("status written", "applied");

      assertThat(first.stop()).isZero();

      assertThat(holder(story)).as("the Lease was given back").isNotEqualTo(leader);
      story.await("the next leader", () -> second.log().contains("Acting as elected leader"));
      story.awaitPhase("Succeeded").expectPromoted("2.0.0");
      // An orderly stop lets end what is being told, and records it: exactly once.
      var told =
          List.of(
              "New revision detected! Scaling up podinfo." + story.namespace(),
              "Advance podinfo." + story.namespace() + " canary weight 50",
              "Promotion completed! Scaling down podinfo." + story.namespace());
      story.awaitTold(told.getLast());
      assertThat(story.told()).filteredOn(told::contains).containsExactlyElementsOf(told);
    }
  }

  private static String holder(Story story) {
    return story
        .get("coordination.k8s.io/v1", "Lease", "flagger-leader-election")
        .at("/spec/holderIdentity")
        .asText();
  }
}
