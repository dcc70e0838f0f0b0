package io.guidon.operator.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.core.analysis.Measurement;
import io.guidon.core.analysis.Measurement.Cause;
import io.guidon.core.analysis.Measurement.Failure;
import io.guidon.core.analysis.MetricQuery;
import io.guidon.core.analysis.MetricQuery.Purpose;
import io.guidon.core.analysis.MetricQuery.SecretRef;
import io.guidon.core.analysis.MetricQuery.Server;
import io.guidon.core.analysis.MetricQuery.TlsVerification;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrometheusProviderTest {
  private static final HttpGet HTTP = new HttpGet("guidon/test", HttpClient.Builder.NO_PROXY);

  private FakePrometheus prometheus;

  @BeforeEach
  void start() throws IOException {
    prometheus = new FakePrometheus();
  }

  @AfterEach
  void stop() {
    prometheus.close();
  }

  private static Server server(String address) {
    return server(address, Map.of(), Optional.empty());
  }

  private static Server server(
      String address, Map<String, List<String>> headers, Optional<SecretRef> secret) {
    return new Server("prometheus", address, headers, secret, Optional.empty(), TlsVerification.ON);
  }

  private Server server() {
    return server("http://" + prometheus.authority());
  }

  private Server withSecret(Map<String, List<String>> headers) {
    return server(
        "http://" + prometheus.authority(), headers, Optional.of(new SecretRef("test", "auth")));
  }

  private static Measurement ask(Server server, String query, Map<String, String> secret)
      throws InterruptedException {
    return new PrometheusProvider(HTTP)
        .measure(
            new MetricQuery(server, Purpose.VALUE, query, Optional.empty()),
            new Credentials(secret));
  }

  private Measurement ask() throws InterruptedException {
    return ask(server(), "up", Map.of());
  }

  private Measurement askWithin(Duration deadline) throws InterruptedException {
    return new PrometheusProvider(HTTP, deadline)
        .measure(
            new MetricQuery(server(), Purpose.VALUE, "up", Optional.empty()), Credentials.NONE);
  }

  @Test
  void asksForTheValueOfNow() throws InterruptedException {
    prometheus.answersVector("1");

    ask(server(), " sum( rate(a{b=~\"c+\"}[1m]) )\n  \t* 100\n", Map.of());

    var asked = prometheus.lastAsked();
    assertThat(asked.method()).isEqualTo("GET");
    assertThat(asked.path()).isEqualTo("/api/v1/query");
    assertThat(asked.rawQuery())
        .isEqualTo("query=+sum%28+rate%28a%7Bb%3D%7E%22c%2B%22%7D%5B1m%5D%29+%29+*+100+");
    assertThat(asked.headers().getFirst("User-Agent")).isEqualTo("guidon/test");
    assertThat(asked.headers()).doesNotContainKeys("Authorization", "Upgrade");
  }

  @ParameterizedTest
  @CsvSource({
    "'', /api/v1/query",
    "/, /api/v1/query",
    "/prom, /prom/api/v1/query",
    "/prom/, /prom/api/v1/query",
    "/prom?tenant=a, /prom/api/v1/query",
  })
  void keepsTheBasePathAndDropsTheQueryOfTheAddress(String path, String asked)
      throws InterruptedException {
    prometheus.answersVector("1");

    ask(server("http://" + prometheus.authority() + path), "up", Map.of());

    assertThat(prometheus.lastAsked().path()).isEqualTo(asked);
    assertThat(prometheus.lastAsked().rawQuery()).isEqualTo("query=up");
  }

  @Test
  void sendsEveryHeaderOfTheTemplate() throws InterruptedException {
    prometheus.answersVector("1");
    var headers =
        Map.of(
            "X-Scope-OrgID", List.of("a", "b"),
            "Authorization", List.of("Own thing"),
            "Host", List.of("ignored"));

    var measurement =
        ask(server("http://" + prometheus.authority(), headers, Optional.empty()), "up", Map.of());

    assertThat(measurement).isEqualTo(new Measurement.Value(1));
    assertThat(prometheus.lastAsked().headers().get("X-Scope-OrgID")).containsExactly("a", "b");
    assertThat(prometheus.lastAsked().headers().get("Authorization")).containsExactly("Own thing");
    assertThat(prometheus.lastAsked().headers().getFirst("Host")).isEqualTo(prometheus.authority());
  }

  @Test
  void showsTheTokenOfTheSecretAndNothingElse() throws InterruptedException {
    prometheus.answersVector("1");
    var secret = Map.of("token", "t0k", "username", "u", "password", "p");

    ask(withSecret(Map.of("authorization", List.of("old"))), "up", secret);
    ask(withSecret(Map.of("authorization", List.of("old"))), "up", secret);

    assertThat(prometheus.lastAsked().headers().get("Authorization")).containsExactly("Bearer t0k");
  }

  @Test
  void showsUserAndPasswordOfTheSecret() throws InterruptedException {
    prometheus.answersVector("1");

    ask(withSecret(Map.of()), "up", Map.of("username", "u", "password", "p"));

    assertThat(prometheus.lastAsked().headers().get("Authorization")).containsExactly("Basic dTpw");
  }

  @Test
  void showsNothingWhenThePasswordIsEmpty() throws InterruptedException {
    prometheus.answersVector("1");

    ask(withSecret(Map.of()), "up", Map.of("username", "u", "password", ""));

    assertThat(prometheus.lastAsked().headers()).doesNotContainKey("Authorization");
  }

  @Test
  void saysWhatTheSecretLacks() throws InterruptedException {
    assertThat(ask(withSecret(Map.of()), "up", Map.of("password", "p")))
        .isEqualTo(
            new Failure(Cause.PROVIDER, "prometheus credentials does not contain a username"));
    assertThat(ask(withSecret(Map.of()), "up", Map.of("username", "u")))
        .isEqualTo(
            new Failure(Cause.PROVIDER, "prometheus credentials does not contain a password"));
    assertThat(prometheus.asked()).isEmpty();
  }

  @Test
  void takesTheUserInfoOfTheAddressForBasicAuthentication() throws InterruptedException {
    prometheus.answersVector("1");

    ask(server("http://me:p%40ss+word@" + prometheus.authority()), "up", Map.of());

    assertThat(prometheus.lastAsked().headers().get("Authorization"))
        .containsExactly("Basic bWU6cEBzcyt3b3Jk");
  }

  @Test
  void neverShowsASecretInAnError() throws InterruptedException {
    var newline = ask(withSecret(Map.of()), "up", Map.of("token", "s3cret\n"));
    prometheus.answers(500, "broken");
    var userInfo = ask(server("http://me:s3cret@" + prometheus.authority()), "up", Map.of());
    var unusable = ask(server("gopher://me:s3cret@p"), "up", Map.of());

    assertThat(newline)
        .isEqualTo(
            new Failure(
                "Get \"http://%s/api/v1/query\": a header has a value that cannot be sent"
                    .formatted(prometheus.authority())));
    assertThat(userInfo.toString()).contains("broken").doesNotContain("s3cret");
    assertThat(unusable)
        .isEqualTo(
            new Failure(Cause.PROVIDER, "prometheus address gopher://me:***@p is not a valid URL"));
    assertThat(new Credentials(Map.of("token", "s3cret")).toString())
        .isEqualTo("Credentials[token]");
  }

  @Test
  void readsTheAnswer() throws InterruptedException {
    prometheus.answersVector("2.5");

    assertThat(ask()).isEqualTo(new Measurement.Value(2.5));
  }

  @Test
  void saysWhyThereIsNoAnswer() throws InterruptedException {
    prometheus.hangs();

    assertThat(askWithin(Duration.ofMillis(100)))
        .isEqualTo(
            new Failure(
                "Get \"http://%s/api/v1/query\": context deadline exceeded: no complete answer within 100ms"
                    .formatted(prometheus.authority())));
  }
}
