package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.guidon.sim.WorldThread;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Trees;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The API server on a loopback port, without encryption or login. Each request is carried out on
 * the world's thread; only reading, writing and waiting happen elsewhere.
 */
public final class RestServer implements AutoCloseable {

  static {
    // Small answers would wait for 40 ms in the sender's buffer otherwise.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final WorldThread world;
  private final ApiStore store;
  private final Settings settings;
  private final HttpServer server;
  private final Router router;
  private final Watches watches;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * How it behaves.
   *
   * @param port to listen on; 0 for any that is free
   * @param bookmarkEvery how often a watch that wants it hears up to where it knows everything
   */
  public record Settings(
      int port, Duration bookmarkEvery, InstantSource clock, PodLogs logs, Faults faults) {

    public static Settings usual(InstantSource clock) {
      return new Settings(0, Duration.ofMinutes(1), clock, PodLogs.none(), Faults.none());
    }

    public Settings withLogs(PodLogs podLogs) {
      return new Settings(port, bookmarkEvery, clock, podLogs, faults);
    }

    public Settings withFaults(Faults some) {
      return new Settings(port, bookmarkEvery, clock, logs, some);
    }

    public Settings withBookmarksEvery(Duration duration) {
      return new Settings(port, duration, clock, logs, faults);
    }
  }

  private RestServer(WorldThread world, ApiStore store, Settings settings, HttpServer server) {
    this.world = world;
    this.store = store;
    this.settings = settings;
    this.server = server;
    this.watches = world.call(() -> new Watches(store, settings.clock()));
    this.router = new Router(store, new Verbs(store, watches, settings.logs(), settings.clock()));
  }

  /** Starts it; the store belongs to the world's thread. */
  public static RestServer start(WorldThread world, ApiStore store, Settings settings) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port());
      var http = HttpServer.create(address, 0);
      var rest = new RestServer(world, store, settings, http);
      http.setExecutor(rest.threads);
      http.createContext("/", rest::handle);
      http.start();
      return rest;
    } catch (IOException e) {
      throw new UncheckedIOException("the API server cannot listen on port " + settings.port(), e);
    }
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How many watches are open. */
  public int openWatches() {
    return watches.count();
  }

  /** Ends all watches at once, as a server does that is started anew. */
  public void endWatches() {
    watches.all().forEach(WatchStream::end);
  }

  @Override
  public void close() {
    endWatches();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var call = Call.of(exchange);
      var fault = settings.faults().of(call.isWatch() ? "WATCH" : call.method(), call.path());
      if (fault.isEmpty()) {
        send(exchange, call, answer(call));
      } else {
        handle(exchange, call, fault.get());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpExchange exchange, Call call, Faults.Fault fault)
      throws IOException, InterruptedException {
    switch (fault) {
      case Faults.Fault.Late(var by) -> {
        Thread.sleep(by);
        send(exchange, call, answer(call));
      }
      case Faults.Fault.Refused(var code) -> send(exchange, call, refusal(code));
      case Faults.Fault.AnswerLost _ -> {
        var _ = answer(call);
      }
      case Faults.Fault.Lost _ -> {
        // Closed without an answer.
      }
      case Faults.Fault.WatchBroken(var after) -> {
        if (answer(call) instanceof Answer.Stream(var watch)) {
          watch(exchange, call, watch, settings.clock().instant().plus(after));
        }
      }
      case Faults.Fault.WatchStale(var length) -> {
        if (answer(call) instanceof Answer.Stream(var watch)) {
          watch.pause();
          threads.execute(() -> resumeLater(watch, length));
          send(exchange, call, new Answer.Stream(watch));
        }
      }
    }
  }

  private static void resumeLater(WatchStream watch, Duration length) {
    try {
      Thread.sleep(length);
      watch.resume();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Answer refusal(int code) {
    ObjectNode body =
        switch (code) {
          case 429 -> Statuses.throttled(1);
          case 409 ->
              Statuses.failure(
                  409,
                  "Conflict",
                  "the object has been modified; please apply your changes to the latest version and try again",
                  Trees.object());
          default ->
              Statuses.failure(
                  code,
                  "InternalError",
                  "Internal error occurred: etcdserver: request timed out",
                  Trees.object());
        };
    return Answer.json(code, body);
  }

  private Answer answer(Call call) {
    return world.call(() -> router.answer(call));
  }

  private void send(HttpExchange exchange, Call call, Answer answer)
      throws IOException, InterruptedException {
    switch (answer) {
      case Answer.Json json -> sendJson(exchange, call, json);
      case Answer.Text(var code, var text) -> {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        sendBody(exchange, code, text.getBytes(StandardCharsets.UTF_8));
      }
      case Answer.Stream(var watch) -> watch(exchange, call, watch, timeout(call));
    }
  }

  private static void sendJson(HttpExchange exchange, Call call, Answer.Json json)
      throws IOException {
    boolean yaml = call.headers().accept().startsWith("application/yaml");
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", contentType(call, json.body(), yaml));
    json.headers().forEach(headers::put);
    sendBody(exchange, json.code(), yaml ? Bodies.yaml(json.body()) : Bodies.json(json.body()));
  }

  /** Clients of the aggregated discovery recognise it by its type. */
  private static String contentType(Call call, JsonNode body, boolean yaml) {
    if (yaml) {
      return "application/yaml";
    }
    if (body.path("kind").asText().equals("APIGroupDiscoveryList")) {
      var version = call.headers().accept().contains("v=v2;") ? "v2" : "v2beta1";
      return "application/json;g=apidiscovery.k8s.io;v=" + version + ";as=APIGroupDiscoveryList";
    }
    return "application/json";
  }

  private static void sendBody(HttpExchange exchange, int code, byte[] body) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(code, head || body.length == 0 ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  private Instant timeout(Call call) {
    var seconds = call.parameter("timeoutSeconds");
    return settings
        .clock()
        .instant()
        .plusSeconds(seconds.isEmpty() ? 1_800 : Long.parseLong(seconds));
  }

  private void watch(HttpExchange exchange, Call call, WatchStream watch, Instant end)
      throws IOException, InterruptedException {
    try {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, 0);
      var out = exchange.getResponseBody();
      out.flush();
      tell(call, watch, end, out);
    } finally {
      world
          .submit(() -> {
            watches.close(watch);
            return watch;
          })
          .exceptionally(_ -> watch)
          .join();
    }
  }

  private void tell(Call call, WatchStream watch, Instant end, OutputStream out)
      throws IOException, InterruptedException {
    var nextBookmark = settings.clock().instant().plus(settings.bookmarkEvery());
    while (true) {
      var now = settings.clock().instant();
      if (!now.isBefore(end)) {
        return;
      }
      var until = nextBookmark.isBefore(end) ? nextBookmark : end;
      var event = watch.next(Duration.between(now, until));
      if (event.isPresent()) {
        out.write(Bodies.json(event.get()));
        out.write('\n');
        out.flush();
      } else if (watch.hasEnded()) {
        return;
      } else if (!settings.clock().instant().isBefore(nextBookmark)) {
        nextBookmark = settings.clock().instant().plus(settings.bookmarkEvery());
        bookmark(call, watch);
        // A client that went away is noticed by writing to it.
        out.write('\n');
        out.flush();
      }
    }
  }

  /** Through the world, so that it stands behind all that has happened up to now. */
  private void bookmark(Call call, WatchStream watch) {
    if (call.isSet("allowWatchBookmarks")) {
      world.run(() -> watch.bookmark(store.resourceVersion()));
    }
  }
}
