package io.guidon.operator.metric;

import io.guidon.core.analysis.Measurement;
import io.guidon.core.analysis.Measurement.Cause;
import io.guidon.core.analysis.Measurement.Failure;
import io.guidon.core.analysis.MetricQuery;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Prometheus and what speaks its query API (spec/metrics.md §10.1). The query must give one series:
 * several are a failure, see {@link Measurement}.
 */
final class PrometheusProvider implements MetricProvider {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final HttpGet http;
  private final Duration deadline;

  PrometheusProvider(HttpGet http) {
    this(http, DEADLINE);
  }

  /** For tests that do not want to wait for 5 seconds. */
  PrometheusProvider(HttpGet http, Duration deadline) {
    this.http = http;
    this.deadline = deadline;
  }

  @Override
  public Measurement measure(MetricQuery query, Credentials credentials)
      throws InterruptedException {
    var server = query.server();
    var base = Addresses.parse(server.address());
    if (base.isEmpty()) {
      return new Failure(
          Cause.PROVIDER,
          server.type() + " address " + Addresses.shown(server.address()) + " is not a valid URL");
    }
    return switch (authorization(server, credentials, base.get())) {
      case Authorization.Missing(String key) ->
          new Failure(Cause.PROVIDER, "prometheus credentials does not contain a " + key);
      case Authorization.Header(Optional<String> header) -> {
        var request =
            new HttpGet.Request(
                url(base.get(), query.text()), headers(server, header), server.tls(), deadline);
        yield switch (http.send(request)) {
          case HttpGet.Outcome.Answered(int status, String body) ->
              PrometheusAnswer.measurement(status, body);
          case HttpGet.Outcome.Failed(String cause) -> new Failure(cause);
        };
      }
    };
  }

  private static URI url(URI base, String query) {
    var line = query.replaceAll("[\\t\\n\\f\\r ]+", " ");
    return Addresses.below(
        base, "/api/v1/query", "query=" + URLEncoder.encode(line, StandardCharsets.UTF_8));
  }

  /** Exactly one Authorization header, where Flagger adds one more with each query. */
  private static Map<String, List<String>> headers(
      MetricQuery.Server server, Optional<String> authorization) {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(server.headers());
    authorization.ifPresent(value -> {
      if (server.secret().isPresent() || !headers.containsKey("Authorization")) {
        headers.put("Authorization", List.of(value));
      }
    });
    return headers;
  }

  /** How we show who we are. */
  private sealed interface Authorization {
    record Header(Optional<String> value) implements Authorization {}

    /** The Secret lacks a key. */
    record Missing(String key) implements Authorization {}
  }

  private static Authorization authorization(
      MetricQuery.Server server, Credentials credentials, URI base) {
    if (server.secret().isEmpty()) {
      return new Authorization.Header(userInfo(base));
    }
    var token = credentials.value("token");
    if (token.isPresent()) {
      return new Authorization.Header(Optional.of("Bearer " + token.get()));
    }
    var username = credentials.value("username");
    var password = credentials.value("password");
    if (username.isEmpty()) {
      return new Authorization.Missing("username");
    }
    if (password.isEmpty()) {
      return new Authorization.Missing("password");
    }
    return username.get().isEmpty() || password.get().isEmpty()
        ? new Authorization.Header(userInfo(base))
        : new Authorization.Header(Optional.of(basic(username.get() + ":" + password.get())));
  }

  /** The user and password of {@code http://user:password@host}. */
  private static Optional<String> userInfo(URI base) {
    return Optional.ofNullable(base.getRawUserInfo())
        .map(raw -> {
          var colon = raw.indexOf(':');
          var user = colon < 0 ? raw : raw.substring(0, colon);
          var password = colon < 0 ? "" : raw.substring(colon + 1);
          return basic(decoded(user) + ":" + decoded(password));
        });
  }

  private static String decoded(String escaped) {
    return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String basic(String userAndPassword) {
    var bytes = userAndPassword.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }
}
