package io.guidon.operator.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.core.analysis.Measurement;
import io.guidon.core.analysis.Measurement.Failure;
import io.guidon.core.analysis.MetricQuery;
import io.guidon.core.analysis.MetricQuery.Purpose;
import io.guidon.core.analysis.MetricQuery.TlsVerification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class TlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir static Path folder;
  private static SSLContext selfSigned;

  @BeforeAll
  static void makeACertificateThatNobodySigned() throws Exception {
    var file = folder.resolve("keys.p12");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=elsewhere.test",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    selfSigned = SSLContext.getInstance("TLS");
    selfSigned.init(managers.getKeyManagers(), null, null);
  }

  private static Measurement ask(String address, TlsVerification tls) throws InterruptedException {
    var server =
        new MetricQuery.Server(
            "prometheus", address, Map.of(), Optional.empty(), Optional.empty(), tls);
    return new PrometheusProvider(new HttpGet("guidon/test", HttpClient.Builder.NO_PROXY))
        .measure(new MetricQuery(server, Purpose.VALUE, "up", Optional.empty()), Credentials.NONE);
  }

  @Test
  void refusesACertificateThatNobodySigned() throws Exception {
    try (var prometheus = new FakePrometheus(selfSigned).answersVector("1")) {
      assertThat(ask("https://" + prometheus.authority(), TlsVerification.ON))
          .isEqualTo(
              new Failure(
                  "Get \"https://%s/api/v1/query\": tls: failed to verify certificate: x509: certificate signed by unknown authority"
                      .formatted(prometheus.authority())));
      assertThat(prometheus.asked()).isEmpty();
    }
  }

  @Test
  void takesAnyCertificateForAnyHostWhenAskedTo() throws Exception {
    try (var prometheus = new FakePrometheus(selfSigned).answersVector("1")) {
      assertThat(ask("https://" + prometheus.authority(), TlsVerification.OFF))
          .isEqualTo(new Measurement.Value(1));
    }
  }

  @Test
  void saysThatTheServerDoesNotSpeakTls() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var authority = "127.0.0.1:" + server.getLocalPort();
      var answering = Thread.ofVirtual().start(() -> answerWithoutTls(server));

      assertThat(ask("https://" + authority, TlsVerification.ON))
          .isEqualTo(
              new Failure(
                  "Get \"https://%s/api/v1/query\": http: server gave HTTP response to HTTPS client"
                      .formatted(authority)));
      answering.join();
    }
  }

  private static void answerWithoutTls(ServerSocket server) {
    try (var connection = server.accept()) {
      connection.getInputStream().read();
      connection
          .getOutputStream()
          .write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
