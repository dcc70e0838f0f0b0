package io.guidon.operator.metric;

import io.guidon.core.analysis.MetricQuery.TlsVerification;
import io.guidon.core.resource.GoDuration;
import io.guidon.operator.http.AnyCertificate;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Gets an answer from a metric server, on connections that are kept and shared. One deadline covers
 * everything from the connection to the last byte of the body, redirects included.
 */
public final class HttpGet {
  private static final int MOST_REDIRECTS = 10;
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  /** What Go's client sets itself, and ours may not set. */
  private static final Set<String> NOT_OURS =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  /** What must not reach another host by a redirect. */
  private static final Set<String> CONFIDENTIAL = Set.of("authorization", "cookie");

  static {
    // The reason of a refused connection gets lost in the JDK's second attempt; proxies may ask for
    // a password. The JDK reads both once, with its first client, whoever makes it.
    System.setProperty("jdk.httpclient.disableRetryConnect", "true");
    System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
  }

  private final String userAgent;
  private final Supplier<HttpClient> verifying;
  private final Supplier<HttpClient> trusting;

  /**
   * A client that names itself.
   *
   * @param userAgent such as {@code guidon/1.0}
   * @param proxies which proxy a server is reached by
   */
  public HttpGet(String userAgent, ProxySelector proxies) {
    this.userAgent = userAgent;
    this.verifying = once(() -> client(proxies).build());
    this.trusting = once(() -> client(proxies).sslContext(AnyCertificate.context()).build());
  }

  /** Makes it when it is first needed: a client reads all certificates that Java trusts. */
  private static Supplier<HttpClient> once(Supplier<HttpClient> make) {
    return new Supplier<>() {
      private Optional<HttpClient> made = Optional.empty();

      @Override
      public synchronized HttpClient get() {
        if (made.isEmpty()) {
          made = Optional.of(make.get());
        }
        return made.get();
      }
    };
  }

  private static HttpClient.Builder client(ProxySelector proxies) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .executor(task -> Thread.ofVirtual().name("metric-http").start(task))
        .proxy(proxies);
  }

  /**
   * What to get.
   *
   * @param headers names with their values
   * @param deadline for everything together
   */
  record Request(
      URI url, Map<String, List<String>> headers, TlsVerification tls, Duration deadline) {}

  /** What came back. */
  sealed interface Outcome {
    /** The whole answer. */
    record Answered(int status, String body) implements Outcome {}

    /** No answer, or not all of it; {@code cause} is for people. */
    record Failed(String cause) implements Outcome {}
  }

  /**
   * Sends the request and follows redirects.
   *
   * @throws InterruptedException when the thread is interrupted; the request is then broken off
   */
  Outcome send(Request request) throws InterruptedException {
    var end = System.nanoTime() + request.deadline().toNanos();
    var url = request.url();
    for (var redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      switch (exchange(request, url, end)) {
        case Step.Done(Outcome outcome) -> {
          return outcome;
        }
        case Step.Moved(URI to) -> url = to;
      }
    }
    return failed(url, "stopped after " + MOST_REDIRECTS + " redirects");
  }

  private sealed interface Step {
    record Done(Outcome outcome) implements Step {}

    record Moved(URI to) implements Step {}
  }

  private Step exchange(Request request, URI url, long end) throws InterruptedException {
    var message = message(request, url);
    if (message.isEmpty()) {
      return new Step.Done(failed(url, "a header has a value that cannot be sent"));
    }
    var client =
        switch (request.tls()) {
          case ON -> verifying.get();
          case OFF -> trusting.get();
        };
    try {
      return await(request, url, client.sendAsync(message.get(), bounded()), end);
    } catch (ExecutionException | IllegalArgumentException failure) {
      return new Step.Done(failed(url, NoAnswer.cause(failure, url)));
    }
  }

  private static BodyHandler<byte[]> bounded() {
    return BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES);
  }

  private static Step await(
      Request request, URI url, Future<HttpResponse<byte[]>> pending, long end)
      throws InterruptedException, ExecutionException {
    try {
      return step(url, pending.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException late) {
      var deadline = GoDuration.format(request.deadline());
      return new Step.Done(
          failed(url, "context deadline exceeded: no complete answer within " + deadline));
    } finally {
      // Breaks the exchange off when we no longer wait for it; does nothing when it is over.
      pending.cancel(true);
    }
  }

  private Optional<HttpRequest> message(Request request, URI url) {
    var message = HttpRequest.newBuilder(url).header("User-Agent", userAgent);
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(request.headers());
    headers.keySet().removeIf(name -> NOT_OURS.contains(name.toLowerCase(Locale.ROOT)));
    if (!isTrusted(request.url(), url)) {
      headers.keySet().removeIf(name -> CONFIDENTIAL.contains(name.toLowerCase(Locale.ROOT)));
    }
    try {
      headers.remove("User-Agent");
      headers.forEach((name, values) -> values.forEach(value -> message.header(name, value)));
      return Optional.of(message.build());
    } catch (IllegalArgumentException unsendable) {
      // Its message shows the value, which may be a password.
      return Optional.empty();
    }
  }

  /** Whether a redirect leads to the same host or one below it, as Go asks. */
  private static boolean isTrusted(URI first, URI url) {
    var from = first.getHost().toLowerCase(Locale.ROOT);
    var to = url.getHost().toLowerCase(Locale.ROOT);
    return to.equals(from) || to.endsWith("." + from);
  }

  private static Step step(URI url, HttpResponse<byte[]> response) {
    var location =
        switch (response.statusCode()) {
          case 301, 302, 303, 307, 308 -> response.headers().firstValue("Location");
          default -> Optional.<String>empty();
        };
    if (location.isEmpty()) {
      return new Step.Done(
          new Outcome.Answered(
              response.statusCode(), new String(response.body(), StandardCharsets.UTF_8)));
    }
    try {
      var to = url.resolve(location.get());
      return Addresses.parse(to.toString())
          .<Step>map(Step.Moved::new)
          .orElseGet(() -> new Step.Done(failed(url, "redirected to " + location.get())));
    } catch (IllegalArgumentException malformed) {
      return new Step.Done(failed(url, "redirected to " + location.get()));
    }
  }

  /** Names the address without its query, which people find in the MetricTemplate. */
  private static Outcome failed(URI url, String cause) {
    var path = Optional.ofNullable(url.getRawPath()).orElse("");
    var address = url.getScheme() + "://" + url.getHost() + NoAnswer.port(url) + path;
    return new Outcome.Failed("Get \"" + address + "\": " + cause);
  }
}
