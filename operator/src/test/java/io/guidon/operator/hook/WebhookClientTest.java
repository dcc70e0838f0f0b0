package io.guidon.operator.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.rollout.HookAnswer;
import io.guidon.core.rollout.HookCall;
import io.guidon.operator.http.HttpPost;
import io.guidon.operator.http.Proxies;
import io.guidon.operator.http.Receiver;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookClientTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final String LONG = "5m";

  /** The first that leaves a machine enough time to get as far as a test wants. */
  private static final List<String> GROWING = List.of("200ms", "1s", "5s", "25s", "2m");

  private static final HookAnswer ACCEPTED = new HookAnswer.Accepted();

  private final Receiver receiver = new Receiver();
  private final List<Duration> pauses = new ArrayList<>();
  private final WebhookClient client = client(Proxies.none());

  @AfterEach
  void close() throws IOException {
    receiver.close();
  }

  private WebhookClient client(Proxies proxies) {
    return new WebhookClient(
        new HttpPost("guidon/test"), proxies, InstantSource.fixed(NOW), pauses::add);
  }

  private static HookCall hook(String url, int retries) {
    return hook(url, LONG, retries, HookCall.TlsVerification.ON);
  }

  private static HookCall hook(
      String url, String timeout, int retries, HookCall.TlsVerification tls) {
    return new HookCall("gate", url, timeout, retries, tls, payload());
  }

  private static ObjectNode payload() {
    return JsonNodeFactory.instance.objectNode().put("name", "podinfo").put("text", "<a&b>");
  }

  private static HookAnswer refused(String error) {
    return new HookAnswer.Refused(error);
  }

  @Test
  void postsThePayloadAsFlaggerDoes() throws Exception {
    receiver.answers(200, "");

    var answer = client.call(hook(receiver.url() + "gate?a=b", 0));

    assertThat(answer).isEqualTo(ACCEPTED);
    var request = receiver.requests().getFirst();
    assertThat(request).startsWith("POST /gate?a=b HTTP/1.1\r\n");
    assertThat(request.toLowerCase(Locale.ROOT))
        .contains("\r\ncontent-type: application/json\r\n", "\r\nuser-agent: guidon/test\r\n")
        .doesNotContain("upgrade", "authorization");
    assertThat(request)
        .endsWith("\r\n\r\n{\"name\":\"podinfo\",\"text\":\"\\u003ca\\u0026b\\u003e\"}");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202})
  void acceptsUpTo202(int status) throws Exception {
    receiver.answers(status, "");

    assertThat(client.call(hook(receiver.url(), 0))).isEqualTo(ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {203, 206, 302, 400, 403, 404, 501})
  void refusesOtherStatusesWithTheBodyAndWithoutAnotherAttempt(int status) throws Exception {
    receiver.answers(status, "no such test");

    assertThat(client.call(hook(receiver.url(), 3))).isEqualTo(refused("no such test"));
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void refuses204WithoutText() throws Exception {
    receiver.answers("HTTP/1.1 204 No Content\r\n\r\n");

    assertThat(client.call(hook(receiver.url(), 0))).isEqualTo(refused(""));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 599})
  void givesUpOnPassingStatusesAfterTheRetriesAndLosesTheBody(int status) throws Exception {
    receiver.answers(status, "body").answers(status, "body").answers(status, "body");

    assertThat(client.call(hook(receiver.url(), 2)))
        .isEqualTo(refused("POST " + receiver.url() + " giving up after 3 attempt(s)"));
    assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void succeedsWithALaterAttempt() throws Exception {
    receiver.answers(500, "").answers(connection -> {}).answers(201, "");

    assertThat(client.call(hook(receiver.url(), 2))).isEqualTo(ACCEPTED);
  }

  @Test
  void waitsAtMostThirtySecondsBetweenAttempts() throws Exception {
    for (int attempt = 0; attempt < 8; attempt++) {
      receiver.answers(500, "");
    }

    client.call(hook(receiver.url(), 7));

    assertThat(pauses)
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
  }

  @ParameterizedTest
  @CsvSource({
    "429, 120, 120",
    "503, 0, 0",
    "503, 'Thu, 01 Jan 2026 12:01:30 GMT', 90",
    "503, 'Thu, 01 Jan 2026 11:00:00 GMT', 0",
    "503, soon, 1",
    "500, 120, 1"
  })
  void waitsAsLongAsTheReceiverAsks(int status, String retryAfter, long seconds) throws Exception {
    receiver.answers(status, "Retry-After: " + retryAfter, "").answers(200, "");

    assertThat(client.call(hook(receiver.url(), 1))).isEqualTo(ACCEPTED);
    assertThat(pauses).containsExactly(Duration.ofSeconds(seconds));
  }

  @Test
  void saysWhoRefusedTheConnection() throws Exception {
    receiver.close();

    assertThat(client.call(hook(receiver.url(), 1)))
        .isEqualTo(
            refused(
                "POST %1$s giving up after 2 attempt(s): Post \"%1$s\": dial tcp %2$s: connect: connection refused"
                    .formatted(receiver.url(), receiver.authority())));
  }

  @Test
  void hidesThePasswordInTexts() throws Exception {
    receiver.close();

    assertThat(client.call(hook("http://user:secret@" + receiver.authority() + "/", 0)))
        .isEqualTo(
            refused(
                "POST http://user:xxxxx@%1$s/ giving up after 1 attempt(s): Post \"http://user:***@%1$s/\": dial tcp %1$s: connect: connection refused"
                    .formatted(receiver.authority())));
  }

  @Test
  void sendsUserInfoAsBasicAuthentication() throws Exception {
    receiver.answers(200, "");

    client.call(hook("http://us%40er:p%3Aw@" + receiver.authority() + "/", 0));

    assertThat(receiver.requests().getFirst()).contains("Authorization: Basic dXNAZXI6cDp3\r\n");
  }

  @Test
  void endsAnAttemptAtItsTimeOutWhileWaitingForTheHead() throws Exception {
    receiver.hangsAfter("");

    assertThat(client.call(hook(receiver.url(), "200ms", 0, HookCall.TlsVerification.ON)))
        .isEqualTo(
            refused(
                "POST %1$s giving up after 1 attempt(s): Post \"%1$s\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)"
                    .formatted(receiver.url())));
  }

  @Test
  void endsAnAttemptAtItsTimeOutWhileReadingTheBody() throws Exception {
    var answers = new ArrayList<HookAnswer>();
    for (var timeout : GROWING) {
      receiver.hangsAfter("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
      answers.add(client.call(hook(receiver.url(), timeout, 0, HookCall.TlsVerification.ON)));
      if (!answers.getLast().toString().contains("awaiting headers")) {
        break;
      }
    }

    assertThat(answers.getLast())
        .isEqualTo(
            refused(
                "error reading body: context deadline exceeded (Client.Timeout or context cancellation while reading body)"));
  }

  @Test
  void countsRedirectsIntoTheTimeOut() throws Exception {
    var answers = new ArrayList<HookAnswer>();
    for (var timeout : GROWING) {
      try (var fresh = new Receiver()) {
        fresh.answers(307, "Location: /next", "").hangsAfter("");
        answers.add(client.call(hook(fresh.url(), timeout, 0, HookCall.TlsVerification.ON)));
        if (fresh.requests().size() == 2) {
          break;
        }
      }
    }

    assertThat(answers.getLast())
        .isInstanceOf(HookAnswer.Refused.class)
        .asString()
        .contains("/next\": ", "awaiting headers");
  }

  @Test
  void keepsAtMost64KiBOfTheBody() throws Exception {
    receiver.answers(400, "x".repeat(100_000));

    assertThat(client.call(hook(receiver.url(), 0))).isEqualTo(refused("x".repeat(65_536)));
  }

  @Test
  void acceptsAnEndlessBodyOnceTheStatusSaysSo() throws Exception {
    receiver.hangsAfter("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(70_000));

    assertThat(client.call(hook(receiver.url(), 0))).isEqualTo(ACCEPTED);
  }

  @Test
  void saysThatTheConnectionWasClosedWithoutAnAnswer() throws Exception {
    receiver.answers(connection -> {});

    assertThat(client.call(hook(receiver.url(), 0))).asString().endsWith("\": EOF]");
  }

  @Test
  void saysThatTheConnectionWasReset() throws Exception {
    receiver.answers(WebhookClientTest::reset);

    assertThat(client.call(hook(receiver.url(), 0)))
        .asString()
        .endsWith("\": read tcp " + receiver.authority() + ": read: connection reset by peer]");
  }

  private static void reset(Socket connection) throws IOException {
    connection.setSoLinger(true, 0);
    connection.close();
  }

  @Test
  void saysThatTheBodyEndedEarly() throws Exception {
    receiver.answers("HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\n\r\nabc");

    assertThat(client.call(hook(receiver.url(), 0)))
        .isEqualTo(refused("error reading body: unexpected EOF"));
  }

  @Test
  void saysThatTheAnswerIsNotHttp() throws Exception {
    receiver.answers("garbage\r\n\r\n");

    assertThat(client.call(hook(receiver.url(), 0)))
        .asString()
        .endsWith(
            "net/http: HTTP/1.x transport connection broken: malformed HTTP response \"garbage\"]");
  }

  @Test
  void saysThatTheHostIsUnknown() throws Exception {
    assertThat(client.call(hook("http://gate.invalid/", 0)))
        .asString()
        .endsWith(": Post \"http://gate.invalid/\": dial tcp: lookup gate.invalid: no such host]");
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://gate/,'POST ftp://gate/ giving up after 1 attempt(s): Post \"ftp://gate/\": unsupported protocol scheme \"ftp\"'",
    "gate,'POST gate giving up after 1 attempt(s): Post \"gate\": unsupported protocol scheme \"\"'",
    "http:///x,'POST http:///x giving up after 1 attempt(s): Post \"http:///x\": http: no Host in request URL'",
    "http://a_b/,'POST http://a_b/ giving up after 1 attempt(s): Post \"http://a_b/\": unsupported host name \"a_b\"'",
    "http://a b/,'parse \"http://a b/\": invalid character \" \" in host name'"
  })
  void doesNotRepeatWhatCannotWork(String url, String error) throws Exception {
    assertThat(client.call(hook(url, 3))).isEqualTo(refused(error));
    assertThat(pauses).isEmpty();
  }

  @Test
  void refusesATimeOutThatIsNoDuration() throws Exception {
    assertThat(client.call(hook(receiver.url(), "10sx", 0, HookCall.TlsVerification.ON)))
        .isEqualTo(refused("time: invalid duration \"10sx\""));
    assertThat(receiver.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303})
  void followsARedirectWithAGetWithoutBody(int status) throws Exception {
    receiver.answers(status, "Location: /next", "").answers(200, "");

    assertThat(client.call(hook(receiver.url(), 0))).isEqualTo(ACCEPTED);
    assertThat(receiver.requests().get(1))
        .startsWith("GET /next HTTP/1.1\r\n")
        .endsWith("\r\n\r\n");
    assertThat(receiver.requests().get(1)).doesNotContain("Content-Type");
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 308})
  void repeatsThePostWhenRedirectedSo(int status) throws Exception {
    receiver
        .answers(status, "Location: http://" + receiver.authority() + "/next", "")
        .answers(200, "");

    assertThat(client.call(hook("http://u:p@" + receiver.authority() + "/", 0)))
        .isEqualTo(ACCEPTED);
    assertThat(receiver.requests().get(1))
        .startsWith("POST /next HTTP/1.1\r\n")
        .contains("Authorization: Basic ")
        .endsWith("}");
  }

  @Test
  void keepsCredentialsFromAnotherHost() throws Exception {
    receiver
        .answers(307, "Location: http://localhost:" + receiver.port() + "/next", "")
        .answers(200, "");

    client.call(hook("http://u:p@" + receiver.authority() + "/", 0));

    assertThat(receiver.requests().get(1)).startsWith("POST /next").doesNotContain("Authorization");
  }

  @Test
  void stopsAfterTenRedirects() throws Exception {
    for (int hop = 0; hop < 11; hop++) {
      receiver.answers(302, "Location: /loop", "");
    }

    assertThat(client.call(hook(receiver.url(), 3)))
        .isEqualTo(
            refused(
                "POST %1$s giving up after 1 attempt(s): Post \"%1$sloop\": stopped after 10 redirects"
                    .formatted(receiver.url())));
  }

  @Test
  void endsAtOnceWhenItsThreadIsInterrupted() throws Exception {
    receiver.hangsAfter("");
    var ended = new CompletableFuture<Throwable>();
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                client.call(hook(receiver.url(), "1h", 5, HookCall.TlsVerification.ON));
              } catch (InterruptedException interrupted) {
                ended.complete(interrupted);
              }
            });
    receiver.awaitRequest();

    thread.interrupt();

    assertThat(ended.get()).isInstanceOf(InterruptedException.class);
    assertThat(pauses).isEmpty();
  }

  @Test
  void goesThroughTheProxyOfTheEnvironment() throws Exception {
    receiver.answers(200, "");
    var proxied = client(Proxies.of(Map.of("HTTP_PROXY", "http://us:pw@" + receiver.authority())));

    assertThat(proxied.call(hook("http://gate.test/x", 0))).isEqualTo(ACCEPTED);
    assertThat(receiver.requests().getFirst())
        .startsWith("POST http://gate.test/x HTTP/1.1\r\n")
        .contains("Proxy-Authorization: Basic dXM6cHc=\r\n");
  }

  @Test
  void tunnelsHttpsThroughTheProxyOfTheEnvironment() throws Exception {
    receiver.answers(403, "no");
    var proxied = client(Proxies.of(Map.of("https_proxy", "us:pw@" + receiver.authority())));

    proxied.call(hook("https://gate.test/x", 0));

    assertThat(receiver.requests().getFirst())
        .startsWith("CONNECT gate.test:443 HTTP/1.1\r\n")
        .contains("Proxy-Authorization: Basic dXM6cHc=\r\n");
  }

  @Test
  void saysThatTheProxyRefusedTheConnection() throws Exception {
    receiver.close();
    var proxied = client(Proxies.of(Map.of("http_proxy", receiver.authority())));

    assertThat(proxied.call(hook("http://gate.test/x", 0)))
        .asString()
        .endsWith(
            "proxyconnect tcp: dial tcp "
                + receiver.authority()
                + ": connect: connection refused]");
  }

  @Test
  void goesPastTheProxyWithoutVerification() throws Exception {
    receiver.answers(200, "");
    var proxied = client(Proxies.of(Map.of("http_proxy", "127.0.0.1:1", "no_proxy", "")));

    var answer =
        proxied.call(
            hook("http://" + receiver.authority() + "/", LONG, 0, HookCall.TlsVerification.OFF));

    assertThat(answer).isEqualTo(ACCEPTED);
  }
}
