package io.guidon.operator.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.core.notification.FlaggerJson;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Posts a JSON body and waits for the whole answer: one time-out covers connection, redirects and
 * body, interrupting the thread breaks it off. Each call has a connection of its own, because a
 * POST on a kept connection that the receiver closes at that moment would count as a failed check
 * (docs/decisions/http-client-per-call.md).
 */
public final class HttpPost {
  private static final int MOST_REDIRECTS = 10;
  private static final Executor WORKERS = task -> Thread.ofVirtual().name("http").start(task);

  static {
    prepareJdk();
  }

  private final String userAgent;

  /** {@code userAgent} such as {@code guidon/1.0}. */
  public HttpPost(String userAgent) {
    this.userAgent = userAgent;
  }

  /**
   * Sets what the JDK's client reads only once, when the first of all clients is made; the operator
   * calls this before anything else. Made later, refused connections are told without their exact
   * reason.
   */
  public static void prepareJdk() {
    // The reason of a refused connection gets lost in the JDK's second attempt; proxies may ask for
    // a password.
    System.setProperty("jdk.httpclient.disableRetryConnect", "true");
    System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
  }

  /**
   * What to send, and how.
   *
   * @param authorization the value of a header; without one, user-info of the URL is used
   * @param timeout of everything together; zero and below mean none
   */
  public record Request(
      TargetUrl url,
      JsonNode body,
      Optional<String> authorization,
      Duration timeout,
      Proxies proxies,
      Tls tls) {}

  /** Whether the receiver's certificate is verified. */
  public enum Tls {
    VERIFIED,
    UNVERIFIED
  }

  /** What came back. */
  public sealed interface Outcome {
    /** An answer; {@code retryAfter} is its header, {@code body} at most 64 KiB of it. */
    record Answered(int status, Optional<String> retryAfter, String body) implements Outcome {}

    /** The status came, its body did not. */
    record CutOff(int status, String cause) implements Outcome {}

    /**
     * No answer. {@code cause} is in Go's words, without the URL; {@code url} is where a redirect
     * had led.
     *
     * @param persistence whether asking again may help
     */
    record Failed(TargetUrl url, String cause, Persistence persistence) implements Outcome {}
  }

  /** Whether the same call may succeed later. */
  public enum Persistence {
    PASSING,
    LASTING
  }

