package io.guidon.operator.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to the API server over fabric8, which also brings the rarer kinds of credentials, and
 * proxies. It is kept from retrying and from any limit of time of its own.
 */
final class ApiClient implements AutoCloseable {
  static final String JSON = "application/json";
  private static final int TOO_MANY = 100;

  private final HttpClient http;
  private final String base;

  private ApiClient(HttpClient http, String base) {
    this.http = http;
    this.base = base;
  }

  /**
   * @throws IllegalArgumentException if the kubeconfig cannot be used
   */
  static ApiClient of(Options options) {
    var plain =
        options.kubeconfig().isPresent()
            ? options.kubeconfig().flatMap(Kubeconfig::read)
            : ServiceAccount.of(System.getenv(), ServiceAccount.FOLDER);
    return plain
        .map(access -> options.master().map(access::at).orElse(access))
        .map(access -> plain(access, options))
        .orElseGet(() -> any(options));
  }

  private static ApiClient plain(Access access, Options options) {
    var config = configured(Config.empty(), options);
    HttpClient.Builder builder = new Factory().newBuilder();
    builder.tag(config.getRequestConfig());
    builder.preferHttp11();
    builder.connectTimeout(config.getConnectionTimeout(), TimeUnit.MILLISECONDS);
    builder.sslContext(null, access.trust());
    builder.addOrReplaceInterceptor(
        "access",
        new Interceptor() {
          @Override
          public void before(BasicBuilder request, HttpRequest asked, RequestTags tags) {
            request.setHeader("User-Agent", config.getUserAgent());
            access
                .token()
                .get()
                .ifPresent(token -> request.setHeader("Authorization", "Bearer " + token));
          }
        });
    return new ApiClient(builder.build(), access.url());
  }

  /**
   * Whatever a kubeconfig may hold: certificates of clients, programs that give tokens, proxies.
   */
  private static ApiClient any(Options options) {
    var config =
        configured(
            options
                .kubeconfig()
                .map(file -> Config.fromKubeconfig(file.toFile()))
                .orElseGet(() -> Config.autoConfigure(null)),
            options);
    options.master().ifPresent(config::setMasterUrl);
    var factory = new Factory();
    HttpClient.Builder builder = factory.newBuilder();
    HttpClientUtils.applyCommonConfiguration(config, builder, factory);
    var master = config.getMasterUrl();
    return new ApiClient(
        builder.build(), master.endsWith("/") ? master.substring(0, master.length() - 1) : master);
  }

  private static Config configured(Config config, Options options) {
    config.setUserAgent("guidon/" + options.version());
    config.setRequestRetryBackoffLimit(0);
    config.setRequestTimeout(0);
    config.setHttp2Disable(true);
    // Fewer would make a burst of writes wait for each other inside fabric8.
    config.setMaxConcurrentRequests(TOO_MANY);
    config.setMaxConcurrentRequestsPerHost(TOO_MANY);
    return config;
  }

  private static final class Factory extends JdkHttpClientFactory {
    @Override
    protected java.net.http.HttpClient.Builder createNewHttpClientBuilder() {
      return java.net.http.HttpClient.newBuilder()
          .executor(Executors.newVirtualThreadPerTaskExecutor());
    }
  }

  /** What the API server answered. */
  record Response(int status, String body) {
    boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  /** Where a request goes, with its query in the order of no importance. */
  record Target(String path, Map<String, String> query) {
    static Target of(String path) {
      return new Target(path, Map.of());
    }

    private String text() {
      return query.isEmpty()
          ? path
          : path
              + query.entrySet().stream()
                  .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                  .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }

  /** The body of a request and its media type. */
  record Content(String type, String text) {}

  Response get(Target target, Duration limit) throws IOException {
    return send("GET", target, Optional.empty(), limit);
  }

  /**
   * Sends a request and waits for the whole answer.
   *
   * @throws IOException if there is none within {@code limit}, or the thread is interrupted
   */
  Response send(String method, Target target, Optional<Content> content, Duration limit)
      throws IOException {
    var request = http.newHttpRequestBuilder().uri(base + target.text());
    if (content.isPresent()) {
      var body = content.get();
      request.method(method, body.type(), body.text());
    } else {
      request.method(method, null, (String) null);
    }
    request.header("Accept", JSON);
    var response = await(http.sendAsync(request.build(), String.class), limit);
    return new Response(response.code(), body(response));
  }

  private static String body(HttpResponse<String> response) {
    @Nullable String body = response.body();
    return body == null ? "" : body;
  }

  /**
   * Reads an answer line by line on the caller's thread, until it ends or {@code lines} throws.
   *
   * @param silence the longest time without a line
   * @return the status; its body is empty, unless it is no success: then that is why, and {@code
   *     lines} got nothing
   * @throws IOException if the connection breaks or is silent too long, or the thread is
   *     interrupted
   */
  Response stream(Target target, Duration silence, LineReader lines) throws IOException {
    HttpRequest request =
        http.newHttpRequestBuilder()
            .uri(base + target.text())
            .header("Accept", JSON)
            .forStreaming()
            .build();
    var chunks = new Chunks();
    var response = await(http.consumeBytes(request, chunks), silence);
    AsyncBody body = response.body();
    var _ = body.done().whenComplete((_, failure) -> chunks.end(Optional.ofNullable(failure)));
    try {
      body.consume();
      if (response.isSuccessful()) {
        chunks.readLines(silence, lines);
        return new Response(response.code(), "");
      }
      var error = new StringBuilder();
      chunks.readLines(
          silence, line -> error.append(new String(line, StandardCharsets.UTF_8)).append('\n'));
      return new Response(response.code(), error.toString());
    } finally {
      body.cancel();
    }
  }

  /** Takes one line, without its end. */
  @FunctionalInterface
  interface LineReader {
    void read(byte[] line) throws IOException;
  }

  private static <T> T await(CompletableFuture<T> answer, Duration limit) throws IOException {
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new IOException(
          "no answer from the API server within " + limit.toSeconds() + " s", late);
    } catch (ExecutionException failed) {
      var cause = failed.getCause();
      throw new IOException(said(cause == null ? failed : cause), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the operator is stopping");
    } finally {
      answer.cancel(true);
    }
  }

  private static String said(Throwable failure) {
    var message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    http.close();
  }
}
