package io.guidon.sim;

import io.guidon.sim.model.ClusterSettings;
import io.guidon.sim.model.Workloads;
import io.guidon.sim.network.Network;
import io.guidon.sim.network.NetworkSettings;
import io.guidon.sim.prometheus.Metrics;
import io.guidon.sim.prometheus.PrometheusServer;
import io.guidon.sim.prometheus.Samples;
import io.guidon.sim.prometheus.Scraper;
import io.guidon.sim.rest.Kubeconfig;
import io.guidon.sim.rest.RestServer;
import io.guidon.sim.store.ApiClient;
import io.guidon.sim.store.ApiStore;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * A whole cluster in this JVM: the API server, the controllers, the data path and Prometheus, each
 * on a loopback port that the system chooses.
 */
public final class SimCluster implements AutoCloseable {

  /** Where MetricTemplates and the operator find the cluster's Prometheus. */
  public static final URI PROMETHEUS = URI.create("http://prometheus.istio-system:9090");

  private static final Duration SCRAPE_EVERY = Duration.ofSeconds(1);
  private static final Duration RETENTION = Duration.ofMinutes(15);

  /** So many changes can be watched afterwards; with their trees, some tens of MB at the most. */
  private static final int REMEMBERED = 4_000;

  private final WorldThread world;
  private final ApiStore store;
  private final RestServer api;
  private final Network network;
  private final PrometheusServer prometheus;

  private SimCluster(
      WorldThread world,
      ApiStore store,
      RestServer api,
      Network network,
      PrometheusServer prometheus) {
    this.world = world;
    this.store = store;
    this.api = api;
    this.network = network;
    this.prometheus = prometheus;
  }

  /**
   * Starts it.
   *
   * @param crds a folder with CustomResourceDefinitions to install besides the Gateway API
   */
  public static SimCluster start(Path crds, InstantSource clock) {
    var time = VirtualTime.startingAt(clock.instant());
    var store = ApiStore.served(time, REMEMBERED);
    Definitions.install(store, crds);
    var workloads = Workloads.start(store, time, ClusterSettings.live());
    var world = WorldThread.follow(time, clock);
    var network = Network.start(world, time, store, workloads, NetworkSettings.usual());
    var api = RestServer.start(world, store, RestServer.Settings.usual(clock));
    var samples = new Samples(RETENTION);
    var scraper = new Scraper(samples);
    scraper.add(network.metrics());
    world.run(() -> scrape(scraper, time));
    var prometheus = PrometheusServer.start(0, samples, clock, new Metrics());
    network.external(PROMETHEUS.getHost(), PROMETHEUS.getPort(), prometheus.url());
    return new SimCluster(world, store, api, network, prometheus);
  }

  private static void scrape(Scraper scraper, VirtualTime time) {
    scraper.scrape(time.now());
    var _ = time.after(SCRAPE_EVERY, () -> scrape(scraper, time));
  }

  /** The thread to which {@link #store} belongs. */
  public WorldThread world() {
    return world;
  }

  public ApiStore store() {
    return store;
  }

  /** A client that writes as somebody with kubectl does; for the world's thread. */
  public ApiClient user() {
    return store.client("kubectl");
  }

  /** The API server. */
  public URI api() {
    return api.address();
  }

  /** Where the gateway of all HTTPRoutes listens. */
  public URI gateway() {
    return http(network.gatewayAddress());
  }

  /** The HTTP proxy that knows the names of Services. */
  public URI proxy() {
    return http(network.proxyAddress());
  }

  /** Writes the file by which kubectl and the operator find the API server. */
  public void writeKubeconfig(Path file) {
    Kubeconfig.write(file, api.address());
  }

  @Override
  public void close() {
    api.close();
    prometheus.close();
    network.close();
    world.close();
  }

  private static URI http(InetSocketAddress address) {
    return URI.create("http://127.0.0.1:" + address.getPort());
  }
}
