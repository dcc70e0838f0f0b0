package io.guidon.e2e.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.guidon.core.analysis.Measurement;
import io.guidon.core.analysis.MetricQuery;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.Definitions;
import io.guidon.sim.FastClock;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.WorldThread;
import io.guidon.sim.ledger.Expectations;
import io.guidon.sim.ledger.Ledger;
import io.guidon.sim.model.PodMode;
import io.guidon.sim.model.Workloads;
import io.guidon.sim.rest.Faults;
import io.guidon.sim.rest.Kubeconfig;
import io.guidon.sim.rest.RestServer;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A rollout in which the operator talks to the simulated API server over HTTP, while faults and
 * kills come from a seed. Twenty seconds pass in each real one.
 */
final class FaultStory implements AutoCloseable {
  private static final int SPEED = 20;
  private static final Duration HANGS = Duration.ofMinutes(3);

  private static final ObjectRef CANARY =
      new ObjectRef("flagger.app/v1beta1", "Canary", "test", "podinfo");
  private static final ObjectRef TARGET = new ObjectRef("apps/v1", "Deployment", "test", "podinfo");
  private static final ObjectRef PRIMARY =
      new ObjectRef("apps/v1", "Deployment", "test", "podinfo-primary");
  private static final ObjectRef APEX = new ObjectRef("v1", "Service", "test", "podinfo");
  private static final ObjectRef ROUTE =
      new ObjectRef("gateway.networking.k8s.io/v1", "HTTPRoute", "test", "podinfo");

