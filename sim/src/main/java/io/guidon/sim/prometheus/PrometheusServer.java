package io.guidon.sim.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Prometheus' HTTP API on a port of this machine that only itself reaches: instant queries, the
 * flags and the health that clients look for, and the world's own metrics as text.
 */
public final class PrometheusServer implements AutoCloseable {
  /** Far more than any query, and no danger to the memory. */
  private static final int LONGEST_FORM = 1 << 20;

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String JSON = "application/json";
  private static final List<String> QUERY_METHODS = List.of("GET", "POST");
  private static final List<String> READ_METHODS = List.of("GET");

  private final HttpServer server;
  private final ExecutorService workers;

  private PrometheusServer(HttpServer server, ExecutorService workers) {
    this.server = server;
    this.workers = workers;
  }

  /**
   * Starts it.
   *
   * @param port 0 for any that is free
   * @param clock when "now" is for queries that do not name a time
   * @param metrics what {@code /metrics} shows
   * @throws UncheckedIOException if the port is taken
   */
  public static PrometheusServer start(
      int port, Samples samples, InstantSource clock, Metrics metrics) {
    try {
      var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
      var server = HttpServer.create(address, 0);
      var workers = Executors.newVirtualThreadPerTaskExecutor();
      server.setExecutor(workers);
      server.createContext("/", handler(new QueryApi(samples, clock), metrics));
      server.start();
      return new PrometheusServer(server, workers);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Where it listens, without a path. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    workers.close();
  }

  private static HttpHandler handler(QueryApi api, Metrics metrics) {
    return exchange -> {
      try (exchange) {
        switch (exchange.getRequestURI().getPath()) {
          case "/api/v1/query" -> query(exchange, api);
          case "/api/v1/status/flags" -> read(exchange, JSON, AnswerJson.success(flags()));
          case "/-/healthy" -> read(exchange, TEXT, "Prometheus Server is Healthy.\n");
          case "/-/ready" -> read(exchange, TEXT, "Prometheus Server is Ready.\n");
          case "/metrics" -> read(exchange, Exposition.TYPE, Exposition.text(metrics));
          default -> send(exchange, 404, TEXT, "404 page not found\n");
        }
      }
    };
  }

  /** Those of Prometheus' flags that say something about this one. */
  private static Map<String, String> flags() {
    return Map.of("query.lookback-delta", "5m");
  }

  private static void query(HttpExchange exchange, QueryApi api) throws IOException {
    if (isAllowed(exchange, QUERY_METHODS)) {
      QueryApi.Response response;
      try {
        response = api.answer(parameters(exchange));
      } catch (IllegalArgumentException malformed) {
        response =
            new QueryApi.Response(
                400,
                AnswerJson.error(
                    "bad_data", "error parsing form values: " + malformed.getMessage()));
      }
      send(exchange, response.status(), JSON, response.body());
    }
  }

  private static void read(HttpExchange exchange, String type, String body) throws IOException {
    if (isAllowed(exchange, READ_METHODS)) {
      send(exchange, 200, type, body);
    }
  }

  private static boolean isAllowed(HttpExchange exchange, List<String> methods) throws IOException {
    if (methods.contains(exchange.getRequestMethod())) {
      return true;
    }
    exchange.getResponseHeaders().set("Allow", String.join(", ", methods));
    send(exchange, 405, TEXT, "Method Not Allowed\n");
    return false;
  }

  /** Of the address and, before that, of a form that was posted. */
  private static Map<String, String> parameters(HttpExchange exchange) throws IOException {
    var parameters = new HashMap<String, String>();
    var body = exchange.getRequestBody().readNBytes(LONGEST_FORM);
    put(parameters, new String(body, StandardCharsets.UTF_8));
    var query = exchange.getRequestURI().getRawQuery();
    put(parameters, query == null ? "" : query);
    return parameters;
  }

  private static void put(Map<String, String> parameters, String form) {
    for (var field : form.split("&", -1)) {
      int equals = field.indexOf('=');
      var name = equals < 0 ? field : field.substring(0, equals);
      var value = equals < 0 ? "" : field.substring(equals + 1);
      parameters.putIfAbsent(decoded(name), decoded(value));
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
