package io.guidon.operator.story;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.core.resource.CrossNamespaceRefs;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Settings;
import io.guidon.operator.canary.Asking;
import io.guidon.operator.canary.Reconciler;
import io.guidon.operator.canary.Watching;
import io.guidon.operator.loop.KeyedLoop;
import io.guidon.operator.loop.SteadyClock;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Change;
import io.guidon.sim.store.OperatorClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The operator of a story: one process after the other, each with nothing in its memory. */
final class StoryOperator {
  private static final Settings SETTINGS =
      new Settings(
          "gatewayapi:v1",
          "http://prometheus:9090",
          List.of("app", "name", "app.kubernetes.io/name"),
          List.of(),
          Settings.ConfigTracking.ON,
          Optional.empty());
  private static final Duration RESTART = Duration.ofSeconds(1);
  private Duration restart = RESTART;
  private Duration wallOffset = Duration.ZERO;

  /** How long a watch event takes. */
  private static final Duration WATCH = Duration.ofMillis(1);

  private final VirtualTime time;
  private final ApiStore store;
  private final StoryStore seen;
  private final OperatorClient client;
  private final StoryAdmission admission;
  private final StoryAnswers answers;
  private final StoryTold told;
  private final List<Throwable> crashes = new ArrayList<>();
  private final StoryWatches watches = new StoryWatches();
  private Incarnation process;
  private int draws;
  private int kills;

  private record Incarnation(
      StoryAsync async, KeyedLoop<ObjectRef> loop, Reconciler reconciler, Watching watching) {}

  StoryOperator(
      VirtualTime time,
      ApiStore store,
      OperatorClient client,
      StoryAdmission admission,
      StoryAnswers answers,
      StoryTold told) {
    this.time = time;
    this.admission = admission;
    this.store = store;
    this.seen = new StoryStore(store);
    this.client = client;
    this.answers = answers;
    this.told = told;
    this.process = start();
    store.onChange(this::changed);
  }

  private Incarnation start() {
    client.restarted();
    told.restarted();
    var async = new StoryAsync(time, this::died, crashes::add);
    var clock = SteadyClock.startingAt(time.instant().plus(wallOffset), this::nanos);
    var loop = new KeyedLoop<ObjectRef>(async, clock, 4);
    var watching = new Watching(SETTINGS, loop::look);
    var cluster = new StoryCluster(store, seen, client, admission, watches, told::event);
    var asking =
        new Asking(
            answers.beside(async),
            answers::hook,
            (canary, query) -> answers.measure(query),
            cluster::dryRun,
            loop::look);
    var reconciler =
        new Reconciler(
            cluster,
            new Reconciler.Context(SETTINGS, CrossNamespaceRefs.ALLOWED, this::draw),
            clock,
            new Reconciler.Beside(asking, told.of(async), watching));
    loop.begin(reconciler);
    store.list("flagger.app/v1beta1", "Canary").forEach(tree -> loop.look(ObjectRef.of(tree)));
    return new Incarnation(async, loop, reconciler, watching);
  }

  private String draw() {
    return "00000000-0000-4000-8000-" + String.format("%012d", ++draws);
  }

  private long nanos() {
    return Duration.between(Instant.EPOCH, time.instant()).toNanos();
  }

  private void died() {
    kills++;
    time.after(restart, () -> process = start());
    restart = RESTART;
  }

  /** When it dies next, nobody starts it again for so long. */
  void staysDownFor(Duration duration) {
    restart = duration;
  }

  /** The clock of the machine is set: by so much from what it should be. */
  void wallClockIsOffBy(Duration offset) {
    wallOffset = offset;
  }

  /** The process is killed now, wherever it is; the next one starts a second later. */
  void kill() {
    process.async().die();
  }

  /** The process is told to stop, and does so in order; the next one starts a second later. */
  void stop() {
    process.loop().close();
    process.reconciler().stop();
    process.async().die();
  }

  /** It may not see objects of this kind any more. */
  void mayNotSee(String kind) {
    watches.hide(kind);
  }

  /** It is told nothing new about this object. */
  void hearsNothingMoreOf(ObjectRef ref) {
    store.get(ref).ifPresent(watches::holdBack);
  }

  /** It may see everything again; no event tells it so. */
  void maySeeAll() {
    watches.show();
  }

  /** How often it was killed. */
  int kills() {
    return kills;
  }

  /** What went wrong in passes without anybody having planned it: bugs. */
  List<Throwable> crashes() {
    return crashes;
  }

  private void changed(Change change) {
    var watching = process;
    time.after(
        WATCH, () -> watching.async().alive(() -> watching.watching().changed(watched(change))));
  }

  /** EndpointSlices are watched by the Service that they belong to. */
  private static ObjectRef watched(Change change) {
    var ref = change.ref();
    if (!ref.kind().equals("EndpointSlice")) {
      return ref;
    }
    JsonNode labels = change.object().path("metadata").path("labels");
    return new ObjectRef(
        ref.apiVersion(),
        ref.kind(),
        ref.namespace(),
        labels.path("kubernetes.io/service-name").asText());
  }
}
