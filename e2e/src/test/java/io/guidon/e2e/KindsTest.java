package io.guidon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Custom resource definitions that are too old or come late, each in a cluster of its own. */
@OnControlPlane
@Execution(ExecutionMode.CONCURRENT)
class KindsTest {
  private static final TestNamespace TEST = new TestNamespace("test");

  /** R4. */
  @Test
  void changesNothingWhileFlaggersOwnCrdDropsTheRecord() {
    try (var plane = ControlPlane.start();
        var client = clientOf(plane)) {
      Crds.FLAGGER.install(client);
      Crds.GATEWAY_API.install(client);
      try (var story = Story.bare(plane, client, TEST).withPodinfo()) {
        var operator = story.operator();

        story.awaitEvent(
            "the way out",
            said ->
                said.contains("drops status.run") && said.contains("kubectl apply --server-side"));

        assertThat(operator.log()).contains("drops status.run");
        assertThat(story.find("apps/v1", "Deployment", "podinfo-primary")).isEmpty();
        assertThat(story.find("v1", "Service", "podinfo")).isEmpty();
        assertThat(story.find("gateway.networking.k8s.io/v1", "HTTPRoute", "podinfo")).isEmpty();
        assertThat(story.deployment("podinfo").at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(story.canary().at("/metadata/finalizers")).isEmpty();

        Crds.GUIDON.install(client);

        story.awaitPhase("Initialized");
      }
    }
  }

  @Test
  void goesOnByItselfWhenTheRoutesKindIsInstalledLater() {
    try (var plane = ControlPlane.start();
        var client = clientOf(plane)) {
      Crds.GUIDON.install(client);
      try (var story = Story.bare(plane, client, TEST).withPodinfo()) {
        var operator = story.operator();
        story.await(
            "the line about it",
            () ->
                operator
                    .log()
                    .contains("httproutes (gateway.networking.k8s.io/v1) are not installed"));
        story.awaitEvent("HTTPRoute (gateway.networking.k8s.io/v1) is not installed");
        assertThat(story.find("apps/v1", "Deployment", "podinfo-primary")).isEmpty();

        Crds.GATEWAY_API.install(client);

        story.awaitPhase("Initialized");
        assertThat(story.weights()).containsExactly(100, 0);
      }
    }
  }

  @Test
  void saysWhichWatchIsHeldBackAndGoesOnByItself(
      ControlPlane plane, KubernetesClient client, TestNamespace namespace) {
    try (var wire = Wire.to(plane);
        var story = Story.in(plane, client, namespace).withPodinfo()) {
      wire.holdBackWatches("httproutes");
      story.operator(wire.kubeconfig());
      story.await(
          "the condition about it",
          () ->
              stalled(story)
                  .contains(
                      "does not answer when the operator lists or watches HTTPRoute (gateway.networking.k8s.io/v1)"));
      var unanswered = "does not answer when the operator lists or watches";
      story.awaitEvent(unanswered);
      assertThat(story.events()).filteredOn(said -> said.contains(unanswered)).hasSize(1);

      wire.holdBackNothing();
      story.awaitPhase("Initialized").newRevision("2.0.0");

      story.awaitPhase("Succeeded").expectPromoted("2.0.0");
      assertThat(stalled(story)).isEmpty();
    }
  }

  private static String stalled(Story story) {
    for (var condition : story.canary().at("/status/conditions")) {
      if (condition.path("type").asText().equals("Stalled")) {
        return condition.path("message").asText();
      }
    }
    return "";
  }

  private static KubernetesClient clientOf(ControlPlane plane) {
    var client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(plane.kubeconfig().toFile()))
            .build();
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(TEST.name()).endMetadata().build())
        .create();
    return client;
  }
}
