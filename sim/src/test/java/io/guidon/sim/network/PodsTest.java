package io.guidon.sim.network;

import static io.guidon.sim.network.LiveCluster.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.Manifests;
import io.guidon.sim.store.Trees;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The pods of a live cluster and what runs in them. */
@Execution(ExecutionMode.CONCURRENT)
final class PodsTest {

  private final LiveCluster cluster = new LiveCluster();

  @AfterEach
  void end() {
    cluster.close();
  }

  @Test
  void servesPodinfosPathsWithTheVersionOfTheImage() {
    cluster.withApp("podinfo", "ghcr.io/stefanprodan/podinfo:6.0.1", 1);

    var root = cluster.visit("http://podinfo.test/");
    assertThat(root.body().text())
        .contains("\"version\":\"6.0.1\"")
        .contains("\"hostname\":\"" + names("podinfo").getFirst() + "\"")
        .contains("greetings from podinfo v6.0.1");
    assertThat(cluster.visit("http://podinfo.test/version").body().text()).contains("6.0.1");
    assertStatus(cluster.visit("http://podinfo.test/healthz"), 200);
    assertStatus(cluster.visit("http://podinfo.test/status/418"), 418);
    assertStatus(cluster.visit("http://podinfo.test/delay/0"), 200);
    assertStatus(cluster.visit("http://podinfo.test/nothing"), 404);
    assertThat(cluster.visit("http://podinfo.test/headers").body().text()).contains("podinfo.test");
    assertThat(cluster.visit("http://podinfo.test/env").body().text()).contains("HOSTNAME=podinfo");
    assertThat(cluster.post("http://podinfo.test/echo", "again").body().text()).isEqualTo("again");
    assertThat(cluster.post("http://podinfo.test/token", "anon").body().text())
        .contains("\"token\"");
  }

  @Test
  void isReadyOnlyWhileItsApplicationSaysSo() {
    cluster.withApp("podinfo", "podinfo:1", 1);

    cluster.post("http://podinfo.test/readyz/disable", "");
    cluster.await("it is not ready", () -> cluster.readyEndpoints("podinfo") == 0);
    assertThat(condition("podinfo", "Ready")).isEqualTo("False");
    assertStatus(cluster.visit("http://podinfo.test/"), 503);

    String address = Trees.text(cluster.pods("podinfo").getFirst(), "status", "podIP");
    assertStatus(cluster.visit("http://" + address + ":9898/readyz"), 503);
    cluster.post("http://" + address + ":9898/readyz/enable", "");
    cluster.await("it is ready", () -> cluster.readyEndpoints("podinfo") == 1);
    assertThat(condition("podinfo", "Ready")).isEqualTo("True");
  }

  @Test
  void startsAnApplicationAgainThatEnded() {
    cluster.withApp("podinfo", "podinfo:1", 1);

    cluster.visit("http://podinfo.test/panic");
    cluster.await("it is not ready", () -> cluster.readyEndpoints("podinfo") == 0);
    cluster.await("it is ready again", () -> cluster.readyEndpoints("podinfo") == 1);

    assertThat(container("podinfo").path("restartCount").asInt()).isEqualTo(1);
    assertThat(cluster.pods("podinfo")).hasSize(1);
    assertStatus(cluster.visit("http://podinfo.test/"), 200);
  }

  @Test
  void neverGetsReadyWithAnImageThatCrashes() {
    cluster.with(
        Manifests.deployment("podinfo", "podinfo:2-crash"),
        Manifests.service("podinfo", "podinfo"));

    cluster.await(
        "it was started twice",
        () ->
            cluster.pods("podinfo").size() == 2
                && container("podinfo").path("restartCount").asInt() >= 2);

    assertThat(Trees.text(container("podinfo"), "state", "waiting", "reason"))
        .isEqualTo("CrashLoopBackOff");
    assertThat(cluster.readyEndpoints("podinfo")).isZero();
  }

