package io.guidon.sim.model;

import static io.guidon.sim.Manifests.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.Manifests;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.model.ContainerState.Phase;
import io.guidon.sim.store.ApiClient;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pods and ReplicaSets as objects, in virtual time. */
final class PodObjectsTest {

  private final VirtualTime time = VirtualTime.create();
  private final ApiStore store = new ApiStore(time);
  private final ApiClient user = store.client("user");
  private final Workloads world = Workloads.start(store, time, ClusterSettings.live());

  @Test
  void makesPodsThatGetReady() {
    user.create(Manifests.deployment("podinfo", "web:1"));
    time.runFor(Duration.ofSeconds(1));
    assertThat(pods())
        .hasSize(2)
        .allSatisfy(pod -> {
          assertThat(condition(pod, "Ready")).isEqualTo("False");
          assertThat(condition(pod, "PodScheduled")).isEqualTo("True");
          assertThat(Trees.text(pod, "status", "podIP")).startsWith("10.244.");
        });

    time.runFor(Duration.ofSeconds(5));

    assertThat(pods())
        .hasSize(2)
        .allSatisfy(pod -> {
          assertThat(condition(pod, "Ready")).isEqualTo("True");
          assertThat(condition(pod, "ContainersReady")).isEqualTo("True");
          assertThat(Trees.at(pod, "status", "containerStatuses").get(0).path("ready").asBoolean())
              .isTrue();
        });
    assertThat(Trees.at(user.need(TARGET), "status", "readyReplicas").asInt()).isEqualTo(2);
  }

  @Test
  void terminatesAPodBeforeItIsGone() {
    user.create(Manifests.deployment("podinfo", "web:1"));
    user.create(Manifests.service("podinfo", "podinfo"));
    time.runFor(Duration.ofSeconds(5));

    user.scale(TARGET, 1);
    time.runFor(Duration.ofMillis(500));

    assertThat(pods())
        .filteredOn(pod -> Trees.at(pod, "metadata").has("deletionTimestamp"))
        .hasSize(1);
    assertThat(endpoints())
        .containsExactlyInAnyOrder(
            "{\"ready\":true,\"serving\":true,\"terminating\":false}",
            "{\"ready\":false,\"serving\":true,\"terminating\":true}");
    time.runFor(Duration.ofSeconds(2));
    assertThat(pods()).hasSize(1);
    assertThat(endpoints()).hasSize(1);
  }

  @Test
  void replacesAPodThatSomebodyDeletesWithoutGrace() {
    user.create(Manifests.deployment("podinfo", "web:1"));
    time.runFor(Duration.ofSeconds(5));
    var first = ObjectRef.of(pods().getFirst());

    user.deleteNow(first);
    time.runFor(Duration.ofSeconds(5));

    assertThat(pods()).hasSize(2).noneMatch(pod -> ObjectRef.of(pod).equals(first));
    assertThat(pods()).allMatch(pod -> condition(pod, "Ready").equals("True"));
  }

  @Test
  void keepsTheSetsOfEarlierTemplates() {
    user.create(Manifests.deployment("podinfo", "web:1"));
    time.runFor(Duration.ofSeconds(5));
    image("web:2");
    time.runFor(Duration.ofSeconds(20));
    assertThat(sets())
        .containsExactlyInAnyOrder("web:1 0 of 0, revision 1", "web:2 2 of 2, revision 2");

    image("web:1");
    time.runFor(Duration.ofSeconds(20));

    assertThat(sets())
        .containsExactlyInAnyOrder("web:2 0 of 0, revision 2", "web:1 2 of 2, revision 3");
  }

  @Test
  void forgetsSetsBeyondTheHistoryLimit() {
    user.create(Manifests.deployment("podinfo", "web:0"));
    user.edit(TARGET, tree -> Trees.need(tree, "spec").put("revisionHistoryLimit", 1));
    for (int version = 1; version <= 3; version++) {
      image("web:" + version);
      time.runFor(Duration.ofSeconds(20));
    }

    assertThat(sets()).hasSize(2).allMatch(set -> set.matches("web:[23].*"));
  }

