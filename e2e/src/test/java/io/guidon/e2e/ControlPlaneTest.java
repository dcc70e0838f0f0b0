package io.guidon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@OnControlPlane
@Isolated("kills the API server")
class ControlPlaneTest {

  @Test
  void servesTheCustomResourcesOfGatewayApiAndFlagger(
      KubernetesClient client, TestNamespace namespace) {
    Crds.GATEWAY_API.install(client);
    Crds.FLAGGER.install(client);

    assertThat(kindsOf(client, "gateway.networking.k8s.io/v1")).contains("HTTPRoute", "Gateway");
    assertThat(kindsOf(client, "flagger.app/v1beta1"))
        .contains("Canary", "MetricTemplate", "AlertProvider");
    assertThat(client.namespaces().withName(namespace.name()).get()).isNotNull();
  }

  @Test
  void callsItselfByAVersionThatClientsAccept(KubernetesClient client) {
    var version = client.getKubernetesVersion();

    assertThat(version.getMajor() + "." + version.getMinor()).isEqualTo("1.36");
  }

  @Test
  void keepsItsDataWhenTheApiServerIsKilledAndStartedAgain(
      ControlPlane running, KubernetesClient client, TestNamespace namespace) {
    create(client, configMap(namespace.name(), "kept"));

    running.stopApiServer();
    assertThatThrownBy(() -> client.configMaps().inNamespace(namespace.name()).list())
        .isInstanceOf(KubernetesClientException.class);
    running.startApiServer();

    assertThat(client.configMaps().inNamespace(namespace.name()).list().getItems())
        .extracting(found -> found.getMetadata().getName())
        .containsExactly("kept");
  }

  @Test
  void runsTheControllersThatAreAskedForAndLeavesNothingBehind() {
    var own = ControlPlane.start("garbage-collector-controller");
    try (own;
        var client = clientOf(own)) {
      client
          .resource(new NamespaceBuilder().withNewMetadata().withName("test").endMetadata().build())
          .create();
      var owner = create(client, configMap("test", "owner"));
      var owned = configMap("test", "owned");
      owned.addOwnerReference(owner);
      create(client, owned);

      client.resource(owner).delete();

      await().until(() -> client.configMaps().inNamespace("test").list().getItems().isEmpty());
    }

    assertThat(Loopback.isOk(own.url())).isFalse();
    assertThat(Files.exists(own.kubeconfig().getParent())).isFalse();
  }

  private static List<String> kindsOf(KubernetesClient client, String groupVersion) {
    return client.getApiResources(groupVersion).getResources().stream()
        .map(resource -> resource.getKind())
        .toList();
  }

  private static ConfigMap create(KubernetesClient client, ConfigMap configMap) {
    return client.resource(configMap).create();
  }

  private static ConfigMap configMap(String namespace, String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .build();
  }

  private static KubernetesClient clientOf(ControlPlane running) {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(running.kubeconfig().toFile()))
        .build();
  }
}
