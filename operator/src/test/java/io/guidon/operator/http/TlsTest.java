package io.guidon.operator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.guidon.operator.http.HttpPost.Outcome;
import io.guidon.operator.http.HttpPost.Persistence;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  @TempDir static Path folder;
  private static ServerSocketFactory servers = ServerSocketFactory.getDefault();

  @BeforeAll
  static void makeACertificateThatNobodySigned() {
    servers = new SelfSigned(folder, "elsewhere.test").context().getServerSocketFactory();
  }

  private static Receiver secured() throws Exception {
    return new Receiver(servers.createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  private static Outcome post(String url, HttpPost.Tls tls) throws InterruptedException {
    var target = ((TargetUrl.Parsed.Ok) TargetUrl.parse(url)).url();
    return new HttpPost("guidon/test")
        .send(
            new HttpPost.Request(
                target,
                JsonNodeFactory.instance.objectNode(),
                Optional.empty(),
                Duration.ofMinutes(5),
                Proxies.none(),
                tls));
  }

  @Test
  void refusesACertificateThatNobodySignedAndDoesNotAskToTryAgain() throws Exception {
    try (var receiver = secured()) {
      var outcome = post("https://" + receiver.authority() + "/", HttpPost.Tls.VERIFIED);

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.cause())
                    .isEqualTo(
                        "tls: failed to verify certificate: x509: certificate signed by unknown authority");
                assertThat(failed.persistence()).isEqualTo(Persistence.LASTING);
              });
    }
  }

  @Test
  void takesAnyCertificateForAnyHostWhenAskedTo() throws Exception {
    try (var receiver = secured().answers(200, "fine")) {
      var outcome = post("https://" + receiver.authority() + "/", HttpPost.Tls.UNVERIFIED);

      assertThat(outcome).isEqualTo(new Outcome.Answered(200, Optional.empty(), "fine"));
    }
  }

  @Test
  void saysThatTheReceiverSpeaksPlainHttp() throws Exception {
    try (var receiver = new Receiver().doesNotUnderstand("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      var outcome = post("https://" + receiver.authority() + "/", HttpPost.Tls.VERIFIED);

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed ->
                  assertThat(failed.cause())
                      .isEqualTo("http: server gave HTTP response to HTTPS client"));
    }
  }
}
