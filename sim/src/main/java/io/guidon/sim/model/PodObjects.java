package io.guidon.sim.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.VirtualTime.Scheduled;
import io.guidon.sim.model.PodChange.Cause;
import io.guidon.sim.store.ApiClient;
import io.guidon.sim.store.Change;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The pods of the model as objects of the API, and their applications: what the ReplicaSet
 * controller, the scheduler and the kubelets do together. A pod that the model gives up is
 * terminating for a while, in which it goes on answering, and then gone.
 */
final class PodObjects implements PodFollower {

  private static final String NODE = "sim";

  private final ApiClient controller;
  private final ApiClient kubelet;
  private final VirtualTime time;
  private final Duration podEnd;
  private final ReplicaSetObjects sets;
  private final Map<ObjectRef, Known> living = new LinkedHashMap<>();
  private final Map<ObjectRef, Ending> ending = new LinkedHashMap<>();
  private final Consumer<ObjectRef> deleted;
  private final Consumer<PodChange> changed;
  private Optional<Applications> applications = Optional.empty();

  /**
   * @param podEnd from the deletion of a pod until it is gone
   * @param deleted is told of pods that somebody else deletes
   * @param changed is told when a terminating pod is gone
   */
  PodObjects(
      ApiClient controller,
      ApiClient kubelet,
      VirtualTime time,
      Duration podEnd,
      Consumer<ObjectRef> deleted,
      Consumer<PodChange> changed) {
    this.controller = controller;
    this.kubelet = kubelet;
    this.time = time;
    this.podEnd = podEnd;
    this.sets = new ReplicaSetObjects(controller);
    this.deleted = deleted;
    this.changed = changed;
  }

  /** From now on the pods, also those that are there, run these. */
  void run(Applications applied) {
    applications = Optional.of(applied);
    living.forEach((ref, known) -> start(ref, known));
  }

  /** Deletes the pods of Deployments that an earlier world left: nothing runs in them. */
  void clearAway(List<ObjectNode> pods) {
    pods.stream()
        .filter(pod -> Trees.at(pod, "metadata", "labels").has(ModelReplicaSet.HASH))
        .forEach(pod -> kubelet.deleteNow(ObjectRef.of(pod)));
  }

  @Override
  public void follow(ModelDeployment model) {
    controller.get(model.ref()).ifPresent(deployment -> sets.write(deployment, model));
    var current = new LinkedHashMap<ObjectRef, Known>();
    model
        .sets()
        .forEach(set ->
            set.pods()
                .forEach(pod -> current.put(ref(model, pod), new Known(pod, set, model.ref()))));
    current.forEach(this::write);
    var gone =
        living.entrySet().stream()
            .filter(entry -> entry.getValue().deployment().equals(model.ref()))
            .filter(entry -> !current.containsKey(entry.getKey()))
            .toList();
    gone.forEach(entry -> end(entry.getKey(), entry.getValue()));
  }

  void onChange(Change change) {
    boolean marked =
        Trees.at(change.object(), "metadata").has("deletionTimestamp")
            || change.type() == Change.Type.DELETED;
    if (marked && living.containsKey(change.ref())) {
      deleted.accept(change.ref());
    } else if (change.type() == Change.Type.DELETED && ending.containsKey(change.ref())) {
      finish(change.ref());
    }
  }

  /** The Deployment whose pod this is; empty if no such pod lives. */
  Optional<ObjectRef> deploymentOf(ObjectRef pod) {
    return Optional.ofNullable(living.get(pod)).map(Known::deployment);
  }

  /** The pods that are ending. */
  Stream<Pod> terminating() {
    return ending.values().stream().map(Ending::pod);
  }

  private void write(ObjectRef ref, Known known) {
    if (!living.containsKey(ref)) {
      begin(ref, known);
    }
    kubelet
        .get(ref)
        .ifPresent(tree -> {
          tree.set("status", PodTrees.status(tree, known.pod(), time.now()));
          kubelet.updateStatus(tree);
        });
  }

  private void begin(ObjectRef ref, Known known) {
    var set = controller.get(ReplicaSetObjects.ref(ref.namespace(), known.set()));
    if (set.isEmpty()) {
      return;
    }
    controller.create(PodTrees.pod(ref, set.get(), known.pod(), NODE));
    living.put(ref, known);
    start(ref, known);
  }

  private void start(ObjectRef ref, Known known) {
    applications.ifPresent(apps -> {
      var nothingYet = new ContainerState(ContainerState.Phase.RUNNING, 0);
      if (known.pod().observe(nothingYet, time.now())) {
        changed.accept(new PodChange(known.deployment(), Cause.ACCIDENT));
      }
      kubelet.get(ref).ifPresent(tree -> apps.start(known.snapshot(), tree.path("spec")));
    });
  }

  private void end(ObjectRef ref, Known known) {
    living.remove(ref);
    boolean forced = kubelet.get(ref).isEmpty();
    var delay = forced ? Duration.ZERO : podEnd;
    ending.put(ref, new Ending(known.snapshot(), time.after(delay, () -> finish(ref))));
    if (!forced) {
      // Marks it; nothing if somebody else did.
      controller.delete(ref);
    }
  }

  private void finish(ObjectRef ref) {
    var end = ending.remove(ref);
    if (end != null) {
      end.alarm().cancel();
      applications.ifPresent(apps -> apps.stop(end.pod()));
      if (kubelet.get(ref).isPresent()) {
        kubelet.deleteNow(ref);
      }
      changed.accept(new PodChange(end.pod().deployment(), Cause.WRITTEN));
    }
  }

  private static ObjectRef ref(ModelDeployment model, ModelPod pod) {
    return new ObjectRef("v1", "Pod", model.ref().namespace(), pod.name());
  }

  private record Known(ModelPod pod, ModelReplicaSet set, ObjectRef deployment) {
    Pod snapshot() {
      return pod.snapshot(deployment);
    }
  }

  private record Ending(Pod pod, Scheduled alarm) {}
}
