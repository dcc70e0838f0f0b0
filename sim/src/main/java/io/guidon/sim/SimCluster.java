package io.guidon.sim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.model.Workloads;
import io.guidon.sim.rest.Kubeconfig;
import io.guidon.sim.rest.RestServer;
import io.guidon.sim.store.ApiClient;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Trees;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * A whole cluster in this JVM: the API server, the controllers, the data path and Prometheus, each
 * on a loopback port that the system chooses.
 */
public final class SimCluster implements AutoCloseable {

  /** Where MetricTemplates and the operator find the cluster's Prometheus. */
  public static final String PROMETHEUS = "http://prometheus.istio-system:9090";

  private static final List<String> NAMESPACES =
      List.of("default", "kube-node-lease", "kube-public", "kube-system");

  /** So many changes can be watched afterwards; more than happen within an hour of a demo. */
  private static final int REMEMBERED = 20_000;

  private final WorldThread world;
  private final ApiStore store;
  private final RestServer api;

  private SimCluster(WorldThread world, ApiStore store, RestServer api) {
    this.world = world;
    this.store = store;
    this.api = api;
  }

  /**
   * Starts it.
   *
   * @param crds a folder with CustomResourceDefinitions to install besides the Gateway API
   */
  public static SimCluster start(Path crds, InstantSource clock) {
    var time = VirtualTime.startingAt(clock.instant());
    var store = ApiStore.served(time, REMEMBERED);
    var system = store.client("kube-apiserver");
    NAMESPACES.forEach(name -> system.create(namespace(name)));
    Definitions.gatewayApi().forEach(system::create);
    Definitions.in(crds).forEach(system::create);
    Workloads.start(store, time);
    var world = WorldThread.follow(time, clock);
    return new SimCluster(
        world, store, RestServer.start(world, store, RestServer.Settings.usual(clock)));
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

  public URI gateway() {
    return URI.create("http://127.0.0.1:1");
  }

  public URI proxy() {
    return URI.create("http://127.0.0.1:1");
  }

  /** Writes the file by which kubectl and the operator find the API server. */
  public void writeKubeconfig(Path file) {
    Kubeconfig.write(file, api.address());
  }

  @Override
  public void close() {
    api.close();
    world.close();
  }

  private static ObjectNode namespace(String name) {
    var namespace = Trees.object().put("apiVersion", "v1").put("kind", "Namespace");
    namespace.putObject("metadata").put("name", name);
    return namespace;
  }
}
