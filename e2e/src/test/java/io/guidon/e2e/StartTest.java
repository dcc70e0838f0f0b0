package io.guidon.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@OnControlPlane
@Execution(ExecutionMode.CONCURRENT)
class StartTest {

  /** spec/operations.md §2: a wrong address is told in the first second, not in the first run. */
  @Test
  void saysWhatItIsConnectedToAndWhatCannotBeReached(
      ControlPlane plane, KubernetesClient client, TestNamespace namespace) {
    try (var story = Story.in(plane, client, namespace)) {
      var operator = story.operator("-metrics-server=http://user:secret@127.0.0.1:1");

      story.await(
          "the line about the API server",
          () -> operator.log().contains("Connected to Kubernetes API v1."));
      story.await(
          "the line about the metrics server",
          () ->
              operator
                  .log()
                  .contains("Metrics server http://user:***@127.0.0.1:1 unreachable Get"));
    }
  }
}
