package io.guidon.operator.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

final class NoAnswerTest {

  private static String cause(Throwable... chain) {
    for (var i = 0; i + 1 < chain.length; i++) {
      chain[i].initCause(chain[i + 1]);
    }
    return NoAnswer.cause(
        new ExecutionException(chain[0]), URI.create("http://prometheus:9090/api/v1/query"));
  }

  @Test
  void saysThatThereIsNoSuchHost() {
    assertThat(cause(new ConnectException(), new UnresolvedAddressException()))
        .isEqualTo("dial tcp: lookup prometheus: no such host");
  }

  @Test
  void saysWhyThereIsNoConnection() {
    assertThat(cause(new ConnectException(), new ConnectException("Connection refused")))
        .isEqualTo("dial tcp prometheus:9090: connect: connection refused");
    assertThat(cause(new ConnectException(), new ConnectException()))
        .isEqualTo("dial tcp prometheus:9090: connect: connection refused");
    assertThat(cause(new ConnectException(), new NoRouteToHostException("No route to host")))
        .isEqualTo("dial tcp prometheus:9090: connect: no route to host");
  }

  @Test
  void saysWhatIsWrongWithTls() {
    assertThat(
            cause(
                new SSLHandshakeException("no"),
                new CertificateException("No name matching prometheus found")))
        .isEqualTo("tls: failed to verify certificate: x509: No name matching prometheus found");
    assertThat(cause(new SSLException("Received fatal alert: handshake_failure")))
        .isEqualTo("tls: Received fatal alert: handshake_failure");
  }

  @Test
  void saysWhatElseWentWrong() {
    assertThat(cause(new IOException("Connection reset"))).isEqualTo("Connection reset");
    assertThat(cause(new IOException())).isEqualTo("IOException");
  }
}
