package io.guidon.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Whom the operator asks and tells, on loopback: a stand-in for Prometheus, for hooks, for the
 * receiver of events and for Slack. Hooks are agreed to, queries are answered with 0 unless told
 * otherwise.
 */
public final class Answers implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, Double> values = new ConcurrentHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /** What was sent to a path. */
  public record Call(String path, JsonNode body) {}

  private Answers(HttpServer server) {
    this.server = server;
  }

  /** Begins to answer on {@code port} of the loopback interface; 0 for any that is free. */
  public static Answers start(int port) {
    try {
      var server =
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
      var answers = new Answers(server);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", answers::answer);
      server.start();
      return answers;
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }

  /** The base URL, without a slash at its end. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on each query that contains {@code fragment} has this value. */
  public void metric(String fragment, double value) {
    values.put(fragment, value);
  }

  /** What was posted to paths that begin with {@code path}, in order of arrival. */
  public List<Call> calls(String path) {
    return calls.stream().filter(call -> call.path().startsWith(path)).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var url = exchange.getRequestURI();
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      switch (url.getPath()) {
        case "/api/v1/query" -> send(exchange, prometheus(parameter(url, body, "query")));
        case "/answer" -> {
          metric(parameter(url, body, "query"), Double.parseDouble(parameter(url, body, "value")));
          send(exchange, "ok\n");
        }
        default -> {
          calls.add(
              new Call(url.getPath(), body.isEmpty() ? JSON.nullNode() : JSON.readTree(body)));
          send(exchange, "ok");
        }
      }
    }
  }

  private String prometheus(String query) {
    var value =
        query.equals("vector(1)")
            ? 1.0
            : values.entrySet().stream()
                .filter(known -> query.contains(known.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .findFirst()
                .orElse(0);
    return """
    {"status": "success", "data": {"resultType": "vector",
     "result": [{"metric": {}, "value": [0, "%s"]}]}}\
    """
        .formatted(value);
  }

  /** From the query of the URL or, as forms are sent, from the body; empty if it is not there. */
  private static String parameter(URI url, String body, String name) {
    var query = url.getRawQuery() == null ? body : url.getRawQuery();
    for (var pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  private static void send(HttpExchange exchange, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
