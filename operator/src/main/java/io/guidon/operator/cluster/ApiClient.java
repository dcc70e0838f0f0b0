package io.guidon.operator.cluster;

import io.fabric8.kubernetes.client.Config;
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
import java.util.concurrent.Executor;
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

  /** The connection is closed this long after the caller was told that nothing came. */
  private static final Duration AFTERWARDS = Duration.ofMillis(500);

  /** Longer than any watch: later JDKs count the whole answer, not only its beginning. */
  private static final Duration WATCH_ENDS = Duration.ofMinutes(12);

  private final HttpClient http;
  private final String base;

  private ApiClient(HttpClient http, String base) {
    this.http = http;
    this.base = base;
  }

  /**
   * Its answers are read on virtual threads, as the passes run on: many cost little, but one waits
   * for the others.
   *
   * @throws IllegalArgumentException if the kubeconfig cannot be used
   */
  static ApiClient of(Options options) {
    return of(options, new Factory(Executors.newVirtualThreadPerTaskExecutor()));
  }

  /**
   * Has connections and threads of its own, so that its requests wait for nothing else that the
   * operator does.
   *
   * @throws IllegalArgumentException if the kubeconfig cannot be used
   */
  static ApiClient apart(Options options) {
    var daemons = Thread.ofPlatform().daemon().name("apart ", 1).factory();
    return of(options, new Factory(Executors.newCachedThreadPool(daemons)));
  }

  private static ApiClient of(Options options, Factory factory) {
    var plain =
        options.kubeconfig().isPresent()
            ? options.kubeconfig().flatMap(Kubeconfig::read)
            : ServiceAccount.of(System.getenv(), ServiceAccount.FOLDER);
    return plain
        .map(access -> options.master().map(access::at).orElse(access))
        .map(access -> plain(access, options, factory))
        .orElseGet(() -> any(options, factory));
  }

  private static ApiClient plain(Access access, Options options, Factory factory) {
    var config = configured(Config.empty(), options);
    HttpClient.Builder builder = factory.newBuilder();
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
  private static ApiClient any(Options options, Factory factory) {
    var config =
        configured(
            options
                .kubeconfig()
                .map(file -> Config.fromKubeconfig(file.toFile()))
                .orElseGet(() -> Config.autoConfigure(null)),
            options);
    options.master().ifPresent(config::setMasterUrl);
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
    private final Executor executor;

    private Factory(Executor executor) {
      this.executor = executor;
    }

    @Override
    protected java.net.http.HttpClient.Builder createNewHttpClientBuilder() {
      return java.net.http.HttpClient.newBuilder().executor(executor);
    }
  }

  /**
   * What the API server answered.
   *
   * @param retryAfter how long it wants to be left alone; zero if it did not say
   */
  record Response(int status, String body, Duration retryAfter) {
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
    return exchange(
        request.timeout(limit.plus(AFTERWARDS).toMillis(), TimeUnit.MILLISECONDS),
        limit,
        (_, chunks) -> chunks.readAll(limit));
  }

  /**
   * Reads an answer line by line on the caller's thread, until it ends or {@code lines} throws.
   *
   * @param begin how long the status of the answer may take
   * @param silence the longest time without a line
   * @return the status; its body is empty, unless it is no success: then that is why, and {@code
   *     lines} got nothing
   * @throws IOException if the connection breaks or is silent too long, or the thread is
   *     interrupted
   */
  Response stream(Target target, Duration begin, Duration silence, LineReader lines)
      throws IOException {
    return exchange(
        http.newHttpRequestBuilder()
            .uri(base + target.text())
            .timeout(WATCH_ENDS.toMillis(), TimeUnit.MILLISECONDS)
            .forStreaming(),
        begin,
        (isSuccess, chunks) -> {
          if (!isSuccess) {
            return chunks.readAll(silence);
          }
          lines.begin();
          chunks.readLines(silence, lines);
          return "";
        });
  }

  /**
   * Sends a request. Its own limit of time is what closes the connection of one that is never
   * answered, as fabric8's futures cannot be cancelled; the end of {@code reading} closes that of
   * an answer that never ends.
   *
   * @param begins how long the status of the answer may take
   */
  private Response exchange(HttpRequest.Builder request, Duration begins, Reading reading)
      throws IOException {
    var chunks = new Chunks();
    var response = await(http.consumeBytes(request.header("Accept", JSON).build(), chunks), begins);
    var body = response.body();
    var _ = body.done().whenComplete((_, failure) -> chunks.end(Optional.ofNullable(failure)));
    try {
      body.consume();
      return new Response(
          response.code(), reading.read(response.isSuccessful(), chunks), retryAfter(response));
    } finally {
      body.cancel();
    }
  }

  /** Takes what is to be taken from an answer, and returns the body that is left of it. */
  @FunctionalInterface
  private interface Reading {
    String read(boolean isSuccess, Chunks chunks) throws IOException;
  }

  /** The API server says whole seconds. */
  private static Duration retryAfter(HttpResponse<?> response) {
    @Nullable String seconds = response.header("Retry-After");
    return seconds != null && seconds.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : Duration.ZERO;
  }

  /** Takes one line after the other, without their ends. */
  @FunctionalInterface
  interface LineReader {
    /** The API server has begun to answer, and lines may come. */
    default void begin() {}

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
