package io.guidon.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The wire between an operator and the API server: each request passes through here, so that a test
 * sees what is written and can act between a write and the next one.
 */
final class Wire implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TemporaryFolder folder = TemporaryFolder.create("guidon-wire-");
  private final HttpServer server;
  private final HttpClient upstream;
  private final ControlPlane plane;
  private final List<Write> writes = new CopyOnWriteArrayList<>();
  private volatile Consumer<Write> before = write -> {};
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Optional<String> heldBack = Optional.empty();
  private volatile Consumer<Write> listener = write -> {};

  /** A write that the API server has answered, and its answer has not been passed on yet. */
  record Write(String method, String path, JsonNode body, int status) {
    boolean isStatusOfCanary() {
      return path.contains("/canaries/") && path.contains("/status");
    }

    /** The stage that is recorded by it, empty if it records none. */
    String stage() {
      return isStatusOfCanary() ? body.at("/status/run/stage").asText() : "";
    }
  }

  private Wire(HttpServer server, HttpClient upstream, ControlPlane plane) {
    this.server = server;
    this.upstream = upstream;
    this.plane = plane;
  }

  static Wire to(ControlPlane plane) {
    // Without it each small answer waits for the acknowledgement of its headers, 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      var trust = SSLUtils.sslContext(Config.fromKubeconfig(plane.kubeconfig().toFile()));
      var server =
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
      var client =
          HttpClient.newBuilder()
              .sslContext(trust)
              .version(HttpClient.Version.HTTP_1_1)
              .executor(Executors.newVirtualThreadPerTaskExecutor())
              .build();
      var wire = new Wire(server, client, plane);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", wire::pass);
      server.start();
      return wire;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("the API server's certificate is unusable", impossible);
    }
  }

  /** A kubeconfig with all rights that leads through here. */
  Path kubeconfig() {
    try {
      return Files.writeString(
          folder.path().resolve("kubeconfig"),
          """
          apiVersion: v1
          kind: Config
          current-context: wire
          contexts:
          - name: wire
            context: {cluster: wire, user: admin}
          clusters:
          - name: wire
            cluster: {server: "http://127.0.0.1:%d"}
          users:
          - name: admin
            user: {token: %s}
          """
              .formatted(server.getAddress().getPort(), plane.token()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What was written so far, events included. */
  List<Write> writes() {
    return List.copyOf(writes);
  }

  /** {@code reaction} is called with each write before its sender gets the answer. */
  void onWrite(Consumer<Write> reaction) {
    listener = reaction;
  }

  /** {@code reaction} is called with each write, with status 0, before the API server gets it. */
  void beforeWrite(Consumer<Write> reaction) {
    before = reaction;
  }

  /** From now on nobody who wants to watch these objects hears anything. */
  void holdBackWatches(String plural) {
    heldBack = Optional.of(plural);
  }

  void holdBackNothing() {
    heldBack = Optional.empty();
  }

  private boolean isHeldBack(URI uri) {
    return String.valueOf(uri.getQuery()).contains("watch=true")
        && heldBack.filter(plural -> uri.getPath().endsWith("/" + plural)).isPresent();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (isHeldBack(exchange.getRequestURI())) {
        closed.await();
        return;
      }
      var method = exchange.getRequestMethod();
      var body = exchange.getRequestBody().readAllBytes();
      var request =
          HttpRequest.newBuilder(plane.url().resolve(exchange.getRequestURI().toString()))
              .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
      for (var header : List.of("Authorization", "Accept", "Content-Type", "User-Agent")) {
        Optional.ofNullable(exchange.getRequestHeaders().getFirst(header))
            .ifPresent(value -> request.header(header, value));
      }
      var isWrite = !method.equals("GET");
      if (isWrite) {
        before.accept(write(exchange, body, 0));
      }
      var response = upstream.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      if (isWrite) {
        var write = write(exchange, body, response.statusCode());
        writes.add(write);
        listener.accept(write);
      }
      response
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.sendResponseHeaders(response.statusCode(), 0);
      try (var from = response.body()) {
        copy(from, exchange.getResponseBody());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static Write write(HttpExchange exchange, byte[] body, int status) throws IOException {
    return new Write(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        JSON.readTree(new String(body, StandardCharsets.UTF_8)),
        status);
  }

  /** Each piece at once, the headers first: watches must not wait for a full buffer. */
  private static void copy(java.io.InputStream from, OutputStream to) throws IOException {
    to.flush();
    var buffer = new byte[16_384];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      to.write(buffer, 0, read);
      to.flush();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    upstream.shutdownNow();
    closed.countDown();
    folder.close();
  }
}
