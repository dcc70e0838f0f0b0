package io.guidon.sim.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Doubling;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.WorldThread;
import io.guidon.sim.model.ContainerState;
import io.guidon.sim.model.ContainerState.Phase;
import io.guidon.sim.model.Pod;
import io.guidon.sim.model.Workloads;
import io.guidon.sim.network.app.Application;
import io.guidon.sim.network.app.Catalogue;
import io.guidon.sim.network.app.Container;
import io.guidon.sim.network.http.Connections;
import io.guidon.sim.network.http.HttpListener;
import io.guidon.sim.network.http.Request;
import io.guidon.sim.network.route.PodEndpoint;
import io.guidon.sim.prometheus.Sample;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

/**
 * A pod with its application: starts it, probes it, and starts it again when it ends. Everything
 * happens on the world's thread but for the requests themselves.
 */
final class RunningPod implements AutoCloseable {

  /** A loaded machine is no slow pod. */
  private static final Duration PROBE_PATIENCE = Duration.ofSeconds(5);

  private static final int FAILURES = 3;

  private final ObjectRef ref;
  private final Pod pod;
  private final JsonNode spec;
  private final Container container;
  private final Surroundings around;
  private final Runnable endpointChanged;
  private volatile Optional<Running> process = Optional.empty();
  private Phase phase = Phase.RUNNING;
  private int restarts;
  private int failures;
  private boolean closed;

  /** What a kubelet works with. */
  record Surroundings(
      WorldThread world,
      VirtualTime time,
      Workloads workloads,
      NetworkSettings settings,
      Catalogue catalogue,
      Connections connections,
      ExecutorService tasks) {}

  /** An application that runs, and its listener. */
  private record Running(Application application, HttpListener listener) {
    /** What it answers at this moment is answered still. */
    void end(Connections connections) {
      listener.drain();
      application.close();
      connections.forget(listener.address());
    }
  }

  RunningPod(ObjectRef ref, Pod pod, JsonNode spec, Surroundings around, Runnable endpointChanged) {
    this.ref = ref;
    this.pod = pod;
    this.spec = spec;
    this.container = Container.of(pod.name(), ref.namespace(), spec);
    this.around = around;
    this.endpointChanged = endpointChanged;
    launch();
  }

  /** Where it answers; empty while nothing runs. */
  Optional<PodEndpoint> endpoint() {
    return process.map(running ->
        new PodEndpoint(
            ref,
            pod.address(),
            pod.deployment().name(),
            container.tag(),
            ports(running.application()),
            running.listener().address()));
  }

  /** What its application counts, with the labels by which Prometheus knows a pod. */
  Stream<Sample> metrics() {
    return process.stream()
        .flatMap(running -> running.application().metrics().scrape())
        .map(this::labelled);
  }

  private Sample labelled(Sample sample) {
    var labels = new TreeMap<>(sample.labels());
    labels.put("kubernetes_namespace", ref.namespace());
    labels.put("kubernetes_pod_name", ref.name());
    pod.labels()
        .forEach((name, value) -> labels.putIfAbsent(name.replaceAll("[^a-zA-Z0-9_]", "_"), value));
    return new Sample(sample.name(), labels, sample.value());
  }

  @Override
  public void close() {
    closed = true;
    process.ifPresent(running -> running.end(around.connections()));
  }

  private void launch() {
    if (closed) {
      return;
    }
    int life = restarts;
    var application = around.catalogue().start(container, () -> tell(() -> ended(life)));
    if (application.isEmpty()) {
      crash();
      return;
    }
    process =
        application.map(app -> new Running(app, HttpListener.start(app::answer, around.tasks())));
    become(Phase.RUNNING);
    endpointChanged.run();
    probe(life);
  }

  private void ended(int life) {
    if (life == restarts && !closed) {
      process.ifPresent(running -> running.end(around.connections()));
      crash();
    }
  }

  /** Starts it again after a while that grows, as CrashLoopBackOff does. */
  private void crash() {
    process = Optional.empty();
    endpointChanged.run();
    become(Phase.CRASHED);
    var settings = around.settings();
    around
        .time()
        .after(
            new Doubling(settings.restart(), settings.slowestRestart()).after(restarts),
            () -> {
              restarts++;
              launch();
            });
  }

  private void probe(int life) {
    if (closed || life != restarts || process.isEmpty()) {
      return;
    }
    var running = process.get();
    String path = probePath(running.application());
    var address = running.listener().address();
    around
        .tasks()
        .execute(() -> {
          boolean fine = answersWell(address, path);
          tell(() -> probed(life, fine));
        });
  }

  private void probed(int life, boolean fine) {
    if (closed || life != restarts || process.isEmpty()) {
      return;
    }
    failures = fine ? 0 : failures + 1;
    if (fine) {
      become(Phase.ANSWERING);
    } else if (phase == Phase.ANSWERING && failures >= FAILURES) {
      become(Phase.RUNNING);
    }
    var settings = around.settings();
    var pause = phase == Phase.ANSWERING ? settings.probeLater() : settings.probeAtFirst();
    around.time().after(pause, () -> probe(life));
  }

  private boolean answersWell(InetSocketAddress address, String path) {
    var request = Request.get(path).withHeader("Host", pod.address());
    try {
      var status = around.connections().send(address, request, PROBE_PATIENCE).status();
      return status >= 200 && status < 400;
    } catch (IOException e) {
      // No answer is an answer.
      return false;
    }
  }

  private void become(Phase next) {
    if (next != phase || next == Phase.CRASHED) {
      phase = next;
      around.workloads().containerChanged(ref, new ContainerState(next, restarts));
    }
  }

  /** What the container's own probe asks for over HTTP; any other probe is taken for podinfo's. */
  private String probePath(Application application) {
    return spec.at("/containers/0/readinessProbe/httpGet/path").asText(application.readyPath());
  }

  private Set<Integer> ports(Application application) {
    var ports = new HashSet<>(container.ports());
    application.port().ifPresent(ports::add);
    return ports;
  }

  /** Nobody wants to know any more once the world has ended. */
  private void tell(Runnable news) {
    try {
      around.world().run(news);
    } catch (IllegalStateException e) {
      if (!around.world().hasEnded()) {
        throw e;
      }
    }
  }
}
