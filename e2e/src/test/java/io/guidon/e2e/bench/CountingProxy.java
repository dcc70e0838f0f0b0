package io.guidon.e2e.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.client.Config;
import io.guidon.e2e.ControlPlane;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between a client and the API server, on loopback and with TLS of its own, and keeps what
 * was asked. Watches pass through as they come.
 */
final class CountingProxy implements AutoCloseable {
  /** What a proxy sets itself; the JDK's client refuses most of them. */
  private static final Set<String> OWN =
      Set.of(
          "host", "connection", "content-length", "transfer-encoding", "upgrade", "expect", "date");

  private static final int CHUNK = 16 * 1024;

  private final URI target;
  private final Path kubeconfig;
  private final HttpsServer server;
  private final HttpClient client;

  /** Not virtual ones: whatever else this JVM computes, the operator is not to wait for it. */
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private final Queue<ApiRequest> seen = new ConcurrentLinkedQueue<>();

  private CountingProxy(URI target, Path kubeconfig, HttpsServer server, HttpClient client) {
    this.target = target;
    this.kubeconfig = kubeconfig;
    this.server = server;
    this.client = client;
  }

  /** Starts one before this API server; its certificate and kubeconfig go into {@code folder}. */
  static CountingProxy before(ControlPlane plane, Path folder) throws IOException {
    // Without it each small answer waits for the acknowledgement of its headers, 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    var certificate = LoopbackCertificate.create(folder);
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.serving()));
    var ca = Config.fromKubeconfig(plane.kubeconfig().toFile()).getCaCertFile();
    var client = RawApi.client(plane);
    var own = folder.resolve("kubeconfig");
    var address = "https://127.0.0.1:" + server.getAddress().getPort();
    Files.writeString(
        own,
        Files.readString(plane.kubeconfig())
            .replace(plane.url().toString(), address)
            .replace(ca, certificate.file().toString()));
    var proxy = new CountingProxy(plane.url(), own, server, client);
    server.setExecutor(proxy.threads);
    server.createContext("/", proxy::serve);
    server.start();
    return proxy;
  }

  /** Leads through this proxy, with all rights. */
  Path kubeconfig() {
    return kubeconfig;
  }

  /** All requests so far, in the order in which they arrived. */
  List<ApiRequest> seen() {
    return List.copyOf(seen);
  }

  /** Those that arrived from this {@link System#nanoTime()} on. */
  List<ApiRequest> since(long nanos) {
    return seen.stream().filter(request -> request.nanos() - nanos >= 0).toList();
  }

  private void serve(HttpExchange exchange) throws IOException {
    var arrived = System.nanoTime();
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      seen.add(ApiRequest.of(arrived, exchange, body));
      var answer =
          client.send(forwarded(exchange, body), HttpResponse.BodyHandlers.ofInputStream());
      try (var content = answer.body()) {
        answer
            .headers()
            .map()
            .forEach((name, values) -> {
              if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
        exchange.sendResponseHeaders(answer.statusCode(), length(answer));
        pass(content, exchange.getResponseBody());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest forwarded(HttpExchange exchange, byte[] body) {
    var request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return request.build();
  }

  /** As the JDK's server wants it: 0 means as it comes, -1 means none. */
  private static long length(HttpResponse<?> answer) {
    var given = answer.headers().firstValueAsLong("Content-Length");
    return given.isEmpty() ? 0 : given.getAsLong() == 0 ? -1 : given.getAsLong();
  }

  private static void pass(InputStream from, OutputStream to) throws IOException {
    to.flush(); // the headers: a watch begins with them
    var chunk = new byte[CHUNK];
    for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
      to.write(chunk, 0, read);
      to.flush();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
    threads.shutdownNow();
  }
}
