package io.guidon.sim.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.model.DeploymentStatus.Counts;
import io.guidon.sim.model.DeploymentStatus.Rollout;
import io.guidon.sim.model.DeploymentStatus.Rollout.Freshness;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The pods of one Deployment, by template; how a rollout moves from one template to the next. */
final class ModelDeployment {

  private final ObjectRef ref;
  private final List<ModelReplicaSet> old = new ArrayList<>();
  private final PodNumbers numbers;
  private Optional<ModelReplicaSet> current = Optional.empty();
  private Freshness freshness = Freshness.KNOWN;
  private int revision;

  /** Numbers pods, so that their names and addresses differ. */
  @FunctionalInterface
  interface PodNumbers {
    int next();
  }

  ModelDeployment(ObjectRef ref, int revision, PodNumbers numbers) {
    this.ref = ref;
    this.revision = revision;
    this.numbers = numbers;
  }

  ObjectRef ref() {
    return ref;
  }

  int revision() {
    return revision;
  }

  Optional<ModelReplicaSet> current() {
    return current;
  }

  Stream<ModelReplicaSet> sets() {
    return Stream.concat(current.stream(), old.stream());
  }

  Stream<Pod> pods() {
    return sets().flatMap(set -> set.pods().stream()).map(pod -> pod.snapshot(ref));
  }

  /** Lets pods exist that ran before the model began, {@code ready} of them ready. */
  void adopt(JsonNode spec, int ready, Instant now) {
    var set = new ModelReplicaSet(ref.name(), spec.path("template"));
    current = Optional.of(set);
    for (int i = 0; i < spec.path("replicas").asInt(); i++) {
      var pod = set.start(numbers.next(), now);
      if (i < ready) {
        pod.become(Pod.Readiness.READY, now);
      }
    }
  }

  /**
   * Moves the pods towards the spec, as far as it goes at this moment.
   *
   * @param started is told of each pod that was made, with its set
   * @return whether pods came or went
   */
  boolean converge(JsonNode spec, Instant now, BiConsumer<ModelPod, ModelReplicaSet> started) {
    freshness = Freshness.KNOWN;
    if (!spec.path("paused").asBoolean()) {
      choose(spec.path("template"));
    }
    if (current.isEmpty()) {
      return false;
    }
    boolean moved =
        Trees.text(spec, "strategy", "type").equals("Recreate")
            ? recreate(current.get(), spec, now, started)
            : roll(current.get(), spec, now, started);
    old.removeIf(set -> set.size() == 0);
    return moved;
  }

  /** What the status says of the pods. */
  Counts counts(JsonNode spec, Instant now) {
    var minReady = minReady(spec);
    return new Counts(
        sets().mapToInt(ModelReplicaSet::size).sum(),
        current.map(ModelReplicaSet::size).orElse(0),
        sets().mapToInt(ModelReplicaSet::ready).sum(),
        sets().mapToInt(set -> set.available(now, minReady)).sum());
  }

  Rollout rollout(JsonNode spec) {
    int replicas = spec.path("replicas").asInt();
    int unavailable =
        Trees.text(spec, "strategy", "type").equals("Recreate")
            ? 0
            : RollingUpdate.of(spec, replicas).unavailable();
    return new Rollout(
        current.map(ModelReplicaSet::name).orElse(""), freshness, Math.min(unavailable, replicas));
  }

  /**
   * Whether old pods are gone and new ones are not made yet, so that there is something left to do
   * at once.
   */
  boolean isUnfinished(JsonNode spec) {
    return current.map(set -> set.size() != spec.path("replicas").asInt()).orElse(false)
        && Trees.text(spec, "strategy", "type").equals("Recreate");
  }

  /** When the next pod that is ready will count as available. */
  Optional<Instant> nextAvailable(JsonNode spec, Instant now) {
    var minReady = minReady(spec);
    return sets()
        .flatMap(set -> set.pods().stream())
        .filter(ModelPod::isReady)
        .map(pod -> pod.since().plus(minReady))
        .filter(when -> when.isAfter(now))
        .min(Instant::compareTo);
  }

  /** Ends pods; {@link #converge} makes new ones. */
  void lose(int count) {
    int left = count;
    for (ModelReplicaSet set : sets().toList()) {
      for (ModelPod pod : List.copyOf(set.pods())) {
        if (left > 0) {
          pod.end();
          set.pods().remove(pod);
          left--;
        }
      }
    }
  }

  /** Ends this very pod. Returns whether it is one of these. */
  boolean lose(String pod) {
    return sets().anyMatch(set -> set.stop(pod));
  }

  void end() {
    sets().forEach(set -> set.stop(set.size()));
  }

  private void choose(JsonNode template) {
    if (current.filter(set -> set.runs(template)).isPresent()) {
      return;
    }
    var again = old.stream().filter(set -> set.runs(template)).findFirst();
    again.ifPresent(old::remove);
    current.ifPresent(old::add);
    current = Optional.of(again.orElseGet(() -> new ModelReplicaSet(ref.name(), template)));
    freshness = again.isPresent() ? Freshness.KNOWN : Freshness.JUST_MADE;
    revision++;
  }

  private boolean recreate(
      ModelReplicaSet set,
      JsonNode spec,
      Instant now,
      BiConsumer<ModelPod, ModelReplicaSet> started) {
    int oldPods = old.stream().mapToInt(ModelReplicaSet::size).sum();
    if (oldPods > 0) {
      old.forEach(gone -> gone.stop(gone.size()));
      return true;
    }
    int missing = spec.path("replicas").asInt() - set.size();
    start(set, missing, now, started);
    set.stop(-missing);
    return missing != 0;
  }

  private boolean roll(
      ModelReplicaSet set,
      JsonNode spec,
      Instant now,
      BiConsumer<ModelPod, ModelReplicaSet> started) {
    int wanted = spec.path("replicas").asInt();
    var limits = RollingUpdate.of(spec, wanted);
    var minReady = minReady(spec);
    boolean moved = false;
    while (true) {
      var fresh = new RollingUpdate.Count(set.size(), set.available(now, minReady));
      var before =
          new RollingUpdate.Count(
              old.stream().mapToInt(ModelReplicaSet::size).sum(),
              old.stream().mapToInt(some -> some.available(now, minReady)).sum());
      var step = limits.step(wanted, fresh, before);
      if (step.startFresh() == 0 && step.stopFresh() == 0 && step.stopOld() == 0) {
        return moved;
      }
      start(set, step.startFresh(), now, started);
      set.stop(step.stopFresh());
      stopOld(step.stopOld());
      moved = true;
    }
  }

  private void start(
      ModelReplicaSet set, int count, Instant now, BiConsumer<ModelPod, ModelReplicaSet> started) {
    for (int i = 0; i < count; i++) {
      started.accept(set.start(numbers.next(), now), set);
    }
  }

  /** Pods that are not ready go first, whichever old template they run. */
  private void stopOld(int count) {
    int left = count;
    for (ModelReplicaSet set : old) {
      int unready = Math.min(left, set.size() - set.ready());
      set.stop(unready);
      left -= unready;
    }
    for (ModelReplicaSet set : old) {
      int some = Math.min(left, set.size());
      set.stop(some);
      left -= some;
    }
  }

  private static Duration minReady(JsonNode spec) {
    return Duration.ofSeconds(spec.path("minReadySeconds").asInt(0));
  }
}
