package io.guidon.sim.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.Manifests;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.WorldThread;
import io.guidon.sim.model.ClusterSettings;
import io.guidon.sim.model.Workloads;
import io.guidon.sim.network.http.Body;
import io.guidon.sim.network.http.Connections;
import io.guidon.sim.network.http.Headers;
import io.guidon.sim.network.http.Request;
import io.guidon.sim.network.http.Response;
import io.guidon.sim.store.ApiClient;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Trees;
import io.guidon.sim.store.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** A cluster in real time with a network; its pods start fast. */
final class LiveCluster implements AutoCloseable {

  static final String WEB = "www.example.com";

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final VirtualTime time = VirtualTime.startingAt(Clock.systemUTC().instant());
  private final ApiStore store = new ApiStore(time);
  private final WorldThread world = WorldThread.follow(time, Clock.systemUTC());
  private final Workloads workloads;
  private final Network network;
  private final Connections client = new Connections();
  private final List<Served> served = new CopyOnWriteArrayList<>();

  LiveCluster() {
    var settings = ClusterSettings.live().withPodStart(Duration.ofMillis(100));
    this.workloads = world.call(() -> Workloads.start(store, time, settings));
    this.network = Network.start(world, time, store, workloads, NetworkSettings.usual());
    network.onServed(served::add);
  }

  /** The Gateway of the tutorial. */
  LiveCluster withGateway() {
    return with(
        Yaml.parse(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: gateway, namespace: istio-ingress}
            spec:
              gatewayClassName: istio
              listeners:
              - name: default
                hostname: "*.example.com"
                port: 80
                protocol: HTTP
                allowedRoutes: {namespaces: {from: All}}
            """));
  }

  LiveCluster with(ObjectNode... objects) {
    for (var object : objects) {
      user(client -> client.applyForced(object));
    }
    return this;
  }

  /** A Deployment and its Service on port 80, {@code replicas} of them ready when it returns. */
  LiveCluster withApp(String name, String image, int replicas) {
    var deployment = Manifests.deployment(name, image);
    Trees.need(deployment, "spec").put("replicas", replicas);
    with(deployment, Manifests.service(name, name));
    await(name + " is ready", () -> readyEndpoints(name) == replicas);
    return this;
  }

  /** A route for {@link #WEB} whose rules are these, in effect when it returns. */
  LiveCluster withRoute(String rules) {
    var route =
        Yaml.parse(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: podinfo, namespace: test}
            spec:
              parentRefs: [{name: gateway, namespace: istio-ingress}]
              hostnames: [www.example.com]
            """);
    Trees.need(route, "spec").set("rules", Yaml.parse("rules:\n" + rules).path("rules"));
    with(route);
    await("the route is accepted", () -> isReported(Manifests.ROUTE));
    return this;
  }

  Network network() {
    return network;
  }

  List<Served> served() {
    return served;
  }

  WorldThread world() {
    return world;
  }

  <T> T user(Function<ApiClient, T> action) {
    return world.call(() -> action.apply(store.client("user")));
  }

  void edit(ObjectRef ref, Consumer<ObjectNode> change) {
    user(client -> client.edit(ref, change));
  }

  ObjectNode need(ObjectRef ref) {
    return user(client -> client.need(ref));
  }

  List<ObjectNode> list(String apiVersion, String kind) {
    return world.call(() -> store.list(apiVersion, kind));
  }

  List<ObjectNode> pods(String app) {
    return list("v1", "Pod").stream()
        .filter(pod -> Trees.text(pod, "metadata", "labels", "app").equals(app))
        .toList();
  }

  int readyEndpoints(String service) {
    return (int)
        list("discovery.k8s.io/v1", "EndpointSlice").stream()
            .filter(slice ->
                Trees.text(slice, "metadata", "labels", "kubernetes.io/service-name")
                    .equals(service))
            .flatMap(slice -> Trees.objects(slice, "endpoints").stream())
            .filter(endpoint -> Trees.at(endpoint, "conditions", "ready").asBoolean())
            .count();
  }

  /** Whether the gateway has reported on the current generation. */
  boolean isReported(ObjectRef route) {
    var tree = need(route);
    return Trees.objects(tree, "status", "parents").stream()
        .flatMap(parent -> Trees.objects(parent, "conditions").stream())
        .anyMatch(condition ->
            condition.path("observedGeneration").equals(Trees.at(tree, "metadata", "generation")));
  }

  /** Sends a request for {@link #WEB} to the gateway. */
  Response get(String path) {
    return send(Request.get(path).withHeader("Host", WEB));
  }

  /** Sends a request to a whole address through the forward proxy. */
  Response visit(String url) {
    return send(Request.get(url).withHeader("Host", java.net.URI.create(url).getRawAuthority()));
  }

  Response post(String url, String body) {
    var headers = Headers.of("Host", java.net.URI.create(url).getRawAuthority());
    return send(new Request("POST", url, headers, Body.of(body)));
  }

  Response send(Request request) {
    try {
      return client.send(network.gatewayAddress(), request, PATIENCE);
    } catch (IOException e) {
      throw new UncheckedIOException(request + " got no answer", e);
    }
  }

  /** Waits until something in the cluster makes this true. */
  void await(String what, BooleanSupplier condition) {
    var held = new CompletableFuture<Void>();
    world.run(() -> look(condition, held));
    try {
      held.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("did not come true: " + what, e);
    }
  }

  private void look(BooleanSupplier condition, CompletableFuture<Void> held) {
    try {
      if (condition.getAsBoolean()) {
        held.complete(null);
      } else if (!held.isDone()) {
        time.after(Duration.ofMillis(10), () -> look(condition, held));
      }
    } catch (RuntimeException | Error e) {
      held.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    client.close();
    network.close();
    world.close();
  }

  static void assertStatus(Response response, int status) {
    assertThat(response.status()).as(response.body().text()).isEqualTo(status);
  }
}
