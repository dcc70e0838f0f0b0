package io.guidon.sim.model;

import static io.guidon.sim.Manifests.APEX;
import static io.guidon.sim.Manifests.CANARY;
import static io.guidon.sim.Manifests.ROUTE;
import static io.guidon.sim.Manifests.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.Manifests;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.store.ApiClient;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Services, routes and what goes with its owner. */
final class NetworkTest {

  private final VirtualTime time = VirtualTime.create();
  private final ApiStore store = new ApiStore(time);
  private final ApiClient user = store.client("user");
  private final Workloads world = Workloads.start(store, time);

  @Test
  void listsThePodsOfAServiceInItsEndpointSlice() {
    user.create(Manifests.service("podinfo", "podinfo"));
    time.runFor(Duration.ofSeconds(1));
    assertThat(endpoints()).isEmpty();
    assertThat(slices()).hasSize(1);

    user.create(Manifests.deployment("podinfo", "web:1"));
    time.runFor(Duration.ofSeconds(1));
    assertThat(endpoints()).containsExactly("false", "false");
    time.runFor(Duration.ofSeconds(5));

    assertThat(endpoints()).containsExactly("true", "true");
    assertThat(Trees.text(slices().getFirst(), "metadata", "labels", "kubernetes.io/service-name"))
        .isEqualTo("podinfo");
    assertThat(world.readyPodsBehind(user.need(APEX))).isEqualTo(2);
  }

  @Test
  void followsTheSelectorLate() {
    user.create(Manifests.service("podinfo", "podinfo"));
    user.create(Manifests.deployment("podinfo", "web:1"));
    time.runFor(Duration.ofSeconds(5));

    user.edit(APEX, tree -> Trees.need(tree, "spec", "selector").put("app", "elsewhere"));

    assertThat(world.readyPodsBehind(user.need(APEX))).isZero();
    assertThat(endpoints()).containsExactly("true", "true");
    time.runFor(Duration.ofSeconds(1));
    assertThat(endpoints()).isEmpty();
  }

  @Test
  void selectsPodsByTheLabelsOfTheTemplateThatTheyRun() {
    user.create(Manifests.service("podinfo", "podinfo"));
    user.edit(APEX, tree -> Trees.need(tree, "spec", "selector").put("tier", "new"));
    user.create(Manifests.deployment("podinfo", "web:1"));
    time.runFor(Duration.ofSeconds(5));
    assertThat(world.readyPodsBehind(user.need(APEX))).isZero();

    user.edit(
        TARGET,
        tree -> Trees.need(tree, "spec", "template", "metadata", "labels").put("tier", "new"));
    assertThat(world.readyPodsBehind(user.need(APEX))).isZero();
    time.runFor(Duration.ofSeconds(10));

    assertThat(world.readyPodsBehind(user.need(APEX))).isEqualTo(2);
  }

  @Test
  void sendsNothingToAServiceWithoutSelector() {
    user.create(Manifests.deployment("podinfo", "web:1"));
    var service = Manifests.service("podinfo", "podinfo");
    Trees.need(service, "spec").remove("selector");
    user.create(service);
    time.runFor(Duration.ofSeconds(5));

    assertThat(world.readyPodsBehind(user.need(APEX))).isZero();
    assertThat(slices()).isEmpty();
  }

  @Test
  void acceptsEachGenerationOfARouteAfterAWhile() {
    user.create(Manifests.route(0));
    assertThat(accepted()).isEmpty();
    time.runFor(Duration.ofSeconds(1));
    assertThat(accepted()).isEqualTo("True for 1");

    user.applyForced(Manifests.route(20));
    assertThat(accepted()).isEqualTo("True for 1");
    time.runFor(Duration.ofSeconds(1));

    assertThat(accepted()).isEqualTo("True for 2");
  }

  @Test
  void saysNothingOfRoutesWhenTheGatewayIsSilent() {
    world.gateway(GatewayMode.SILENT);

    user.create(Manifests.route(0));
    time.runFor(Duration.ofMinutes(1));
    assertThat(accepted()).isEmpty();
    world.gateway(GatewayMode.ACCEPTS);
    time.runFor(Duration.ofSeconds(1));

    assertThat(accepted()).isEqualTo("True for 1");
  }

  @Test
  void rejectsRoutes() {
    world.gateway(GatewayMode.REJECTS);

    user.create(Manifests.route(0));
    time.runFor(Duration.ofSeconds(1));

    assertThat(accepted()).isEqualTo("False for 1");
  }

  @Test
  void collectsWhatACanaryOwned() {
    var canary = user.create(Manifests.canary());
    var primary =
        user.create(Manifests.ownedBy(canary, Manifests.deployment("podinfo-primary", "web:1")));
    user.create(Manifests.ownedBy(primary, Manifests.service("podinfo", "podinfo-primary")));
    time.runFor(Duration.ofSeconds(5));
    assertThat(slices()).hasSize(1);

    user.delete(CANARY);
    assertThat(store.refs("test")).hasSize(3);
    time.runFor(Duration.ofSeconds(5));

    assertThat(store.refs("test")).isEmpty();
    assertThat(world.pods("test")).isEmpty();
  }

  @Test
  void deletesANamespaceWithAllThatNothingHolds() {
    var canary = Manifests.canary();
    Trees.need(canary, "metadata").putArray("finalizers").add("guidon.io/x");
    user.create(canary);
    user.create(Manifests.deployment("podinfo", "web:1"));
    user.create(Manifests.service("podinfo", "podinfo"));
    time.runFor(Duration.ofSeconds(5));

    world.deleteNamespace("test");
    time.runFor(Duration.ofSeconds(5));

    assertThat(store.refs("test")).containsExactly(CANARY);
    assertThat(Trees.at(user.need(CANARY), "metadata").has("deletionTimestamp")).isTrue();
  }

  private List<ObjectNode> slices() {
    return store.list("discovery.k8s.io/v1", "EndpointSlice", "test");
  }

  private List<String> endpoints() {
    return slices().stream()
        .flatMap(slice -> Trees.objects(slice, "endpoints").stream())
        .map(endpoint -> Trees.text(endpoint, "conditions", "ready"))
        .toList();
  }

  private String accepted() {
    return Trees.objects(user.need(ROUTE), "status", "parents").stream()
        .flatMap(parent -> Trees.objects(parent, "conditions").stream())
        .filter(condition -> Trees.text(condition, "type").equals("Accepted"))
        .map(condition ->
            Trees.text(condition, "status") + " for " + Trees.text(condition, "observedGeneration"))
        .findFirst()
        .orElse("");
  }
}
