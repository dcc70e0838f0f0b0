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
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The Deployment controller: gives Deployments their pods, and writes their status. */
final class DeploymentController {

  private static final String REVISION = "deployment.kubernetes.io/revision";

  private final ApiClient client;
  private final VirtualTime time;
  private final Duration delay;
  private final PodBehaviour behaviour;
  private final Consumer<PodChange> podsChanged;
  private final PodFollower follower;
  private final Map<ObjectRef, ModelDeployment> deployments = new LinkedHashMap<>();
  private final Map<ObjectRef, Scheduled> alarms = new HashMap<>();
  private final Set<ObjectRef> queued = new HashSet<>();
  private int pods;

  /**
   * @param delay from a change of a Deployment until the controller acts
   * @param podsChanged is told of every change of pods
   * @param follower is told of the pods that a Deployment has after a change
   */
  DeploymentController(
      ApiClient client,
      VirtualTime time,
      Duration delay,
      PodModes modes,
      Consumer<PodChange> podsChanged,
      PodFollower follower) {
    this.client = client;
    this.time = time;
    this.delay = delay;
    this.podsChanged = podsChanged;
    this.follower = follower;
    this.behaviour = new PodBehaviour(time, modes, this::readinessChanged);
  }

  /**
   * Takes over a Deployment that was there before: as many of its pods are ready as its status
   * says.
   */
  void adopt(ObjectNode tree) {
    var ref = ObjectRef.of(tree);
    int revision = Trees.at(tree, "metadata", "annotations", REVISION).asInt(1);
    var model = new ModelDeployment(ref, revision, () -> ++pods);
    model.adopt(tree.path("spec"), Trees.at(tree, "status", "readyReplicas").asInt(0), time.now());
    deployments.put(ref, model);
    model
        .sets()
        .forEach(set -> List.copyOf(set.pods()).forEach(pod -> behaviour.begin(pod, set, ref)));
    follower.follow(model);
    enqueue(ref, delay);
  }

  void onChange(Change change) {
    switch (change.type()) {
      case DELETED -> forget(change.ref());
      case ADDED -> enqueue(change.ref(), delay);
      case MODIFIED -> {
        if (!generation(change.object())
            .equals(change.before().map(DeploymentController::generation).orElse(""))) {
          enqueue(change.ref(), delay);
        }
      }
    }
  }

  Stream<Pod> pods() {
    return deployments.values().stream().flatMap(ModelDeployment::pods);
  }

  void lose(ObjectRef ref, int count) {
    var model = known(ref);
    model.ifPresent(deployment -> {
      deployment.lose(count);
      podsChanged.accept(new PodChange(ref, Cause.ACCIDENT));
      enqueue(ref, Duration.ZERO);
    });
  }

  /** A pod that somebody deleted; the controller makes a new one. */
  void lose(ObjectRef ref, String pod) {
    known(ref)
        .filter(deployment -> deployment.lose(pod))
        .ifPresent(deployment -> {
          podsChanged.accept(new PodChange(ref, Cause.ACCIDENT));
          enqueue(ref, Duration.ZERO);
        });
  }

  /** Takes note of what a kubelet sees in a pod. */
  void containerChanged(ObjectRef ref, String pod, ContainerState state) {
    known(ref).stream()
        .flatMap(ModelDeployment::sets)
        .flatMap(set -> set.pods().stream())
        .filter(some -> some.name().equals(pod))
        .findFirst()
        .ifPresent(some -> {
          if (some.observe(state, time.now())) {
            var cause = some.isReady() ? Cause.WRITTEN : Cause.ACCIDENT;
            podsChanged.accept(new PodChange(ref, cause));
          }
          enqueue(ref, Duration.ZERO);
        });
  }

  /** Lets modes act that were just changed. */
  void rethink() {
    for (ModelDeployment deployment : List.copyOf(deployments.values())) {
      deployment
          .sets()
          .toList()
          .forEach(set ->
              List.copyOf(set.pods())
                  .forEach(pod -> behaviour.rethink(pod, set, deployment.ref())));
    }
  }

  private void readinessChanged(PodChange change) {
    podsChanged.accept(change);
    enqueue(change.deployment(), Duration.ZERO);
  }

  private void forget(ObjectRef ref) {
    var gone = deployments.remove(ref);
    Optional.ofNullable(alarms.remove(ref)).ifPresent(Scheduled::cancel);
    if (gone != null) {
      gone.end();
      follower.follow(gone);
      podsChanged.accept(new PodChange(ref, Cause.WRITTEN));
    }
  }

  private void enqueue(ObjectRef ref, Duration after) {
    if (queued.add(ref)) {
      time.after(after, () -> sync(ref));
    }
  }

  private void sync(ObjectRef ref) {
    queued.remove(ref);
    var found = client.get(ref);
    if (found.isEmpty()) {
      return;
    }
    var tree = found.get();
    var spec = tree.path("spec");
    var model = deployments.computeIfAbsent(ref, any -> new ModelDeployment(ref, 0, () -> ++pods));
    boolean moved = model.converge(spec, time.now(), (pod, set) -> behaviour.begin(pod, set, ref));
    if (moved) {
      podsChanged.accept(new PodChange(ref, Cause.WRITTEN));
    }
    follower.follow(model);
    writeStatus(tree, model);
    if (model.isUnfinished(spec)) {
      enqueue(ref, delay);
    }
  }

  private void writeStatus(ObjectNode tree, ModelDeployment model) {
    var spec = tree.path("spec");
    var status = new DeploymentStatus(tree, time.now());
    tree.set("status", status.next(model.counts(spec, time.now()), model.rollout(spec)));
    Trees.need(tree, "metadata", "annotations").put(REVISION, Integer.toString(model.revision()));
    client.updateStatus(tree);
    var next =
        Stream.concat(status.deadline().stream(), model.nextAvailable(spec, time.now()).stream())
            .min(Instant::compareTo);
    Optional.ofNullable(alarms.remove(model.ref())).ifPresent(Scheduled::cancel);
    next.ifPresent(when -> alarms.put(model.ref(), time.at(when, () -> sync(model.ref()))));
  }

  private Optional<ModelDeployment> known(ObjectRef ref) {
    return Optional.ofNullable(deployments.get(ref));
  }

  private static String generation(ObjectNode tree) {
    return Trees.text(tree, "metadata", "generation");
  }
}
