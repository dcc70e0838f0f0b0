package io.guidon.sim;

import io.guidon.sim.model.ClusterSettings;
import io.guidon.sim.model.Workloads;
import io.guidon.sim.network.Network;
import io.guidon.sim.network.NetworkSettings;
import io.guidon.sim.rest.Kubeconfig;
import io.guidon.sim.rest.RestServer;
import io.guidon.sim.store.ApiClient;
import io.guidon.sim.store.ApiStore;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * A whole cluster in this JVM: the API server, the controllers, the data path and Prometheus, each
 * on a loopback port that the system chooses.
 */
public final class SimCluster implements AutoCloseable {

  /** Where MetricTemplates and the operator find the cluster's Prometheus. */
  public static final String PROMETHEUS = "http://prometheus.istio-system:9090";

  /** So many changes can be watched afterwards; more than happen within an hour of a demo. */
  private static final int REMEMBERED = 20_000;

  private final WorldThread world;
  private final ApiStore store;
  private final RestServer api;
  private final Network network;

  private SimCluster(WorldThread world, ApiStore store, RestServer api, Network network) {
    this.world = world;
    this.store = store;
    this.api = api;
    this.network = network;
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
    return new SimCluster(world, store, api, network);
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
    network.close();
    world.close();
  }

  private static URI http(InetSocketAddress address) {
    return URI.create("http://" + address.getHostString() + ":" + address.getPort());
  }
}
