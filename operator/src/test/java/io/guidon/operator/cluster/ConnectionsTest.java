package io.guidon.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a connection to an API server that hangs. */
class ConnectionsTest {
  private static final Duration LIMIT = Duration.ofMillis(200);

  /** The first that leaves a machine enough time for an answer to begin. */
  private static final List<Duration> GROWING =
      Stream.of(200, 1_000, 5_000, 25_000, 120_000).map(Duration::ofMillis).toList();

  private static final String BEGINNING = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
  private final ServerSocket server = listening();
  private final ApiClient api =
      ApiClient.of(
          new Options(
              Optional.empty(),
              Optional.of("http://127.0.0.1:" + server.getLocalPort()),
              Optional.empty(),
              0,
              1,
              "test"));
  private String says = "";

  @BeforeEach
  void accept() {
    Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              var connection = server.accept();
              Thread.ofVirtual().start(() -> hang(connection));
            }
          } catch (IOException stopped) {
            closed.add("server");
          }
        });
  }

  @AfterEach
  void stop() throws IOException {
    api.close();
    server.close();
  }

  @Test
  void closesThatOfARequestThatIsNeverAnswered() throws Exception {
    assertThatThrownBy(() -> api.get(ApiClient.Target.of("/version"), LIMIT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no answer");

    assertThat(closed.take()).isEqualTo("connection");
  }

  @Test
  void closesThatOfAnAnswerThatNeverEnds() throws Exception {
    says = BEGINNING + "1\r\n{\r\n";
    var failures = new ArrayList<Throwable>();
    for (var limit : GROWING) {
      failures.add(catchThrowable(() -> api.get(ApiClient.Target.of("/version"), limit)));
      if (!failures.getLast().toString().contains("no answer")) {
        break;
      }
    }

    assertThat(failures.getLast())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing was heard");
    assertThat(closed.take()).isEqualTo("connection");
  }

  @Test
  void closesThatOfASilentWatch() throws Exception {
    says = BEGINNING;

    assertThatThrownBy(() ->
            api.stream(ApiClient.Target.of("/version"), Duration.ofMinutes(5), LIMIT, _ -> {}))
        .isInstanceOf(SilenceException.class);

    assertThat(closed.take()).isEqualTo("connection");
  }

  private void hang(Socket connection) {
    try (connection) {
      connection.getOutputStream().write(says.getBytes(StandardCharsets.US_ASCII));
      connection.getOutputStream().flush();
      connection.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
      closed.add("connection");
    } catch (IOException reset) {
      closed.add("connection");
    }
  }

  private static ServerSocket listening() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }
}
