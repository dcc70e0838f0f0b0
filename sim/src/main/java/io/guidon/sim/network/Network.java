package io.guidon.sim.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.WorldThread;
import io.guidon.sim.model.DataPath;
import io.guidon.sim.model.Workloads;
import io.guidon.sim.network.app.Catalogue;
import io.guidon.sim.network.http.Connections;
import io.guidon.sim.network.http.HttpListener;
import io.guidon.sim.network.http.Request;
import io.guidon.sim.network.route.ClusterObjects;
import io.guidon.sim.network.route.RoutingTable;
import io.guidon.sim.prometheus.Target;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Change;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The network of a live cluster: runs the pods' applications, and one listener that is both the
 * gateway (for requests to a path, told apart by their Host) and the forward proxy (for requests to
 * a whole address). Requests meet immutable tables that the world's thread replaces whenever
 * something changed, and never wait for the world.
 */
public final class Network implements AutoCloseable {

  private final WorldThread world;
  private final ApiStore store;
  private final VirtualTime time;
  private final ExecutorService tasks =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("network-", 0).factory());
  private final Connections connections = new Connections();
  private final List<Consumer<Served>> accessLogs = new CopyOnWriteArrayList<>();
  private final IstioMetrics istio = new IstioMetrics();
  private final Externals externals = new Externals();
  private final HttpListener listener;
  private final Kubelet kubelet;
  private volatile RoutingTable table = RoutingTable.empty();
  private volatile boolean closed;
  private boolean outdated;
  private boolean scheduled;

  private Network(
      WorldThread world,
      ApiStore store,
      VirtualTime time,
      Workloads workloads,
      NetworkSettings settings) {
    this.world = world;
    this.store = store;
    this.time = time;
    var upstream = new Upstream(connections, () -> table, this::served);
    var gateway = new GatewayProxy(upstream, () -> table, tasks, new Random(settings.seed()));
    var services = new ServiceProxy(upstream, () -> table, externals, connections, gateway);
    this.listener =
        HttpListener.start(
            request -> isProxied(request) ? services.answer(request) : gateway.answer(request),
            tasks);
    var catalogue =
        new Catalogue(tasks, connections, listener::address, new Random(settings.seed()));
    this.kubelet =
        new Kubelet(
            new RunningPod.Surroundings(
                world, time, workloads, settings, catalogue, connections, tasks),
            this::outdate);
  }

  /**
   * Starts it for everything that the store has and will have.
   *
   * @param time that {@code world} follows
   * @param workloads with all parts, see {@link io.guidon.sim.model.ClusterSettings#live}
   */
  public static Network start(
      WorldThread world,
      VirtualTime time,
      ApiStore store,
      Workloads workloads,
      NetworkSettings settings) {
    return world.call(() -> {
      var network = new Network(world, store, time, workloads, settings);
      store.onChange(network::onChange);
      workloads.run(network.kubelet);
      workloads.carry(network.new Path());
      network.outdate();
      return network;
    });
  }

  /** Where the gateway of all HTTPRoutes listens. */
  public InetSocketAddress gatewayAddress() {
    return listener.address();
  }

  /** Where the forward proxy listens that knows the names of Services; the gateway's port. */
  public InetSocketAddress proxyAddress() {
    return listener.address();
  }

  /**
   * From now on the forward proxy leads requests for a name to an address outside of the cluster,
   * whatever Services there are.
   *
   * @param name as requests have it, {@code prometheus.istio-system}
   */
  public void external(String name, int port, URI address) {
    externals.put(name, port, address);
  }

  /**
   * What a Prometheus scrapes: {@code istio_requests_total} and {@code
   * istio_request_duration_milliseconds} of all requests to Services, and what the pods count
   * themselves, with {@code kubernetes_namespace} and {@code kubernetes_pod_name}.
   */
  public Target metrics() {
    return () -> Stream.concat(istio.target().scrape(), kubelet.metrics());
  }

  /** Calls {@code log} before each request, on the thread that served it. */
  public void onServed(Consumer<Served> log) {
    accessLogs.add(log);
  }

  /**
   * Ends all pods, listeners, connections and threads. The world goes on without them. Not to be
   * called on the world's thread, which the threads that end may be waiting for.
   */
  @Override
  public void close() {
    closed = true;
    listener.close();
    endPods();
    connections.close();
    tasks.shutdownNow();
    tasks.close();
  }

  private void endPods() {
    try {
      world.run(kubelet::close);
    } catch (IllegalStateException e) {
      if (!world.hasEnded()) {
        throw e;
      }
      // Nobody else can touch them any more.
      kubelet.close();
    }
  }

  private static boolean isProxied(Request request) {
    return !request.target().startsWith("/");
  }

  private void served(Served served) {
    istio.count(served);
    accessLogs.forEach(log -> log.accept(served));
  }

  private void onChange(Change change) {
    if (ClusterObjects.KINDS.contains(change.ref().kind())) {
      outdate();
    }
  }

  /** On the world's thread: the table will be replaced as the next event of now. */
  private void outdate() {
    outdated = true;
    if (!scheduled && !closed) {
      scheduled = true;
      time.after(
          Duration.ZERO,
          () -> {
            scheduled = false;
            replaceTable();
          });
    }
  }

  private void replaceTable() {
    if (outdated && !closed) {
      outdated = false;
      table = RoutingTable.of(ClusterObjects.of(store), kubelet.endpoints());
    }
  }

  private final class Path implements DataPath {
    @Override
    public void catchUp() {
      replaceTable();
    }

    @Override
    public List<ParentReport> route(ObjectNode route) {
      return table.report(route);
    }

    @Override
    public GatewayReport gateway(ObjectNode gateway) {
      return table.report(gateway, gatewayAddress().getAddress().getHostAddress());
    }
  }
}
