package io.guidon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * SIGKILL at the moments that hurt most: the API server has carried out a write, and the operator
 * is dead before it hears of that. Another one goes on from the record.
 */
@OnControlPlane
@Execution(ExecutionMode.CONCURRENT)
class KillPointsTest {

  @Test
  void afterThePromotionWasRecordedBeforeThePrimaryIsWritten(
      ControlPlane plane, KubernetesClient client, TestNamespace namespace) {
    try (var story = Story.in(plane, client, namespace).withPodinfo();
        var killed = Killed.at(story, plane, write -> write.stage().equals("Promoting"))) {
      assertThat(story.image("podinfo-primary")).isEqualTo("podinfo:1.0.0");
      assertThat(story.phase()).isEqualTo("Promoting");

      killed.goOn();

      var completed = "Promotion completed! Scaling down podinfo." + story.namespace();
      story.awaitPhase("Succeeded").awaitTold(completed).expectPromoted("2.0.0");
      assertThat(story.told()).containsOnlyOnce(completed);
    }
  }

  @Test
  void afterTheRouteMovedBeforeTheEvent(
      ControlPlane plane, KubernetesClient client, TestNamespace namespace) {
    try (var story = Story.in(plane, client, namespace).withPodinfo();
        var killed = Killed.at(story, plane, KillPointsTest::givesHalfToTheCanary)) {
      var advance = "Advance podinfo." + story.namespace() + " canary weight 50";
      assertThat(story.weights()).containsExactly(50, 50);
      assertThat(story.told()).doesNotContain(advance);

      killed.goOn();

      story.awaitPhase("Succeeded").awaitTold(advance).expectPromoted("2.0.0");
      assertThat(story.told()).containsOnlyOnce(advance);
    }
  }

  @Test
  void afterTheRollbackWasRecorded(
      ControlPlane plane, KubernetesClient client, TestNamespace namespace) {
    try (var story = Story.in(plane, client, namespace).withPodinfo()) {
      story.answers().metric("errors", 7.5);
      try (var killed = Killed.at(story, plane, write -> write.stage().equals("RollingBack"))) {
        assertThat(story.weights()).containsExactly(50, 50);

        killed.goOn();

        story
            .awaitPhase("Failed")
            .awaitTold("Canary failed! Scaling down podinfo." + story.namespace())
            .expectRolledBack("2.0.0");
      }
    }
  }

  private static boolean givesHalfToTheCanary(Wire.Write write) {
    return write.path().contains("/httproutes/")
        && write.body().at("/spec/rules/0/backendRefs/1/weight").asInt() == 50;
  }

  /** A rollout of 2.0.0 whose operator died. */
  private record Killed(Wire wire, OperatorProcess operator) implements AutoCloseable {

    static Killed at(Story story, ControlPlane plane, Predicate<Wire.Write> moment) {
      var wire = Wire.to(plane);
      var operator = story.operator(wire.kubeconfig());
      story.awaitPhase("Initialized");
      var dead = new CountDownLatch(1);
      wire.onWrite(write -> {
        if (dead.getCount() > 0 && moment.test(write)) {
          assertThat(write.status()).isEqualTo(200);
          operator.kill();
          dead.countDown();
        }
      });
      story.newRevision("2.0.0");
      story.await("the kill point", () -> dead.getCount() == 0);
      return new Killed(wire, operator);
    }

    void goOn() {
      wire.onWrite(write -> {});
      operator.startAgain();
    }

    @Override
    public void close() {
      wire.close();
    }
  }
}
