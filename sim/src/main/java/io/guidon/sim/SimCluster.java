package io.guidon.sim;

import io.guidon.sim.model.Workloads;
import io.guidon.sim.store.ApiClient;
import io.guidon.sim.store.ApiStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;

/** A whole cluster. */
public final class SimCluster implements AutoCloseable {

  /** Where MetricTemplates and the operator find the cluster's Prometheus. */
  public static final String PROMETHEUS = "http://prometheus.istio-system:9090";

  private final WorldThread world;
  private final ApiStore store;

  private SimCluster(WorldThread world, ApiStore store) {
    this.world = world;
    this.store = store;
  }

  public static SimCluster start(Path crds, InstantSource clock) {
    var time = VirtualTime.startingAt(clock.instant());
    var store = new ApiStore(time);
    Workloads.start(store, time);
    return new SimCluster(WorldThread.follow(time, clock), store);
  }

  public WorldThread world() {
    return world;
  }

  public ApiStore store() {
    return store;
  }

  public ApiClient user() {
    return store.client("kubectl");
  }

  public URI api() {
    return URI.create("http://127.0.0.1:1");
  }

  public URI gateway() {
    return URI.create("http://127.0.0.1:1");
  }

  public URI proxy() {
    return URI.create("http://127.0.0.1:1");
  }

  public void writeKubeconfig(Path file) {}

  @Override
  public void close() {
    world.close();
  }
}
