package io.guidon.e2e.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What the server says of itself. */
@OnEachServer
final class DiscoveryTest {

  @AutoClose private final Api api;

  DiscoveryTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
  }

  private static final String AGGREGATED =
      "Accept: application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

  @Test
  void itSaysItsVersion() {
    var version = api.get("/version").ok();

    assertThat(version.get("major").asText()).isEqualTo("1");
    assertThat(version.get("minor").asText()).isEqualTo("36");
    assertThat(version.get("gitVersion").asText()).startsWith("v1.36.");
  }

  @Test
  void theCoreHasVersionOne() {
    var versions = api.get("/api").ok();

    assertThat(versions.get("kind").asText()).isEqualTo("APIVersions");
    assertThat(versions.get("versions")).isEqualTo(Trees.tree("[v1]"));
  }

  @Test
  void groupsAreListed() {
    var groups = api.get("/apis").ok();

    assertThat(groups.get("kind").asText()).isEqualTo("APIGroupList");
    assertThat(Trees.texts(groups.get("groups"), "/name"))
        .contains(
            "apps",
            "autoscaling",
            "coordination.k8s.io",
            "discovery.k8s.io",
            "apiextensions.k8s.io");
  }

  @Test
  void aGroupSaysItsVersions() {
    var group = api.get("/apis/apps").ok();

    assertThat(group.get("kind").asText()).isEqualTo("APIGroup");
    assertThat(group.get("preferredVersion"))
        .isEqualTo(Trees.tree("{groupVersion: apps/v1, version: v1}"));
  }

  @Test
  void resourcesOfTheCoreAreListed() {
    var resources = api.get("/api/v1").ok();

    assertThat(resources.get("kind").asText()).isEqualTo("APIResourceList");
    assertThat(resources.get("groupVersion").asText()).isEqualTo("v1");
    var configMap = resource(resources, "configmaps");
    assertThat(configMap.path("kind").asText()).isEqualTo("ConfigMap");
    assertThat(configMap.path("namespaced").asBoolean()).isTrue();
    assertThat(configMap.path("singularName").asText()).isEqualTo("configmap");
    assertThat(configMap.path("shortNames")).isEqualTo(Trees.tree("[cm]"));
    assertThat(Trees.texts(configMap.path("verbs"), ""))
        .containsExactly(
            "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
  }

  @Test
  void subresourcesAreListed() {
    var resources = api.get("/apis/apps/v1").ok();

    assertThat(resource(resources, "deployments").path("categories"))
        .isEqualTo(Trees.tree("[all]"));
    assertThat(resource(resources, "deployments/status").path("kind").asText())
        .isEqualTo("Deployment");
    var scale = resource(resources, "deployments/scale");
    assertThat(scale.path("kind").asText()).isEqualTo("Scale");
    assertThat(scale.path("group").asText()).isEqualTo("autoscaling");
    assertThat(Trees.texts(scale.path("verbs"), "")).containsExactly("get", "patch", "update");
  }

  @Test
  void resourcesWithoutNamespaceSaySo() {
    assertThat(resource(api.get("/api/v1").ok(), "namespaces").path("namespaced").asBoolean(true))
        .isFalse();
  }

  @Test
  void aDefinitionIsDiscovered() {
    api.widgets(Samples.OPEN_WITH_STATUS);

    var resources = awaitResources("/apis/" + api.ownGroup() + "/v1");

    assertThat(resource(resources, "widgets").path("kind").asText()).isEqualTo("Widget");
    assertThat(Trees.texts(resource(resources, "widgets").path("verbs"), ""))
        .containsExactly(
            "delete", "deletecollection", "get", "list", "patch", "create", "update", "watch");
    assertThat(Trees.texts(resource(resources, "widgets/status").path("verbs"), ""))
        .containsExactly("get", "patch", "update");
  }

  @Test
  void theGroupOfADefinitionIsDiscovered() {
    api.widgets(Samples.OPEN);

    awaitResources("/apis/" + api.ownGroup() + "/v1");

    var group = api.get("/apis/" + api.ownGroup()).ok();
    assertThat(group.get("versions"))
        .isEqualTo(Trees.tree("[{groupVersion: %s/v1, version: v1}]".formatted(api.ownGroup())));
  }

  @Test
  void everythingIsDiscoveredAtOnce() {
    var answer = api.get("/apis", AGGREGATED);

    var list = answer.ok();
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");
    assertThat(list.get("kind").asText()).isEqualTo("APIGroupDiscoveryList");
    assertThat(Trees.names(list)).contains("apps");
    var resources = group(list, "apps").at("/versions/0/resources");
    var deployments = named(resources, "resource", "deployments");
    assertThat(deployments.at("/responseKind"))
        .isEqualTo(Trees.tree("{group: '', kind: Deployment, version: ''}"));
    assertThat(deployments.path("scope").asText()).isEqualTo("Namespaced");
    assertThat(Trees.texts(deployments.path("subresources"), "/subresource"))
        .containsExactlyInAnyOrder("scale", "status");
  }

  @Test
  void theCoreIsDiscoveredAtOnce() {
    var list = api.get("/api", AGGREGATED).ok();

    assertThat(list.at("/items/0/versions/0/version").asText()).isEqualTo("v1");
    var pods = named(list.at("/items/0/versions/0/resources"), "resource", "pods");
    assertThat(pods.path("singularResource").asText()).isEqualTo("pod");
    assertThat(pods.path("shortNames")).isEqualTo(Trees.tree("[po]"));
  }

  @Test
  void anUnknownGroupIsNotFound() {
    assertThat(api.get("/apis/nothing.example.com").code()).isEqualTo(404);
    assertThat(api.get("/apis/nothing.example.com/v1").code()).isEqualTo(404);
  }

  @Test
  void itIsReady() {
    assertThat(api.get("/readyz").body().asText()).isEqualTo("ok");
    assertThat(api.get("/healthz").body().asText()).isEqualTo("ok");
  }

  private JsonNode awaitResources(String path) {
    Awaitility.await().atMost(60, SECONDS).until(() -> api.get(path).code() == 200);
    return api.get(path).ok();
  }

  private static JsonNode resource(JsonNode resources, String name) {
    return named(resources.path("resources"), "name", name);
  }

  private static JsonNode group(JsonNode list, String name) {
    for (var group : list.path("items")) {
      if (group.at("/metadata/name").asText().equals(name)) {
        return group;
      }
    }
    throw new AssertionError("no group " + name + " in " + list);
  }

  private static JsonNode named(JsonNode array, String field, String name) {
    for (var element : array) {
      if (element.path(field).asText().equals(name)) {
        return element;
      }
    }
    throw new AssertionError("no " + field + " " + name + " in " + array);
  }
}