  @Test
  void answersHalfOfTheRequestsWithErrorsWhenTheTagSaysSo() {
    cluster.withApp("podinfo", "podinfo:2-errors", 1);

    int errors = 0;
    for (int i = 0; i < 400; i++) {
      int status = cluster.visit("http://podinfo.test/").status();
      assertThat(status).isIn(200, 500);
      errors += status == 500 ? 1 : 0;
      assertStatus(cluster.visit("http://podinfo.test/readyz"), 200);
    }

    // Five standard deviations.
    assertThat(errors).isBetween(150, 250);
  }

  @Test
  void ownsItsPodsThroughReplicaSets() {
    cluster.withApp("podinfo", "podinfo:1", 2);

    var set = cluster.list("apps/v1", "ReplicaSet").getFirst();
    var pod = cluster.pods("podinfo").getFirst();

    assertThat(Trees.text(owner(set), "kind")).isEqualTo("Deployment");
    assertThat(Trees.at(set, "status", "readyReplicas").asInt()).isEqualTo(2);
    assertThat(Trees.text(owner(pod), "uid")).isEqualTo(Trees.text(set, "metadata", "uid"));
    assertThat(Trees.text(pod, "metadata", "labels", "pod-template-hash"))
        .isEqualTo(Trees.text(set, "spec", "selector", "matchLabels", "pod-template-hash"));
    assertThat(Trees.text(pod, "status", "phase")).isEqualTo("Running");
    assertThat(condition("podinfo", "PodScheduled")).isEqualTo("True");
  }

  @Test
  void answersForAWhileWhenItIsDeletedAndIsReplaced() {
    cluster.withApp("podinfo", "podinfo:1", 1);
    var first = cluster.pods("podinfo").getFirst();
    String address = Trees.text(first, "status", "podIP");

    cluster
        .world()
        .run(() ->
            cluster.user(client -> {
              client.delete(ObjectRef.of(first));
              return true;
            }));

    var marked = cluster.need(ObjectRef.of(first));
    assertThat(Trees.at(marked, "metadata").has("deletionTimestamp")).isTrue();
    assertStatus(cluster.visit("http://" + address + ":9898/"), 200);
    cluster.await(
        "it is gone", () -> cluster.user(client -> client.get(ObjectRef.of(first))).isEmpty());
    cluster.await("another one is ready", () -> cluster.readyEndpoints("podinfo") == 1);
    assertThat(names("podinfo")).hasSize(1).doesNotContain(Trees.text(first, "metadata", "name"));
    assertStatus(cluster.visit("http://" + address + ":9898/"), 502);
  }

  @Test
  void takesAllItsPodsWithItWhenADeploymentIsDeleted() {
    cluster.withApp("podinfo", "podinfo:1", 2);

    cluster.user(client -> {
      client.delete(Manifests.TARGET);
      return true;
    });

    cluster.await("the pods are gone", () -> cluster.pods("podinfo").isEmpty());
    cluster.await("the sets are gone", () -> cluster.list("apps/v1", "ReplicaSet").isEmpty());
  }

  @Test
  void answersEverythingWithAnyOtherImage() {
    cluster.withApp("web", "nginx:1", 1);

    assertStatus(cluster.visit("http://web.test/any/path?x=1"), 200);
  }

  private List<String> names(String app) {
    return cluster.pods(app).stream().map(pod -> Trees.text(pod, "metadata", "name")).toList();
  }

  private String condition(String app, String type) {
    return Trees.objects(cluster.pods(app).getFirst(), "status", "conditions").stream()
        .filter(condition -> Trees.text(condition, "type").equals(type))
        .map(condition -> Trees.text(condition, "status"))
        .findFirst()
        .orElse("");
  }

  private ObjectNode container(String app) {
    return Trees.objects(cluster.pods(app).getFirst(), "status", "containerStatuses").getFirst();
  }

  private static ObjectNode owner(ObjectNode object) {
    return Trees.objects(object, "metadata", "ownerReferences").getFirst();
  }
}