  private static final String NAMESPACE =
      "{apiVersion: v1, kind: Namespace, metadata: {name: test}}";
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: podinfo, namespace: test, labels: {app: podinfo}}
      spec:
        replicas: 2
        selector: {matchLabels: {app: podinfo}}
        template:
          metadata: {labels: {app: podinfo}}
          spec: {containers: [{name: podinfod, image: "podinfo:1.0.0", ports: [{name: http, containerPort: 9898}]}]}
      """;
  private static final String CANARY_MANIFEST =
      """
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: {name: podinfo, namespace: test}
      spec:
        provider: gatewayapi:v1
        targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
        progressDeadlineSeconds: 240
        service: {port: 9898, gatewayRefs: [{name: gateway, namespace: infra}]}
        analysis:
          interval: 10s
          threshold: 2
          stepWeight: 20
          maxWeight: 40
          metrics: [{name: request-success-rate, interval: 1m, thresholdRange: {min: 99}}]
      """;

  private final FastClock clock = FastClock.times(SPEED);
  private final ApiStore store;
  private final WorldThread world;
  private final Workloads workloads;
  private final RestServer server;
  private final Ledger ledger;
  private final Path kubeconfig;
  private final Random random;
  private final ScheduledExecutorService fate = Executors.newSingleThreadScheduledExecutor();
  private final Set<String> bad = ConcurrentHashMap.newKeySet();
  private final Set<String> passed = ConcurrentHashMap.newKeySet();
  private FastOperator operator;
  private boolean over;
  private int processes;

  /**
   * How a story ended: what users would notice.
   *
   * @param weight of the canary, in percent
   * @param apex the value of {@code app} that the Service selects
   */
  record End(String phase, String target, String primary, int replicas, int weight, String apex) {}

  private FaultStory(Path folder, long seed, Faults faults) {
    var time = VirtualTime.startingAt(clock.instant());
    this.store = ApiStore.served(time, 50_000);
    Definitions.install(store, Path.of(System.getProperty("guidon.root"), "deploy", "crds"));
    store.client("user").create(read(NAMESPACE));
    this.workloads = Workloads.start(store, time);
    this.random = new Random(seed);
    this.ledger =
        Ledger.start(
            store,
            workloads,
            time,
            Expectations.ofTheRecord()
                // Requests take real time, which is twenty times as long here, and may be refused.
                .withGrace(Duration.ofMinutes(2))
                .passing(template -> passed.contains(tag(template.at("/spec/containers/0")))));
    this.world = WorldThread.follow(time, clock);
    this.server =
        RestServer.start(
            world, store, RestServer.Settings.usual(InstantSource.system()).withFaults(faults));
    this.kubeconfig = folder.resolve("kubeconfig-" + seed);
    Kubeconfig.write(kubeconfig, server.address());
    passed.add("1.0.0");
    this.operator = startOperator();
  }

  static FaultStory start(Path folder, long seed, Faults faults) {
    return new FaultStory(folder, seed, faults);
  }

  /** Pods of the primary with this tag never get ready. */
  FaultStory neverReadyAsPrimary(String tag) {
    world.run(() -> workloads.mode("podinfo-primary", ":" + tag, PodMode.neverReady()));
    return this;
  }

  FaultStory bad(String tag) {
    bad.add(tag);
    return this;
  }

  FaultStory initialised() {
    world.run(() -> {
      var user = store.client("user");
      user.create(read(DEPLOYMENT));
      user.create(read(CANARY_MANIFEST));
    });
    return untilPhase("Initialized");
  }

  FaultStory release(String tag) {
    world.run(() ->
        store
            .client("user")
            .edit(
                TARGET,
                target ->
                    ((ObjectNode) target.at("/spec/template/spec/containers/0"))
                        .put("image", "podinfo:" + tag)));
    return untilPhase("Progressing");
  }

  /** The operator is killed that often, at moments of the next minute that the seed decides. */
  FaultStory killed(int times) {
    for (int i = 0; i < times; i++) {
      var when = clock.real(Duration.ofMillis(random.nextInt(60_000)));
      var _ = fate.schedule(this::restart, when.toMillis(), TimeUnit.MILLISECONDS);
    }
    return this;
  }

  FaultStory untilPhase(String phase) {
    return until(phase, () -> phase().equals(phase));
  }

  /** Waits until the story has come to the end that is expected. */
  FaultStory untilEnd(End expected) {
    return until(expected.toString(), () -> end().equals(expected));
  }

  private FaultStory until(String what, Callable<Boolean> condition) {
    Awaitility.await(what)
        .atMost(HANGS)
        .pollInterval(Duration.ofMillis(20))
        .failFast(() -> ledger.expectNoViolation())
        .until(condition);
    return this;
  }

  End end() {
    return world.call(() -> {
      var target = store.get(TARGET);
      var primary = store.get(PRIMARY);
      return new End(
          phase(),
          target.map(FaultStory::image).orElse(""),
          primary.map(FaultStory::image).orElse(""),
          target.map(tree -> tree.at("/spec/replicas").asInt()).orElse(-1),
          store
              .get(ROUTE)
              .map(route -> route.at("/spec/rules/0/backendRefs/1/weight").asInt())
              .orElse(-1),
          store.get(APEX).map(tree -> tree.at("/spec/selector/app").asText()).orElse(""));
    });
  }

  void expectNoViolation() {
    world.run(ledger::expectNoViolation);
  }

  private String phase() {
    return world.call(
        () -> store.get(CANARY).map(tree -> Trees.text(tree, "status", "phase")).orElse(""));
  }

  private FastOperator startOperator() {
    processes++;
    return FastOperator.start("process-" + processes, kubeconfig, clock, this::measure);
  }

  private synchronized void restart() {
    if (!over) {
      operator.close();
      operator = startOperator();
    }
  }

  private Measurement measure(MetricQuery query) {
    if (query.text().contains("vector(1)")) {
      return new Measurement.Value(1);
    }
    var tag = world.call(() -> store.get(TARGET).map(FaultStory::image).orElse(""));
    if (bad.contains(tag)) {
      return new Measurement.Value(90);
    }
    passed.add(tag);
    return new Measurement.Value(100);
  }

  private static String image(ObjectNode workload) {
    return tag(workload.at("/spec/template/spec/containers/0"));
  }

  private static String tag(JsonNode container) {
    var image = container.path("image").asText();
    return image.substring(image.lastIndexOf(':') + 1);
  }

  private static ObjectNode read(String yaml) {
    try {
      return (ObjectNode) Objects.requireNonNull(new YAMLMapper().readTree(yaml));
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public synchronized void close() {
    over = true;
    fate.shutdownNow();
    operator.close();
    server.close();
    world.close();
  }
}