  /**
   * Sends the request and follows redirects, as Go does: 301, 302 and 303 become a GET without
   * body.
   *
   * @throws InterruptedException when the thread is interrupted; the connection is closed then
   */
  public Outcome send(Request request) throws InterruptedException {
    var deadline = System.nanoTime() + request.timeout().toNanos();
    var hop =
        new Hop(request.url(), true, request.authorization().or(request.url()::basicAuthorization));
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      switch (exchange(request, hop, deadline)) {
        case Step.End(Outcome outcome) -> {
          return outcome;
        }
        case Step.On(Hop next) -> hop = next;
      }
    }
    return new Outcome.Failed(
        hop.url(), "stopped after " + MOST_REDIRECTS + " redirects", Persistence.LASTING);
  }

  private record Hop(TargetUrl url, boolean withBody, Optional<String> authorization) {}

  private sealed interface Step {
    record End(Outcome outcome) implements Step {}

    record On(Hop hop) implements Step {}
  }

  private Step exchange(Request request, Hop hop, long deadline) throws InterruptedException {
    var problem = problem(hop.url());
    if (problem.isPresent()) {
      return new Step.End(new Outcome.Failed(hop.url(), problem.get(), Persistence.LASTING));
    }
    return switch (request.proxies().way(hop.url())) {
      case Proxies.Way.Broken(String error) ->
          new Step.End(new Outcome.Failed(hop.url(), error, Persistence.LASTING));
      case Proxies.Way.Direct direct -> exchange(request, hop, deadline, Optional.empty());
      case Proxies.Way.Through proxy -> exchange(request, hop, deadline, Optional.of(proxy));
    };
  }

  private Step exchange(
      Request request, Hop hop, long deadline, Optional<Proxies.Way.Through> proxy)
      throws InterruptedException {
    var answer = new BoundedBody();
    var client = client(request.tls(), proxy);
    try {
      var pending = client.sendAsync(message(request, hop, proxy), answer);
      var response =
          !request.timeout().isPositive()
              ? pending.get()
              : pending.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      return step(request, hop, response);
    } catch (TimeoutException late) {
      return new Step.End(
          answer
              .status()
              .<Outcome>map(status -> new Outcome.CutOff(status, GoCause.LATE_BODY))
              .orElse(new Outcome.Failed(hop.url(), GoCause.LATE, Persistence.PASSING)));
    } catch (IllegalArgumentException unusable) {
      // Host names that the JDK's client does not take, such as ones with an underscore.
      var cause = "unsupported host name \"" + hop.url().hostname() + "\"";
      return new Step.End(new Outcome.Failed(hop.url(), cause, Persistence.LASTING));
    } catch (ExecutionException failure) {
      var cause = GoCause.of(failure, hop.url(), proxy);
      return new Step.End(
          answer
              .status()
              .<Outcome>map(status -> new Outcome.CutOff(status, cause.text()))
              .orElse(new Outcome.Failed(hop.url(), cause.text(), cause.persistence())));
    } finally {
      client.shutdownNow();
    }
  }

  private static Optional<String> problem(TargetUrl url) {
    if (!url.scheme().equals("http") && !url.scheme().equals("https")) {
      return Optional.of("unsupported protocol scheme \"" + url.scheme() + "\"");
    }
    if (url.hostname().isEmpty()) {
      return Optional.of("http: no Host in request URL");
    }
    return url.port().length() > 5 || Integer.parseInt(url.port()) > 0xffff
        ? Optional.of("dial tcp: address " + url.port() + ": invalid port")
        : Optional.empty();
  }

  private static HttpClient client(Tls tls, Optional<Proxies.Way.Through> proxy) {
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(WORKERS)
            .proxy(
                proxy
                    .map(through ->
                        ProxySelector.of(
                            InetSocketAddress.createUnresolved(through.host(), through.port())))
                    .orElse(HttpClient.Builder.NO_PROXY));
    return switch (tls) {
      case VERIFIED -> builder.build();
      case UNVERIFIED -> builder.sslContext(Unverified.CONTEXT).build();
    };
  }

  /** Made only when the first receiver asks for it. */
  private static final class Unverified {
    static final SSLContext CONTEXT = AnyCertificate.context();
  }

  private HttpRequest message(Request request, Hop hop, Optional<Proxies.Way.Through> proxy) {
    var message = HttpRequest.newBuilder(hop.url().uri()).header("User-Agent", userAgent);
    hop.authorization().ifPresent(value -> message.header("Authorization", value));
    proxy
        .flatMap(Proxies.Way.Through::authorization)
        .ifPresent(value -> message.header("Proxy-Authorization", value));
    if (hop.withBody()) {
      message
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofByteArray(FlaggerJson.bytes(request.body())));
    }
    return message.build();
  }

  private static Step step(Request request, Hop hop, HttpResponse<String> response) {
    var status = response.statusCode();
    var location = response.headers().firstValue("Location").filter(value -> !value.isEmpty());
    boolean keepsBody = status == 307 || status == 308;
    boolean redirects = keepsBody || status == 301 || status == 302 || status == 303;
    if (!redirects || location.isEmpty()) {
      return new Step.End(
          new Outcome.Answered(
              status, response.headers().firstValue("Retry-After"), response.body()));
    }
    return switch (hop.url().resolve(location.get())) {
      case TargetUrl.Parsed.Ok(TargetUrl next) ->
          new Step.On(
              new Hop(next, hop.withBody() && keepsBody, authorization(request, hop, next)));
      case TargetUrl.Parsed.Invalid(String error) ->
          new Step.End(
              new Outcome.Failed(
                  hop.url(),
                  "failed to parse Location header "
                      + TargetUrlReader.quoted(location.get())
                      + ": "
                      + error,
                  Persistence.LASTING));
    };
  }

  /** Credentials follow a redirect only to the same host or a subdomain of it. */
  private static Optional<String> authorization(Request request, Hop hop, TargetUrl next) {
    if (!next.userInfo().isEmpty()) {
      return next.basicAuthorization();
    }
    var first = request.url().hostname().toLowerCase(Locale.ROOT);
    var host = next.hostname().toLowerCase(Locale.ROOT);
    return host.equals(first) || host.endsWith("." + first)
        ? hop.authorization()
        : Optional.empty();
  }
}
