package io.guidon.operator.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.core.analysis.Measurement;
import io.guidon.core.analysis.Measurement.Failure;
import io.guidon.core.analysis.MetricQuery;
import io.guidon.core.analysis.MetricQuery.Purpose;
import io.guidon.core.analysis.MetricQuery.TlsVerification;
import io.guidon.operator.http.Receiver;
import io.guidon.operator.http.SelfSigned;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir static Path folder;
  private static SSLContext selfSigned;

  @BeforeAll
  static void makeACertificateThatNobodySigned() {
    selfSigned = new SelfSigned(folder, "elsewhere.test").context();
  }

  private static Measurement ask(String address, TlsVerification tls) throws InterruptedException {
    var server =
        new MetricQuery.Server(
            "prometheus", address, Map.of(), Optional.empty(), Optional.empty(), tls);
    return new PrometheusProvider(new HttpGet("guidon/test", HttpClient.Builder.NO_PROXY), LONG)
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
    try (var server = new Receiver().doesNotUnderstand("HTTP/1.0 400 Bad Request\r\n\r\n")) {
      assertThat(ask("https://" + server.authority(), TlsVerification.ON))
          .isEqualTo(
              new Failure(
                  "Get \"https://%s/api/v1/query\": http: server gave HTTP response to HTTPS client"
                      .formatted(server.authority())));
    }
  }
}
