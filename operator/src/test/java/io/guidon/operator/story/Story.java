package io.guidon.operator.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.CrossNamespaceRefs;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Settings;
import io.guidon.operator.canary.Asking;
import io.guidon.operator.canary.Reconciler;
import io.guidon.operator.canary.Watching;
import io.guidon.operator.loop.KeyedLoop;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.FaultPlan;
import io.guidon.sim.store.OperatorClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A world with one Canary, told in virtual time: the real loop and engine, an in-process API
 * server, model controllers, and an operator that can be killed and started again.
 */
final class Story {
  static final String NAMESPACE = "test";
  static final ObjectRef CANARY = ref("flagger.app/v1beta1", "Canary", "podinfo");
  static final ObjectRef TARGET = ref("apps/v1", "Deployment", "podinfo");
  static final ObjectRef PRIMARY = ref("apps/v1", "Deployment", "podinfo-primary");
  static final ObjectRef ROUTE = ref("gateway.networking.k8s.io/v1", "HTTPRoute", "podinfo");
  static final ObjectRef APEX = ref("v1", "Service", "podinfo");

  private static final Settings SETTINGS =
      new Settings(
          "gatewayapi:v1",
          "http://prometheus:9090",
          List.of("app", "name", "app.kubernetes.io/name"),
          List.of(),
          Settings.ConfigTracking.ON,
          Optional.empty());
  private static final Duration RESTART = Duration.ofSeconds(1);

  private final VirtualTime time = VirtualTime.create();
  private final ApiStore store = new ApiStore(time);
  private final OperatorClient client;
  private final StoryWorld world;
  private final StoryAnswers answers = new StoryAnswers();
  private final StoryTold told = new StoryTold();
  private final List<String> weights = new ArrayList<>();
  private final List<String> phases = new ArrayList<>();
  private Incarnation operator;
  private int draws;
  private int kills;

  Story(FaultPlan faults) {
    this.client = new OperatorClient(store, faults, time);
    this.world = new StoryWorld(store, time);
    store.onChange(change -> noticed(change.ref()));
    operator = start();
  }

  static Story undisturbed() {
    return new Story(FaultPlan.none());
  }

  static ObjectRef ref(String apiVersion, String kind, String name) {
    return new ObjectRef(apiVersion, kind, NAMESPACE, name);
  }

  /** One process of the operator. */
  private record Incarnation(StoryAsync async, KeyedLoop<ObjectRef> loop, Watching watching) {}

  private Incarnation start() {
    client.restarted();
    told.restarted();
    var async = new StoryAsync(time, this::killed);
    var cluster = new StoryCluster(store, client, told::event);
    var loop = new KeyedLoop<ObjectRef>(async, time, 4);
    var watching = new Watching(SETTINGS, loop::look);
    var asking =
        new Asking(async, answers::hook, (canary, query) -> answers.measure(query), loop::look);
    var reconciler =
        new Reconciler(
            cluster,
            new Reconciler.Context(SETTINGS, CrossNamespaceRefs.ALLOWED, this::draw),
            time,
            new Reconciler.Beside(asking, told.of(async), watching));
    loop.begin(reconciler);
    store.list("flagger.app/v1beta1", "Canary").forEach(tree -> loop.look(ObjectRef.of(tree)));
    return new Incarnation(async, loop, watching);
  }

  private String draw() {
    return "00000000-0000-4000-8000-" + String.format("%012d", ++draws);
  }

  private void killed() {
    kills++;
    operator.async().die();
    time.after(RESTART, () -> operator = start());
  }

  int kills() {
    return kills;
  }

  private void noticed(ObjectRef ref) {
    if (ref.equals(ROUTE)) {
      weight()
          .filter(weight -> weights.isEmpty() || !weights.getLast().equals(weight))
          .ifPresent(weights::add);
    }
    if (ref.equals(CANARY)) {
      var phase = status().path("phase").asText();
      if (!phase.isEmpty() && (phases.isEmpty() || !phases.getLast().equals(phase))) {
        phases.add(phase);
      }
    }
    var process = operator;
    if (process != null) {
      time.after(
          Duration.ofMillis(1),
          () -> process.async().alive(() -> process.watching().changed(watched(ref))));
    }
  }

  private ObjectRef watched(ObjectRef ref) {
    if (!ref.kind().equals("EndpointSlice")) {
      return ref;
    }
    var service = ref.name().replaceFirst("-slice$", "");
    return new ObjectRef(ref.apiVersion(), ref.kind(), ref.namespace(), service);
  }

  // ---------------------------------------------------------------- what happens

  Story apply(String... manifests) {
    for (var manifest : manifests) {
      store.client("user").create(Manifests.read(manifest));
    }
    return this;
  }

  Story initialised() {
    runUntil(() -> phase().equals("Initialized"), Duration.ofMinutes(5));
    runFor("1m");
    return this;
  }

  Story image(String tag) {
    store
        .client("user")
        .edit(
            TARGET,
            target ->
                ((ObjectNode) target.at("/spec/template/spec/containers/0"))
                    .put("image", "example.org/podinfo:" + tag));
    return this;
  }

  Story runFor(String duration) {
    time.runFor(io.guidon.core.resource.GoDuration.parse(duration).orElseThrow());
    return this;
  }

  Story runUntilPhase(String phase) {
    runUntil(() -> phase().equals(phase), Duration.ofHours(2));
    return this;
  }

  void runUntil(java.util.function.BooleanSupplier condition, Duration atMost) {
    if (!time.runUntil(condition, atMost)) {
      throw new AssertionError(
          "not reached within "
              + atMost
              + ": phases "
              + phases
              + ", status "
              + status()
              + "\n"
              + told.events());
    }
  }

  // ---------------------------------------------------------------- what is there

  VirtualTime time() {
    return time;
  }

  ApiStore store() {
    return store;
  }

  StoryWorld world() {
    return world;
  }

  StoryAnswers answers() {
    return answers;
  }

  StoryTold told() {
    return told;
  }

  OperatorClient client() {
    return client;
  }

  JsonNode status() {
    return store
        .get(CANARY)
        .map(tree -> tree.path("status"))
        .orElseGet(() -> com.fasterxml.jackson.databind.node.MissingNode.getInstance());
  }

  String phase() {
    return status().path("phase").asText();
  }

  List<String> phases() {
    return phases;
  }

  /** The weights of the canary on the route, in order. */
  List<String> weights() {
    return weights;
  }

  Optional<String> weight() {
    return store.get(ROUTE).map(route -> route.at("/spec/rules/0/backendRefs/1/weight").asText());
  }

  ObjectNode get(ObjectRef ref) {
    return store.get(ref).orElseThrow(() -> new AssertionError(ref + " does not exist"));
  }

  String imageOf(ObjectRef workload) {
    return get(workload).at("/spec/template/spec/containers/0/image").asText();
  }

  int replicasOf(ObjectRef workload) {
    return get(workload).at("/spec/replicas").asInt();
  }
}
