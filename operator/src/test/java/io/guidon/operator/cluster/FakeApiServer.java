package io.guidon.operator.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * An API server of one test on loopback: it answers what the test has laid out, one answer after
 * the other, and keeps watches open until the test says what comes. What nothing is laid out for is
 * an empty list, or a silent watch.
 */
final class FakeApiServer implements AutoCloseable {
  private static final String END = "END";
  private static final int HELD_BACK = 0;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, BlockingQueue<Answer>> laidOut = new ConcurrentHashMap<>();
  private final Map<String, BlockingQueue<String>> watches = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Map<String, BlockingQueue<Asked>> begun = new ConcurrentHashMap<>();

  record Asked(String method, String path, Map<String, String> query, String type, String body) {}

  /**
   * @param header its name and its value; empty for none
   */
  private record Answer(int status, String body, List<String> header) {}

  FakeApiServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  Options options() {
    var url = "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort();
    return new Options(Optional.empty(), Optional.of(url), Optional.empty(), 0, 1, "test");
  }

  /** The next answer to {@code method} on {@code path}; watches have the method WATCH. */
  FakeApiServer answers(String method, String path, int status, String body, String... header) {
    laidOut
        .computeIfAbsent(method + " " + path, _ -> new LinkedBlockingQueue<>())
        .add(new Answer(status, body, List.of(header)));
    return this;
  }

  /** The next request of this kind is never answered. */
  void holdsBack(String method, String path) {
    answers(method, path, HELD_BACK, "");
  }

  /** Sends lines to the watch of a path that is open, or is opened next. */
  void tell(String path, String... lines) {
    watch(path).addAll(List.of(lines));
  }

  void endWatch(String path) {
    watch(path).add(END);
  }

  /** Waits for the next request of this kind to a path. */
  Asked awaitAsked(String method, String path) throws InterruptedException {
    return queue(method + " " + path).take();
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  private BlockingQueue<String> watch(String path) {
    return watches.computeIfAbsent(path, _ -> new LinkedBlockingQueue<>());
  }

  private BlockingQueue<Asked> queue(String key) {
    return begun.computeIfAbsent(key, _ -> new LinkedBlockingQueue<>());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var query = query(exchange.getRequestURI().getRawQuery());
      var path = exchange.getRequestURI().getPath();
      var method = query.containsKey("watch") ? "WATCH" : exchange.getRequestMethod();
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var type =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
      var request = new Asked(method, path, query, type, body);
      asked.add(request);
      var next = Optional.ofNullable(laidOut.get(method + " " + path)).map(BlockingQueue::poll);
      // What a test lays out once it knows of this request is for the next one.
      queue(method + " " + path).add(request);
      if (next.isEmpty() && method.equals("WATCH")) {
        stream(exchange, watch(path));
      } else {
        var answer =
            next.orElse(
                new Answer(
                    200, "{\"metadata\":{\"resourceVersion\":\"10\"},\"items\":[]}", List.of()));
        if (answer.status() == HELD_BACK) {
          new CountDownLatch(1).await();
        }
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        if (!answer.header().isEmpty()) {
          exchange.getResponseHeaders().add(answer.header().getFirst(), answer.header().getLast());
        }
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stream(HttpExchange exchange, BlockingQueue<String> lines)
      throws IOException, InterruptedException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().flush();
    for (var line = lines.take(); !line.equals(END); line = lines.take()) {
      exchange.getResponseBody().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
    }
  }

  private static Map<String, String> query(@Nullable String raw) {
    var query = new ConcurrentHashMap<String, String>();
    for (var pair : Optional.ofNullable(raw).orElse("").split("&", -1)) {
      var parts = pair.split("=", 2);
      if (parts.length == 2) {
        query.put(parts[0], java.net.URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
