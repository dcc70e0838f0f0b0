package io.guidon.operator.metric;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** A server on loopback that answers what a test wants, and keeps what it was asked. */
final class FakePrometheus implements AutoCloseable {

  /** How to answer one request. */
  interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  /** What was asked. */
  record Asked(String method, String path, String rawQuery, Headers headers) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Answer answer = text(200, "");

  FakePrometheus() throws IOException {
    this(HttpServer.create(loopback(), 0));
  }

  FakePrometheus(SSLContext tls) throws IOException {
    this(secured(tls));
  }

  private FakePrometheus(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          asked.add(
              new Asked(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().getPath(),
                  exchange.getRequestURI().getRawQuery(),
                  exchange.getRequestHeaders()));
          try (exchange) {
            answer.give(exchange);
          }
        });
    server.start();
  }

  private static HttpServer secured(SSLContext tls) throws IOException {
    var server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return server;
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  static Answer text(int status, String body) {
    return exchange -> {
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  FakePrometheus answers(Answer next) {
    answer = next;
    return this;
  }

  FakePrometheus answers(int status, String body) {
    return answers(text(status, body));
  }

  /** An instant vector with one series per value. */
  FakePrometheus answersVector(String... values) {
    return answers(200, vector(values));
  }

  /** A successful answer with this {@code data}, in JSON. */
  static String success(String data) {
    return "{\"status\":\"success\",\"data\":" + data + "}";
  }

  /** A successful answer with one series per value. */
  static String vector(String... values) {
    var series =
        Stream.of(values)
            .map(value -> "{\"metric\":{},\"value\":[1700000000.1,\"" + value + "\"]}")
            .collect(Collectors.joining(","));
    return success("{\"resultType\":\"vector\",\"result\":[" + series + "]}");
  }

  /** Nothing, for as long as the server lives. */
  FakePrometheus hangs() {
    return answers(exchange -> waitForEnd());
  }

  /** The beginning of an answer, and no more for as long as the server lives. */
  FakePrometheus hangsWithin(String body) {
    return answers(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      waitForEnd();
    });
  }

  void waitForEnd() throws IOException {
    try {
      closed.await();
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }

  String authority() {
    return "127.0.0.1:" + port();
  }

  int port() {
    return server.getAddress().getPort();
  }

  List<Asked> asked() {
    return asked;
  }

  Asked lastAsked() {
    return asked.getLast();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
