package io.guidon.operator.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.guidon.core.analysis.MetricQuery.TlsVerification;
import io.guidon.operator.metric.HttpGet.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpGetTest {
  private static final HttpGet HTTP = new HttpGet("guidon/test", HttpClient.Builder.NO_PROXY);
  private static final Duration LONG = Duration.ofMinutes(5);

  /** The first that leaves a machine enough time to get as far as a test wants. */
  private static final List<Duration> GROWING =
      Stream.of(1, 5, 25, 120).map(Duration::ofSeconds).toList();

  private static final Map<String, List<String>> CREDENTIALS =
      Map.of("Authorization", List.of("Bearer t"), "cookie", List.of("c"), "X-Scope", List.of("a"));

  private FakePrometheus server;

  @BeforeEach
  void start() throws IOException {
    server = new FakePrometheus();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Outcome get(String url, Map<String, List<String>> headers, Duration deadline)
      throws InterruptedException {
    return HTTP.send(new HttpGet.Request(URI.create(url), headers, TlsVerification.ON, deadline));
  }

  private Outcome get(Duration deadline) throws InterruptedException {
    return get("http://" + server.authority() + "/a?b=c", Map.of(), deadline);
  }

  private Outcome failed(String cause) {
    return new Outcome.Failed("Get \"http://" + server.authority() + "/a\": " + cause);
  }

  private static void redirect(HttpExchange exchange, int status, String to) throws IOException {
    exchange.getResponseHeaders().add("Location", to);
    exchange.sendResponseHeaders(status, -1);
  }

  @Test
  void givesTheWholeAnswer() throws InterruptedException {
    server.answers(418, "é".repeat(100_000));

    assertThat(get(LONG)).isEqualTo(new Outcome.Answered(418, "é".repeat(100_000)));
    assertThat(server.lastAsked().method()).isEqualTo("GET");
    assertThat(server.lastAsked().rawQuery()).isEqualTo("b=c");
  }

  @Test
  void refusesAHugeAnswer() throws InterruptedException {
    server.answers(200, "x".repeat(5 * 1024 * 1024));

    assertThat(get(LONG)).isEqualTo(failed("body exceeds capacity: 4194304"));
  }

  @Test
  void givesUpOnAServerThatDoesNotAnswer() throws InterruptedException {
    server.hangs();

    assertThat(get(Duration.ofMillis(200)))
        .isEqualTo(failed("context deadline exceeded: no complete answer within 200ms"));
  }

  @Test
  void givesUpOnAnAnswerThatDoesNotEnd() throws InterruptedException {
    server.hangsWithin("{\"status\":");

    assertThat(get(Duration.ofMillis(200)))
        .isEqualTo(failed("context deadline exceeded: no complete answer within 200ms"));
  }

  @Test
  void countsRedirectsTowardsTheDeadline() throws InterruptedException {
    server.answers(exchange -> {
      if (exchange.getRequestURI().getPath().equals("/a")) {
        redirect(exchange, 302, "/hang");
      } else {
        server.waitForEnd();
      }
    });

    var outcomes = new ArrayList<String>();
    for (var deadline : GROWING) {
      outcomes.add(get(deadline).toString());
      if (outcomes.getLast().contains("/hang")) {
        break;
      }
    }

    assertThat(outcomes.getLast())
        .contains("/hang\": context deadline exceeded: no complete answer within ");
  }

  @Test
  void isBrokenOffByAnInterrupt() {
    server.hangs();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> get(LONG)).isInstanceOf(InterruptedException.class);
  }

  @Test
  void getsTheNextAnswerAfterAFailure() throws InterruptedException {
    server.hangs();
    get(Duration.ofMillis(50));
    server.answers(200, "fine");

    assertThat(get(LONG)).isEqualTo(new Outcome.Answered(200, "fine"));
  }

  @Test
  void saysThatNobodyListens() throws IOException, InterruptedException {
    int port;
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }

    assertThat(get("http://127.0.0.1:" + port, Map.of(), LONG))
        .isEqualTo(
            new Outcome.Failed(
                "Get \"http://127.0.0.1:%1$d\": dial tcp 127.0.0.1:%1$d: connect: connection refused"
                    .formatted(port)));
  }

  @Test
  void saysThatTheServerHangsUp() throws InterruptedException {
    server.answers(exchange -> {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write('{');
    });

    assertThat(get(LONG))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.cause()).containsAnyOf("EOF", "bytes received", "reset"));
  }

  @Test
  void saysThatAPortDoesNotExist() throws InterruptedException {
    assertThat(get("http://127.0.0.1:123456", Map.of(), LONG))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.cause()).contains("port out of range"));
  }

  @Test
  void doesNotShowAHeaderThatCannotBeSent() throws InterruptedException {
    var headers = Map.of("Authorization", List.of("Bearer s3cret\n"));

    assertThat(get("http://" + server.authority() + "/a", headers, LONG))
        .isEqualTo(failed("a header has a value that cannot be sent"));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsARedirect(int status) throws InterruptedException {
    server.answers(exchange -> {
      if (exchange.getRequestURI().getPath().equals("/a")) {
        redirect(exchange, status, "moved?x=y");
      } else {
        FakePrometheus.text(200, "arrived").give(exchange);
      }
    });

    var outcome = get("http://" + server.authority() + "/a?b=c", CREDENTIALS, LONG);

    assertThat(outcome).isEqualTo(new Outcome.Answered(200, "arrived"));
    assertThat(server.lastAsked().path()).isEqualTo("/moved");
    assertThat(server.lastAsked().rawQuery()).isEqualTo("x=y");
    assertThat(server.lastAsked().headers().get("Authorization")).containsExactly("Bearer t");
  }

  @Test
  void keepsCredentialsFromAnotherHost() throws InterruptedException {
    server.answers(exchange -> {
      if (exchange.getRequestHeaders().getFirst("Host").startsWith("127.0.0.1")) {
        redirect(exchange, 302, "http://localhost:" + server.port() + "/other");
      } else {
        FakePrometheus.text(200, "arrived").give(exchange);
      }
    });

    var outcome = get("http://" + server.authority() + "/a", CREDENTIALS, LONG);

    assertThat(outcome).isEqualTo(new Outcome.Answered(200, "arrived"));
    assertThat(server.lastAsked().path()).isEqualTo("/other");
    assertThat(server.lastAsked().headers()).doesNotContainKeys("Authorization", "Cookie");
    assertThat(server.lastAsked().headers().get("X-Scope")).containsExactly("a");
  }

  @Test
  void givesUpOnRedirectsWithoutEnd() throws InterruptedException {
    server.answers(exchange -> redirect(exchange, 302, "/a"));

    assertThat(get(LONG)).isEqualTo(failed("stopped after 10 redirects"));
    assertThat(server.asked()).hasSize(11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://elsewhere/x", "http://a b/"})
  void refusesToFollowARedirectThatIsNoHttp(String location) throws InterruptedException {
    server.answers(exchange -> redirect(exchange, 302, location));

    assertThat(get(LONG)).isEqualTo(failed("redirected to " + location));
  }
}
