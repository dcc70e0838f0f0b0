package io.guidon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** As in a pod: a service account's mounted files, and no right but those that we ship. */
@OnControlPlane
@Execution(ExecutionMode.CONCURRENT)
class ServiceAccountTest {
  private static final Path ROLE =
      Path.of(System.getProperty("guidon.root", ".."), "deploy", "rbac", "clusterrole.yaml");

  @TempDir Path mounted;

  @Test
  void promotesWithTheShippedRoleAlsoWhenTheTokenIsRenewed(
      ControlPlane plane, KubernetesClient client, TestNamespace namespace) throws IOException {
    try (var story = Story.in(plane, client, namespace)) {
      story.apply(
          Story.podinfo()
              .replace("gatewayRefs:", "gateways: [istio-system/public]\n    gatewayRefs:"));
      bind(client, namespace);
      var first = secret(client, namespace, "first");
      mount("token", token(client, namespace, first));
      mount(
          "ca.crt",
          Story.read(Path.of(Config.fromKubeconfig(plane.kubeconfig().toFile()).getCaCertFile())));
      var operator =
          story.operator(new OperatorProcess.Access.AsPod(pod(plane)), "-enable-leader-election");
      story.awaitPhase("Initialized");

      mount("token", token(client, namespace, secret(client, namespace, "second")));
      // Whoever still shows the first token is refused from now on.
      client.resource(first).delete();
      story.newRevision("2.0.0").awaitPhase("Succeeded").expectPromoted("2.0.0");

      assertThat(operator.log())
          .contains("Acting as elected leader")
          .doesNotContain("orbidden", "Unauthorized", "may not be");
      assertThat(operator.log().split("spec.service.gateways is ignored", -1))
          .as("said once")
          .hasSize(2);
    }
  }

  private void mount(String file, String content) throws IOException {
    var written = Files.writeString(mounted.resolve(file + ".new"), content);
    Files.move(written, mounted.resolve(file), StandardCopyOption.ATOMIC_MOVE);
  }

  private Map<String, String> pod(ControlPlane plane) {
    var environment = new HashMap<String, String>();
    System.getenv().keySet().stream()
        .filter(name -> name.toUpperCase(Locale.ROOT).endsWith("_PROXY"))
        .forEach(name -> environment.put(name, ""));
    environment.put("KUBERNETES_SERVICE_HOST", plane.url().getHost());
    environment.put("KUBERNETES_SERVICE_PORT", Integer.toString(plane.url().getPort()));
    environment.put("KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN", mounted.resolve("token").toString());
    environment.put("KUBERNETES_CERTS_CA_FILE", mounted.resolve("ca.crt").toString());
    return environment;
  }

  private static void bind(KubernetesClient client, TestNamespace namespace) throws IOException {
    client
        .resource(
            client.getKubernetesSerialization().unmarshal(Story.read(ROLE), ClusterRole.class))
        .serverSideApply();
    client
        .resource(new ServiceAccountBuilder().withMetadata(named(namespace, "guidon")).build())
        .create();
    client
        .resource(
            new RoleBindingBuilder()
                .withMetadata(named(namespace, "guidon"))
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "guidon")
                .addNewSubject("", "ServiceAccount", "guidon", namespace.name())
                .build())
        .create();
  }

  private static Secret secret(KubernetesClient client, TestNamespace namespace, String name) {
    return client
        .resource(new SecretBuilder().withMetadata(named(namespace, name)).build())
        .create();
  }

  /** A token that is worth nothing any more when {@code bound} is gone. */
  private static String token(KubernetesClient client, TestNamespace namespace, Secret bound) {
    return client
        .serviceAccounts()
        .inNamespace(namespace.name())
        .withName("guidon")
        .tokenRequest(
            new TokenRequestBuilder()
                .withNewSpec()
                .withNewBoundObjectRef()
                .withApiVersion("v1")
                .withKind("Secret")
                .withName(bound.getMetadata().getName())
                .withUid(bound.getMetadata().getUid())
                .endBoundObjectRef()
                .endSpec()
                .build())
        .getStatus()
        .getToken();
  }

  private static ObjectMeta named(TestNamespace namespace, String name) {
    return new ObjectMetaBuilder().withNamespace(namespace.name()).withName(name).build();
  }
}
