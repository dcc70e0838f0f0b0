package io.guidon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The tutorial as it is printed, in a cluster of its own with the namespaces it names: only the
 * addresses, the times and the width of the steps are changed.
 */
@OnControlPlane
@Execution(ExecutionMode.CONCURRENT)
class TutorialTest {
  private static final TestNamespace TEST = new TestNamespace("test");

  @Test
  void promotesPodinfo() {
    try (var plane = ControlPlane.start();
        var client = clientOf(plane);
        var story = tutorial(plane, client)) {
      story.answers().metric("histogram_quantile", 0.25);
      var operator = story.operator("-namespace=", "-mesh-provider=gatewayapi:v1");
      story.awaitPhase("Initialized");
      assertThat(story.find("autoscaling/v2", "HorizontalPodAutoscaler", "podinfo-primary"))
          .isPresent();

      assertThat(operator.log()).contains("Connected to metrics server http://");
      release(story, "6.0.1");
      story.await("the first step", () -> story.weights().equals(List.of(75, 25)));
      plane.restartApiServer();
      story
          .awaitPhase("Succeeded")
          .awaitTold("Promotion completed! Scaling down podinfo.test")
          .expectPromoted("6.0.1");
      assertThat(story.answers().calls("/loadtester"))
          .extracting(call -> call.body().path("name").asText())
          .doesNotContainNull()
          .isNotEmpty();
      assertThat(story.told())
          .containsSubsequence(
              "New revision detected! Scaling up podinfo.test",
              "Starting canary analysis for podinfo.test",
              "Pre-rollout check smoke-test passed",
              "Advance podinfo.test canary weight 25",
              "Advance podinfo.test canary weight 50",
              "Copying podinfo.test template spec to podinfo-primary.test",
              "Routing all traffic to primary",
              "Promotion completed! Scaling down podinfo.test");
      assertThat(operator.metrics())
          .contains("flagger_info{")
          .contains("flagger_canary_total{namespace=\"test\"} 1")
          .contains("flagger_canary_status{name=\"podinfo\",namespace=\"test\"} 1")
          .contains("flagger_canary_weight{namespace=\"test\",workload=\"podinfo-primary\"} 100")
          .contains("flagger_canary_weight{namespace=\"test\",workload=\"podinfo\"} 0")
          .contains(
              "flagger_canary_metric_analysis{metric=\"latency\",name=\"podinfo\",namespace=\"test\"} 0.25")
          .contains(
              "flagger_canary_duration_seconds_bucket{name=\"podinfo\",namespace=\"test\",le=\"10\"}")
          .contains(
              "flagger_canary_successes_total{analysis_status=\"completed\","
                  + "deployment_strategy=\"canary\",name=\"podinfo\",namespace=\"test\"} 1");
      assertThat(operator.stop()).isZero();
    }
  }

  @Test
  void rollsBackPodinfoThatFailsAndSaysTheNumbers() {
    try (var plane = ControlPlane.start();
        var client = clientOf(plane);
        var story = tutorial(plane, client)) {
      var operator = story.operator("-namespace=", "-mesh-provider=gatewayapi:v1");
      story.awaitPhase("Initialized");
      story.answers().metric("istio_requests_total", 7.5);

      release(story, "6.0.2");
      story
          .awaitPhase("Failed")
          .awaitEvent("Canary failed! Scaling down podinfo.test")
          .expectRolledBack("6.0.2");
      assertThat(story.events())
          .contains(
              "Halt podinfo.test advancement error-rate 7.50 > 1",
              "Rolling back podinfo.test failed checks threshold reached 2",
              "Canary failed! Scaling down podinfo.test");
      assertThat(operator.metrics())
          .contains("flagger_canary_status{name=\"podinfo\",namespace=\"test\"} 2")
          .contains(
              "flagger_canary_failures_total{analysis_status=\"completed\","
                  + "deployment_strategy=\"canary\",name=\"podinfo\",namespace=\"test\"} 1");
    }
  }

  private static void release(Story story, String tag) {
    story.edit(
        "apps/v1",
        "Deployment",
        "podinfo",
        """
        {"spec": {"template": {"spec": {"containers": [{"name": "podinfod",
          "image": "stefanprodan/podinfo:%s"}]}}}}
        """
            .formatted(tag));
  }

  private static Story tutorial(ControlPlane plane, KubernetesClient client) {
    var story = Story.in(plane, client, TEST);
    for (var file :
        List.of(
            "00-prerequisites.yaml",
            "gateway.yaml",
            "metric-templates.yaml",
            "podinfo-canary.yaml")) {
      story.applyAsItIs(
          Story.read(Story.shared("examples/tutorial/" + file))
              .replace("http://prometheus.istio-system:9090", story.answers().url())
              .replace("http://flagger-loadtester.test/", story.answers().url() + "/loadtester")
              .replace("interval: 1m", "interval: 10s")
              .replace("threshold: 5", "threshold: 2")
              .replace("stepWeight: 10", "stepWeight: 25"));
    }
    return story;
  }

  private static KubernetesClient clientOf(ControlPlane plane) {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(plane.kubeconfig().toFile()))
        .build();
  }
}
