package io.guidon.sim.model;

import static io.guidon.sim.Manifests.PRIMARY;
import static io.guidon.sim.Manifests.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.Manifests;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.store.ApiClient;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class DeploymentsTest {

  private final VirtualTime time = VirtualTime.create();
  private final ApiStore store = new ApiStore(time);
  private final ApiClient user = store.client("user");
  private final Workloads world = Workloads.start(store, time);

  @Test
  void startsPodsAndSaysWhenTheyAreReady() {
    user.create(deployment("web:1"));

    time.runFor(Duration.ofSeconds(1));
    assertThat(world.readyPods(TARGET)).isZero();
    assertThat(status()).containsEntry("replicas", 2).containsEntry("unavailableReplicas", 2);
    assertThat(condition("Available")).isEqualTo("False MinimumReplicasUnavailable");
    assertThat(condition("Progressing")).isEqualTo("True ReplicaSetUpdated");

    time.runFor(Duration.ofSeconds(2));
    assertThat(world.readyPods(TARGET)).isEqualTo(2);
    assertThat(status())
        .containsEntry("replicas", 2)
        .containsEntry("updatedReplicas", 2)
        .containsEntry("readyReplicas", 2)
        .containsEntry("availableReplicas", 2)
        .containsEntry("observedGeneration", 1)
        .doesNotContainKey("unavailableReplicas");
    assertThat(condition("Available")).isEqualTo("True MinimumReplicasAvailable");
    assertThat(condition("Progressing")).isEqualTo("True NewReplicaSetAvailable");
  }

  @Test
  void keepsOldPodsReadyDuringARollingUpdate() {
    user.create(deployment("web:1"));
    time.runFor(Duration.ofSeconds(5));
    var fewest = fewestReadyPods();

    setImage("web:2");
    time.runFor(Duration.ofSeconds(1));
    assertThat(images()).containsExactlyInAnyOrder("web:1", "web:1", "web:2");
    assertThat(status()).containsEntry("replicas", 3).containsEntry("updatedReplicas", 1);
    time.runFor(Duration.ofSeconds(9));

    assertThat(images()).containsExactly("web:2", "web:2");
    assertThat(fewest).allMatch(ready -> ready >= 2);
    assertThat(condition("Progressing")).isEqualTo("True NewReplicaSetAvailable");
    assertThat(
            Trees.text(
                user.need(TARGET), "metadata", "annotations", "deployment.kubernetes.io/revision"))
        .isEqualTo("2");
  }

  @Test
  void hasNoPodsForAWhileWhenTheStrategyIsRecreate() {
    var manifest = deployment("web:1");
    Trees.need(manifest, "spec", "strategy").put("type", "Recreate");
    user.create(manifest);
    time.runFor(Duration.ofSeconds(5));
    var fewest = fewestReadyPods();

    setImage("web:2");
    time.runFor(Duration.ofSeconds(10));

    assertThat(images()).containsExactly("web:2", "web:2");
    assertThat(fewest).contains(0);
    assertThat(world.readyPods(TARGET)).isEqualTo(2);
  }

  @Test
  void givesUpAtTheProgressDeadlineAndKeepsTheOldPods() {
    world.mode("", ":2", PodMode.neverReady());
    var manifest = deployment("web:1");
    Trees.need(manifest, "spec").put("progressDeadlineSeconds", 30);
    user.create(manifest);
    time.runFor(Duration.ofSeconds(5));

    setImage("web:2");
    time.runFor(Duration.ofSeconds(30));
    assertThat(condition("Progressing")).isEqualTo("True ReplicaSetUpdated");
    time.runFor(Duration.ofSeconds(2));

    assertThat(condition("Progressing")).isEqualTo("False ProgressDeadlineExceeded");
    assertThat(condition("Available")).isEqualTo("True MinimumReplicasAvailable");
    assertThat(world.readyPods(TARGET)).isEqualTo(2);
  }

  @Test
  void recoversAfterTheDeadlineWhenPodsGetReadyAfterAll() {
    world.mode("", ":2", PodMode.neverReady());
    var manifest = deployment("web:2");
    Trees.need(manifest, "spec").put("progressDeadlineSeconds", 30);
    user.create(manifest);
    time.runFor(Duration.ofSeconds(40));
    assertThat(condition("Progressing")).isEqualTo("False ProgressDeadlineExceeded");

    world.mode("", ":2", PodMode.readyAfter(Duration.ofSeconds(1)));
    time.runFor(Duration.ofSeconds(2));

    assertThat(condition("Progressing")).isEqualTo("True NewReplicaSetAvailable");
  }

  @Test
  void countsNoDeadlineForScalingAlone() {
    var manifest = deployment("web:1");
    Trees.need(manifest, "spec").put("progressDeadlineSeconds", 30);
    user.create(manifest);
    time.runFor(Duration.ofSeconds(5));
    world.mode("", "", PodMode.neverReady());
    time.runFor(Duration.ofSeconds(1));

    user.scale(TARGET, 4);
    time.runFor(Duration.ofMinutes(5));

    assertThat(condition("Progressing")).isEqualTo("True NewReplicaSetAvailable");
    assertThat(condition("Available")).isEqualTo("False MinimumReplicasUnavailable");
  }

  @Test
  void scalesToNothingAndBack() {
    user.create(deployment("web:1"));
    time.runFor(Duration.ofSeconds(5));

    user.scale(TARGET, 0);
    time.runFor(Duration.ofSeconds(1));
    assertThat(world.pods("test")).isEmpty();
    assertThat(status())
        .containsEntry("observedGeneration", 2)
        .doesNotContainKeys("replicas", "readyReplicas");

    user.scale(TARGET, 3);
    time.runFor(Duration.ofSeconds(5));
    assertThat(world.readyPods(TARGET)).isEqualTo(3);
    assertThat(condition("Progressing")).isEqualTo("True NewReplicaSetAvailable");
  }

  @Test
  void letsOnlySomePodsGetReady() {
    world.mode("podinfo", "", PodMode.readyUpTo(1, Duration.ofSeconds(1)));
    user.create(deployment("web:1"));
    user.create(Manifests.deployment("podinfo-primary", "web:1"));

    time.runFor(Duration.ofSeconds(10));

    assertThat(world.readyPods(TARGET)).isEqualTo(1);
    assertThat(status()).containsEntry("readyReplicas", 1).containsEntry("unavailableReplicas", 1);
    assertThat(world.readyPods(PRIMARY)).isEqualTo(2);
  }

  @Test
  void letsPodsFlap() {
    world.mode("podinfo", "", PodMode.flapping(Duration.ofSeconds(5), Duration.ofSeconds(3)));
    user.create(deployment("web:1"));

    time.runFor(Duration.ofMillis(3500));
    assertThat(world.readyPods(TARGET)).isEqualTo(2);
    time.runFor(Duration.ofSeconds(5));
    assertThat(world.readyPods(TARGET)).isZero();
    time.runFor(Duration.ofSeconds(3));
    assertThat(world.readyPods(TARGET)).isEqualTo(2);
  }

  @Test
  void replacesPodsThatAreLost() {
    user.create(deployment("web:1"));
    time.runFor(Duration.ofSeconds(5));
    var causes = new ArrayList<PodChange>();
    world.onPodsChanged(causes::add);

    world.losePods(TARGET, 1);
    assertThat(world.readyPods(TARGET)).isEqualTo(1);
    assertThat(causes).containsExactly(new PodChange(TARGET, PodChange.Cause.ACCIDENT));
    time.runFor(Duration.ofSeconds(5));

    assertThat(world.readyPods(TARGET)).isEqualTo(2);
  }

  @Test
  void makesReadyPodsUnreadyWhenTheirModeSaysSo() {
    user.create(deployment("web:1"));
    time.runFor(Duration.ofSeconds(5));
    var causes = new ArrayList<PodChange>();
    world.onPodsChanged(causes::add);

    world.mode("podinfo", ":1", PodMode.neverReady());

    assertThat(world.readyPods(TARGET)).isZero();
    assertThat(causes).extracting(PodChange::cause).containsOnly(PodChange.Cause.ACCIDENT);
  }

  @Test
  void waitsForMinReadySecondsUntilPodsAreAvailable() {
    var manifest = deployment("web:1");
    Trees.need(manifest, "spec").put("minReadySeconds", 20);
    user.create(manifest);

    time.runFor(Duration.ofSeconds(10));
    assertThat(status()).containsEntry("readyReplicas", 2).doesNotContainKey("availableReplicas");
    time.runFor(Duration.ofSeconds(13));

    assertThat(status()).containsEntry("availableReplicas", 2);
  }

  @Test
  void rollsNothingOutWhilePaused() {
    user.create(deployment("web:1"));
    time.runFor(Duration.ofSeconds(5));

    user.edit(
        TARGET,
        tree -> {
          Trees.need(tree, "spec").put("paused", true);
          image(tree, "web:2");
        });
    time.runFor(Duration.ofMinutes(1));

    assertThat(images()).containsExactly("web:1", "web:1");
  }

  @Test
  void endsThePodsOfADeploymentThatIsDeleted() {
    user.create(deployment("web:1"));
    time.runFor(Duration.ofSeconds(5));

    user.delete(TARGET);

    assertThat(world.pods("test")).isEmpty();
    time.runFor(Duration.ofMinutes(1));
    assertThat(world.pods("test")).isEmpty();
  }

  @Test
  void takesOverDeploymentsWithThePodsThatTheirStatusShows() {
    var earlier = new ApiStore(time);
    var client = earlier.client("user");
    client.create(deployment("web:1"));
    client.create(Manifests.deployment("podinfo-primary", "web:9"));
    client.editStatus(TARGET, status -> status.put("replicas", 2).put("readyReplicas", 2));

    var late =
        Workloads.start(
            earlier, time, ClusterSettings.usual().withPodStart(Duration.ofSeconds(10)));

    assertThat(late.readyPods(TARGET)).isEqualTo(2);
    assertThat(late.readyPods(PRIMARY)).isZero();
    time.runFor(Duration.ofSeconds(11));
    assertThat(late.readyPods(PRIMARY)).isEqualTo(2);
  }

  @Test
  void doesNothingWhenThereIsNoDeploymentController() {
    var quiet = new ApiStore(time);
    var without =
        Workloads.start(
            quiet, time, ClusterSettings.usual().without(ClusterSettings.Part.DEPLOYMENTS));
    quiet.client("user").create(deployment("web:1"));

    time.runFor(Duration.ofMinutes(1));

    assertThat(without.pods("test")).isEmpty();
    assertThat(quiet.journal()).hasSize(1);
  }

  @Test
  void comesToRest() {
    user.create(deployment("web:1"));
    user.create(Manifests.service("podinfo", "podinfo"));
    user.create(Manifests.route(0));
    time.runFor(Duration.ofMinutes(1));
    int writes = store.journal().size();

    time.runFor(Duration.ofHours(10));

    assertThat(store.journal()).hasSize(writes);
    assertThat(time.pending()).isZero();
  }

  @Test
  void doesTheSameEachTime() {
    assertThat(journalOfARollout()).isEqualTo(journalOfARollout()).hasSizeGreaterThan(10);
  }

  private static List<Object> journalOfARollout() {
    var clock = VirtualTime.create();
    var fresh = new ApiStore(clock);
    Workloads.start(fresh, clock);
    var client = fresh.client("user");
    client.create(deployment("web:1"));
    client.create(Manifests.service("podinfo", "podinfo"));
    clock.runFor(Duration.ofSeconds(5));
    client.edit(TARGET, tree -> image(tree, "web:2"));
    clock.runFor(Duration.ofMinutes(1));
    return List.copyOf(fresh.journal());
  }

  private static ObjectNode deployment(String image) {
    return Manifests.deployment("podinfo", image);
  }

  private void setImage(String image) {
    user.edit(TARGET, tree -> image(tree, image));
  }

  private static void image(ObjectNode tree, String image) {
    Trees.objects(tree, "spec", "template", "spec", "containers").getFirst().put("image", image);
  }

  private List<String> images() {
    return world.pods("test").stream().map(Pod::image).toList();
  }

  private List<Integer> fewestReadyPods() {
    var seen = new ArrayList<Integer>();
    world.onPodsChanged(change -> seen.add(world.readyPods(TARGET)));
    return seen;
  }

  private Map<String, Integer> status() {
    var counts = new TreeMap<String, Integer>();
    user.need(TARGET).path("status").properties().stream()
        .filter(field -> field.getValue().isInt())
        .forEach(field -> counts.put(field.getKey(), field.getValue().asInt()));
    return counts;
  }

  private String condition(String type) {
    return Trees.objects(user.need(TARGET), "status", "conditions").stream()
        .filter(condition -> Trees.text(condition, "type").equals(type))
        .map(condition -> Trees.text(condition, "status") + " " + Trees.text(condition, "reason"))
        .findFirst()
        .orElse("");
  }
}
