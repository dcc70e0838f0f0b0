package io.guidon.sim.network.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The listener and the client, with each other and with others. */
final class HttpListenerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final HttpListener listener = HttpListener.start(this::answer, tasks);
  private final Connections client = new Connections();

  @AfterEach
  void end() {
    release.countDown();
    client.close();
    listener.close();
    tasks.close();
  }

  @Test
  void takesBodiesOfAnyKindOfClient() throws Exception {
    try (var java = HttpClient.newHttpClient()) {
      var whole = BodyPublishers.ofString("one piece");
      var chunked = BodyPublishers.fromPublisher(BodyPublishers.ofString("several pieces"));

      assertThat(post(java, whole)).isEqualTo("POST /echo one piece");
      assertThat(post(java, chunked)).isEqualTo("POST /echo several pieces");
    }
  }

  @Test
  void keepsConnectionsOpen() throws IOException {
    try (var socket = new Socket(listener.address().getAddress(), listener.address().getPort())) {
      for (int i = 0; i < 3; i++) {
        socket.getOutputStream().write(ascii("GET /one HTTP/1.1\r\nHost: x\r\n\r\n"));
        var response = Wire.response(socket.getInputStream(), "GET");
        assertThat(response.body().text()).isEqualTo("GET /one ");
      }
    }
  }

  @Test
  void tellsWhatCannotBeRead() throws IOException {
    for (String nonsense :
        new String[] {
          "nonsense\r\n\r\n",
          "GET / HTTP/1.1\r\nno colon\r\n\r\n",
          "POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
          "POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n"
        }) {
      try (var socket = new Socket(listener.address().getAddress(), listener.address().getPort())) {
        socket.getOutputStream().write(ascii(nonsense));
        var response = Wire.response(socket.getInputStream(), "GET");
        assertThat(response.status()).as(nonsense).isEqualTo(400);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void answersWithAnErrorWhenTheHandlerFails() throws IOException {
    assertThat(send("/fail").status()).isEqualTo(500);
    assertThat(send("/one").status()).isEqualTo(200);
  }

  @Test
  void finishesWhatItBeganWhenItIsDrained() throws Exception {
    assertThat(send("/one").status()).isEqualTo(200);
    var slow = tasks.submit(() -> send("/slow"));
    arrived.await();

    listener.drain();
    release.countDown();

    assertThat(slow.get().status()).isEqualTo(200);
    assertThatThrownBy(() -> send("/one")).isInstanceOf(ConnectException.class);
  }

  @Test
  void endsWaitingInTime() {
    assertThatThrownBy(
            () -> client.send(listener.address(), Request.get("/slow"), Duration.ofMillis(50)))
        .isInstanceOf(SocketTimeoutException.class);
  }

  private Response answer(Request request) {
    switch (request.path()) {
      case "/fail" -> throw new IllegalStateException("as asked");
      case "/slow" -> waitForRelease();
      default -> {
        // Answered at once.
      }
    }
    return Response.text(
        200, request.method() + " " + request.target() + " " + request.body().text());
  }

  private void waitForRelease() {
    try {
      arrived.countDown();
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Response send(String path) throws IOException {
    return client.send(listener.address(), Request.get(path), PATIENCE);
  }

  private String post(HttpClient java, BodyPublisher body)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(url("/echo")).POST(body).build();
    return java.send(request, BodyHandlers.ofString()).body();
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + listener.address().getPort() + path);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
