package io.guidon.sim.network.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.network.http.Request;
import io.guidon.sim.network.http.Response;
import io.guidon.sim.prometheus.Target;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * The paths of podinfo (github.com/stefanprodan/podinfo) that people and load tests use. Unlike the
 * real one it spares probes and metrics its random errors and delays, so that a bad version is one
 * that gets ready.
 */
final class Podinfo implements Application {

  private static final int PORT = 9898;
  private static final int[] MIXED_ERRORS = {500, 400, 409};

  private final Container container;
  private final Behaviour behaviour;
  private final RandomGenerator random;
  private final Runnable exit;
  private final AtomicBoolean ready;
  private final AtomicBoolean exited = new AtomicBoolean();
  private final RequestTimes times = new RequestTimes();

  Podinfo(Container container, Behaviour behaviour, RandomGenerator random, Runnable exit) {
    this.container = container;
    this.behaviour = behaviour;
    this.random = random;
    this.exit = exit;
    this.ready = new AtomicBoolean(behaviour.start() == Behaviour.Start.READY);
  }

  @Override
  public Optional<Integer> port() {
    return Optional.of(container.number("--port").orElse(PORT));
  }

  @Override
  public String readyPath() {
    return "/readyz";
  }

  @Override
  public Target metrics() {
    return times.target();
  }

  @Override
  public Response answer(Request request) {
    String path = request.path();
    if (path.equals("/metrics")) {
      return Response.text(200, times.text());
    }
    long began = System.nanoTime();
    var response = isProbe(path) ? probe(path) : ordinary(request, path);
    times.record(
        request.method(),
        pathLabel(path),
        response.status(),
        Duration.ofNanos(System.nanoTime() - began));
    // So that errors, too, tell their clients who made them.
    return response.withHeaders(response.headers().set("X-Version", container.tag()));
  }

  private static boolean isProbe(String path) {
    return path.equals("/healthz") || path.startsWith("/readyz");
  }

  private Response probe(String path) {
    switch (path) {
      case "/readyz/enable" -> ready.set(true);
      case "/readyz/disable" -> ready.set(false);
      default -> {
        // Only asks.
      }
    }
    boolean changes = path.startsWith("/readyz/");
    boolean fine = path.equals("/healthz") || ready.get() || changes;
    return fine
        ? Response.json(changes ? 202 : 200, object().put("status", "OK").toString())
        : Response.empty(503);
  }

  private Response ordinary(Request request, String path) {
    Latency.pass(delay());
    // A smoke test that posts something passes, so that it takes real traffic to find out.
    if (request.method().equals("GET") && random.nextDouble() < behaviour.serverErrors()) {
      return Response.json(500, error("Internal Server Error", 500));
    }
    if (random.nextDouble() < behaviour.mixedErrors()) {
      return Response.empty(MIXED_ERRORS[random.nextInt(MIXED_ERRORS.length)]);
    }
    var parts = path.split("/", -1);
    return switch (parts.length > 1 ? parts[1] : "") {
      case "", "api" -> root(request, path);
      case "version" -> json(200, object().put("version", container.tag()).put("commit", "sim"));
      case "env" -> Response.json(200, env().toString());
      case "headers" -> Response.json(200, headers(request).toString());
      case "echo" -> echo(request);
      case "token" -> token(request);
      case "status" -> status(parts);
      case "delay" -> delayed(parts);
      case "panic" -> end();
      default -> Response.json(404, error("Not Found", 404));
    };
  }

  private Duration delay() {
    long from = behaviour.delayFrom().toMillis();
    long to = behaviour.delayTo().toMillis();
    return Duration.ofMillis(to > from ? random.nextLong(from, to + 1) : from);
  }

  private Response root(Request request, String path) {
    return switch (path) {
      case "/", "", "/api/info" -> json(200, info());
      case "/api/echo" -> echo(request);
      default -> Response.json(404, error("Not Found", 404));
    };
  }

  private ObjectNode info() {
    return object()
        .put("hostname", container.pod())
        .put("version", container.tag())
        .put("revision", "sim")
        .put("color", setting("--ui-color", "PODINFO_UI_COLOR").orElse("#34577c"))
        .put("logo", "")
        .put(
            "message",
            setting("--ui-message", "PODINFO_UI_MESSAGE")
                .orElse("greetings from podinfo v" + container.tag()))
        .put("goos", "sim")
        .put("goarch", "sim")
        .put("runtime", "java")
        .put("num_goroutine", "1")
        .put("num_cpu", "1");
  }

  private Optional<String> setting(String flag, String variable) {
    return container.value(flag).or(() -> Optional.ofNullable(container.env().get(variable)));
  }

  private ArrayNode env() {
    var env = Trees.array();
    env.add("HOSTNAME=" + container.pod());
    container.env().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .sorted()
        .forEach(env::add);
    return env;
  }

  private static ObjectNode headers(Request request) {
    var headers = object();
    for (var header : request.headers().fields()) {
      (headers.get(header.name()) instanceof ArrayNode list
              ? list
              : headers.putArray(header.name()))
          .add(header.value());
    }
    return headers;
  }

  private static Response echo(Request request) {
    return new Response(202, Response.text(202, "").headers(), request.body());
  }

  private Response token(Request request) {
    String subject = request.body().text().strip();
    var token = object();
    token.put("token", "sim." + Integer.toHexString((container.pod() + subject).hashCode()));
    token.put("expires_at", "2099-01-01T00:00:00Z");
    return json(200, token);
  }

  private static Response status(String[] parts) {
    var code = number(parts);
    return code.isPresent() && code.get() >= 200 && code.get() <= 599
        ? json(code.get(), object().put("status", code.get()))
        : Response.json(400, error("expected /status/CODE with 200 to 599", 400));
  }

  private static Response delayed(String[] parts) {
    var seconds = number(parts);
    if (seconds.isEmpty()) {
      return Response.json(400, error("expected /delay/SECONDS", 400));
    }
    Latency.pass(Duration.ofSeconds(seconds.get()));
    return json(200, object().put("delay", seconds.get()));
  }

  private Response end() {
    if (exited.compareAndSet(false, true)) {
      exit.run();
    }
    return Response.empty(500);
  }

  private static Optional<Integer> number(String[] parts) {
    return parts.length == 3 && parts[2].matches("\\d{1,4}")
        ? Optional.of(Integer.parseInt(parts[2]))
        : Optional.empty();
  }

  /** Without the numbers in it, of which there are many. */
  private static String pathLabel(String path) {
    var parts = path.split("/", 3);
    return parts.length < 2 || parts[1].isEmpty() ? "root" : parts[1];
  }

  private static String error(String message, int code) {
    return object().put("code", code).put("message", message).toString();
  }

  private static ObjectNode object() {
    return Trees.object();
  }

  private static Response json(int status, ObjectNode json) {
    return Response.json(status, json.toString());
  }
}
