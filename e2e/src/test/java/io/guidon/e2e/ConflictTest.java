package io.guidon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Somebody edits what we are about to write. */
@OnControlPlane
@Execution(ExecutionMode.CONCURRENT)
class ConflictTest {
  private static final String EDIT = "{\"metadata\": {\"annotations\": {\"edited\": \"by hand\"}}}";

  @Test
  void losesNeitherTheEditNorTheRun(
      ControlPlane plane, KubernetesClient client, TestNamespace namespace) {
    try (var story = Story.in(plane, client, namespace).withPodinfo();
        var wire = Wire.to(plane)) {
      story.operator(wire.kubeconfig());
      story.awaitPhase("Initialized");
      Set<String> edited = ConcurrentHashMap.newKeySet();
      wire.beforeWrite(write -> {
        var path = write.path();
        if (path.endsWith("/canaries/podinfo/status") && edited.add("Canary")) {
          story.edit("flagger.app/v1beta1", "Canary", "podinfo", EDIT);
        } else if (path.endsWith("/httproutes/podinfo") && edited.add("HTTPRoute")) {
          story.edit("gateway.networking.k8s.io/v1", "HTTPRoute", "podinfo", EDIT);
        } else if (path.endsWith("/deployments/podinfo-primary") && edited.add("Deployment")) {
          story.edit("apps/v1", "Deployment", "podinfo-primary", EDIT);
        }
      });

      story.newRevision("2.0.0").awaitPhase("Succeeded").expectPromoted("2.0.0");

      assertThat(
              wire.writes().stream()
                  .filter(write -> write.status() == HttpURLConnection.HTTP_CONFLICT)
                  .map(Wire.Write::path)
                  .map(path -> path.replaceFirst(".*/(canaries|httproutes|deployments)/", "$1/")))
          .containsExactlyInAnyOrder(
              "canaries/podinfo/status", "httproutes/podinfo", "deployments/podinfo-primary");
      for (var object :
          List.of(story.canary(), story.route(), story.deployment("podinfo-primary"))) {
        assertThat(object.at("/metadata/annotations/edited").asText()).isEqualTo("by hand");
      }
    }
  }
}
