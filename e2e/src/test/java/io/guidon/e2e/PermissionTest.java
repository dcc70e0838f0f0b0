package io.guidon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** R16: a missing permission stops only what needs it, with one clear line. */
@OnControlPlane
@Execution(ExecutionMode.CONCURRENT)
class PermissionTest {

  @TempDir Path folder;

  @Test
  void waitsForARightThatItLacksAndGoesOnWhenItIsGranted(
      ControlPlane plane, KubernetesClient client, TestNamespace namespace) throws IOException {
    try (var story = Story.in(plane, client, namespace).withPodinfo()) {
      client.resource(role(namespace, "canaries", "canaries/status", "metrictemplates")).create();
      var account = folder.resolve("kubeconfig");
      Files.writeString(
          account,
          Story.read(plane.kubeconfig()).replace(plane.token(), tokenOf(client, namespace)));

      var operator = story.operator(account);
      story.await(
          "the line about it",
          () ->
              operator
                  .log()
                  .contains(
                      "httproutes (gateway.networking.k8s.io/v1) may not be listed or watched"));
      story.awaitEvent("HTTPRoute (gateway.networking.k8s.io/v1)");
      assertThat(story.find("gateway.networking.k8s.io/v1", "HTTPRoute", "podinfo")).isEmpty();
      assertThat(operator.log().split("may not be listed or watched", -1))
          .as("one line per kind that lacks the right: HTTPRoute, AlertProvider")
          .hasSize(3);

      client
          .resource(
              role(
                  namespace,
                  "canaries",
                  "canaries/status",
                  "metrictemplates",
                  "alertproviders",
                  "httproutes"))
          .update();

      story.awaitPhase("Initialized");
      assertThat(story.weights()).containsExactly(100, 0);
    }
  }

  /** All that the operator needs of the built-in kinds, and these custom ones. */
  private static Role role(TestNamespace namespace, String... custom) {
    return new RoleBuilder()
        .withMetadata(named(namespace))
        .addNewRule()
        .withApiGroups("", "apps", "autoscaling", "discovery.k8s.io", "coordination.k8s.io")
        .withResources("*")
        .withVerbs("*")
        .endRule()
        .addNewRule()
        .withApiGroups("flagger.app", "gateway.networking.k8s.io")
        .withResources(custom)
        .withVerbs("*")
        .endRule()
        .build();
  }

  private static String tokenOf(KubernetesClient client, TestNamespace namespace) {
    client.resource(new ServiceAccountBuilder().withMetadata(named(namespace)).build()).create();
    client
        .resource(
            new RoleBindingBuilder()
                .withMetadata(named(namespace))
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "operator")
                .addNewSubject("", "ServiceAccount", "operator", namespace.name())
                .build())
        .create();
    return client
        .serviceAccounts()
        .inNamespace(namespace.name())
        .withName("operator")
        .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
        .getStatus()
        .getToken();
  }

  private static ObjectMeta named(TestNamespace namespace) {
    return new ObjectMetaBuilder().withNamespace(namespace.name()).withName("operator").build();
  }
}
