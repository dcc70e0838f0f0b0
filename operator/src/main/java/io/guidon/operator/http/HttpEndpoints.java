package io.guidon.operator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/**
 * What the operator shows over HTTP: {@code /healthz} and {@code /metrics} (spec/operations.md §3).
 */
public final class HttpEndpoints implements AutoCloseable {
  private static final String TEXT = "text/plain; charset=utf-8";

  static {
    // Seconds; the server has no other way to set them.
    Map.of("maxReqTime", "5", "maxRspTime", "60", "idleInterval", "15")
        .forEach((name, seconds) -> {
          var property = "sun.net.httpserver." + name;
          System.setProperty(property, System.getProperty(property, seconds));
        });
  }

  private final HttpServer server;
  private final Supplier<Health> health;
  private final OperatorMetrics metrics;

  private HttpEndpoints(HttpServer server, Supplier<Health> health, OperatorMetrics metrics) {
    this.server = server;
    this.health = health;
    this.metrics = metrics;
  }

  /**
   * Begins to answer on all addresses.
   *
   * @param port 0 for any that is free
   * @throws IOException when the port cannot be had
   */
  public static HttpEndpoints start(int port, Supplier<Health> health, OperatorMetrics metrics)
      throws IOException {
    var server = HttpServer.create(new InetSocketAddress(port), 0);
    var endpoints = new HttpEndpoints(server, health, metrics);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", endpoints::answer);
    server.start();
    return endpoints;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestURI().getPath()) {
        case "/healthz" -> healthz(exchange);
        case "/metrics" -> metrics(exchange);
        default -> {
          exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
          send(exchange, 404, TEXT, "404 page not found\n".getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  private void healthz(HttpExchange exchange) throws IOException {
    switch (health.get()) {
      case Health.Well well -> send(exchange, 200, TEXT, "OK".getBytes(StandardCharsets.UTF_8));
      case Health.Ill(String why) ->
          send(exchange, 503, TEXT, why.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void metrics(HttpExchange exchange) throws IOException {
    var body = metrics.text().getBytes(StandardCharsets.UTF_8);
    if (String.join(",", exchange.getRequestHeaders().getOrDefault("Accept-Encoding", List.of()))
        .contains("gzip")) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      body = zipped(body);
    }
    send(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", body);
  }

  private static byte[] zipped(byte[] body) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(body);
    }
    return bytes.toByteArray();
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Answers no more; requests under way get no time. */
  @Override
  public void close() {
    server.stop(0);
  }
}