  @Test
  void waitsForTheApplicationAndNotOnlyForTheMode() {
    var applications = new RecordedApplications();
    world.run(applications);
    user.create(Manifests.deployment("podinfo", "web:1"));
    time.runFor(Duration.ofMinutes(1));
    assertThat(applications.started).hasSize(2);
    assertThat(pods()).allMatch(pod -> condition(pod, "Ready").equals("False"));

    applications.started.forEach(pod -> see(pod, Phase.ANSWERING, 0));
    time.runFor(Duration.ofSeconds(1));
    assertThat(pods()).allMatch(pod -> condition(pod, "Ready").equals("True"));

    see(applications.started.getFirst(), Phase.CRASHED, 0);
    time.runFor(Duration.ofSeconds(1));
    assertThat(world.readyPods(TARGET)).isEqualTo(1);
    assertThat(pods())
        .filteredOn(pod -> condition(pod, "Ready").equals("False"))
        .singleElement()
        .satisfies(pod ->
            assertThat(
                    Trees.text(
                        Trees.objects(pod, "status", "containerStatuses").getFirst(),
                        "state",
                        "waiting",
                        "reason"))
                .isEqualTo("CrashLoopBackOff"));
  }

  @Test
  void stopsApplicationsWhenTheirPodsAreGoneAndNotBefore() {
    var applications = new RecordedApplications();
    world.run(applications);
    user.create(Manifests.deployment("podinfo", "web:1"));
    time.runFor(Duration.ofSeconds(5));

    user.delete(TARGET);
    time.runFor(Duration.ofMillis(500));
    assertThat(applications.stopped).isEmpty();
    time.runFor(Duration.ofSeconds(1));

    assertThat(applications.stopped).hasSize(2);
    assertThat(pods()).isEmpty();
  }

  @Test
  void clearsAwayThePodsOfAnEarlierWorld() {
    user.create(Manifests.deployment("podinfo", "web:1"));
    time.runFor(Duration.ofSeconds(5));
    var later = new ApiStore(time);
    store.list("apps/v1", "Deployment").forEach(later::load);
    pods().forEach(later::load);
    var stray = Trees.copy(pods().getFirst());
    Trees.need(stray, "metadata").put("name", "podinfo-stray");
    later.load(stray);

    Workloads.start(later, time, ClusterSettings.live());

    assertThat(later.list("v1", "Pod"))
        .extracting(pod -> Trees.text(pod, "metadata", "name"))
        .doesNotContain("podinfo-stray");
  }

  @Test
  void needsPodsForApplications() {
    var without = Workloads.start(new ApiStore(time), time, ClusterSettings.usual());

    assertThatThrownBy(() -> without.run(new RecordedApplications()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ClusterSettings.live()");
  }

  private void see(Pod pod, Phase phase, int restarts) {
    world.containerChanged(
        Manifests.ref("v1", "Pod", pod.name()), new ContainerState(phase, restarts));
  }

  private void image(String image) {
    user.edit(
        TARGET,
        tree ->
            Trees.objects(tree, "spec", "template", "spec", "containers")
                .getFirst()
                .put("image", image));
  }

  private List<ObjectNode> pods() {
    return store.list("v1", "Pod", "test");
  }

  private List<String> endpoints() {
    return store.list("discovery.k8s.io/v1", "EndpointSlice", "test").stream()
        .flatMap(slice -> Trees.objects(slice, "endpoints").stream())
        .map(endpoint -> endpoint.path("conditions").toString())
        .toList();
  }

  private List<String> sets() {
    return store.list("apps/v1", "ReplicaSet", "test").stream()
        .map(set ->
            Trees.text(
                    Trees.objects(set, "spec", "template", "spec", "containers").getFirst(),
                    "image")
                + " "
                + Trees.at(set, "status", "readyReplicas").asInt()
                + " of "
                + Trees.at(set, "spec", "replicas").asInt()
                + ", revision "
                + Trees.text(set, "metadata", "annotations", "deployment.kubernetes.io/revision"))
        .toList();
  }

  private static String condition(ObjectNode pod, String type) {
    return Trees.objects(pod, "status", "conditions").stream()
        .filter(condition -> Trees.text(condition, "type").equals(type))
        .map(condition -> Trees.text(condition, "status"))
        .findFirst()
        .orElse("");
  }

  private static final class RecordedApplications implements Applications {
    private final List<Pod> started = new ArrayList<>();
    private final List<Pod> stopped = new ArrayList<>();

    @Override
    public void start(Pod pod, JsonNode spec) {
      started.add(pod);
    }

    @Override
    public void stop(Pod pod) {
      stopped.add(pod);
    }
  }
}
