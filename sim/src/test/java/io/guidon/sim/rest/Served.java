package io.guidon.sim.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.WorldThread;
import io.guidon.sim.store.ApiClient;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A store with a namespace {@code test} behind a real server, and raw HTTP to ask it. */
final class Served implements AutoCloseable {

  static final String CONFIG_MAPS = "/api/v1/namespaces/test/configmaps";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final VirtualTime time;
  private final ApiStore store;
  private final WorldThread world;
  private final RestServer server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Served(int remembers, UnaryOperator<RestServer.Settings> settings) {
    var clock = Clock.systemUTC();
    time = VirtualTime.startingAt(clock.instant());
    store = ApiStore.served(time, remembers);
    store.client("setup").create(object("v1", "Namespace", "", "test"));
    world = WorldThread.follow(time, clock);
    server = RestServer.start(world, store, settings.apply(RestServer.Settings.usual(clock)));
  }

  static Served usual() {
    return with(settings -> settings);
  }

  static Served with(UnaryOperator<RestServer.Settings> settings) {
    return new Served(1_000, settings);
  }

  /** Remembers so few changes that watches are soon too old. */
  static Served forgetful(int remembers) {
    return new Served(remembers, settings -> settings);
  }

  /** An answer; the body is a text node if it is not JSON. */
  record Answer(int code, java.net.http.HttpHeaders headers, JsonNode body) {
    String at(String pointer) {
      return body.at(pointer).asText();
    }

    String brief() {
      return code + " " + at("/reason") + ": " + at("/message");
    }
  }

  RestServer server() {
    return server;
  }

  URI at(String path) {
    return server.address().resolve(path);
  }

  Answer get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  /**
   * Any request.
   *
   * @param headers names and values in turn
   */
  Answer send(String method, String path, String body, String... headers) {
    try {
      return answer(method, path, body, headers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, for those who expect that the connection breaks. */
  Answer answer(String method, String path, String body, String... headers) throws IOException {
    var request =
        HttpRequest.newBuilder(at(path))
            .timeout(PATIENCE)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers(), parse(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Answer create(String name, String... labels) {
    var map = object("v1", "ConfigMap", "test", name);
    for (int i = 0; i < labels.length; i += 2) {
      Trees.need(map, "metadata", "labels").put(labels[i], labels[i + 1]);
    }
    return send("POST", CONFIG_MAPS, map.toString(), "Content-Type", "application/json");
  }

  Answer merge(String path, String patch) {
    return send("PATCH", path, patch, "Content-Type", "application/merge-patch+json");
  }

  /** A watch of what {@code path} leads to. */
  Watching watch(String path) {
    try {
      var request = HttpRequest.newBuilder(at(path)).build();
      return new Watching(http.send(request, HttpResponse.BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Somebody writes who does not go over HTTP. */
  void user(Consumer<ApiClient> action) {
    world.run(() -> action.accept(store.client("user")));
  }

  /** Waits until that is so. */
  void await(String what, BooleanSupplier condition) {
    var held = new CompletableFuture<Boolean>();
    world.run(() -> look(condition, held));
    try {
      held.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("did not come true: " + what, e);
    }
  }

  private void look(BooleanSupplier condition, CompletableFuture<Boolean> held) {
    if (condition.getAsBoolean()) {
      held.complete(true);
    } else {
      time.after(Duration.ofMillis(20), () -> look(condition, held));
    }
  }

  static ObjectNode object(String apiVersion, String kind, String namespace, String name) {
    var object = Trees.object().put("apiVersion", apiVersion).put("kind", kind);
    var metadata = object.putObject("metadata").put("name", name);
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    return object;
  }

  static JsonNode parse(String text) {
    if (!text.startsWith("{")) {
      return JSON.getNodeFactory().textNode(text);
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException _) {
      return JSON.getNodeFactory().textNode(text);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    server.close();
    world.close();
  }
}
