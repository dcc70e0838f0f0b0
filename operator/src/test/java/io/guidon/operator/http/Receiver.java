package io.guidon.operator.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A server on loopback whose answers are given byte by byte, one connection after the other. */
public final class Receiver implements AutoCloseable {
  /** What to do with one connection, once its request is read. */
  public interface Answer {
    void give(Socket connection) throws IOException;
  }

  private volatile Optional<String> toGibberish = Optional.empty();
  private final ServerSocket server;
  private final Thread acceptor;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> held = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> arrivals = new LinkedBlockingQueue<>();

  public Receiver() {
    this(plain());
  }

  Receiver(ServerSocket server) {
    this.server = server;
    this.acceptor = Thread.ofVirtual().start(this::serve);
  }

  private static ServerSocket plain() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  public String authority() {
    return "127.0.0.1:" + port();
  }

  public String url() {
    return "http://" + authority() + "/";
  }

  /** The next connection gets this status and body. */
  public Receiver answers(int status, String body) {
    return answers(status, "", body);
  }

  /** The next connection gets this; {@code header} is a complete line or empty. */
  public Receiver answers(int status, String header, String body) {
    var extra = header.isEmpty() ? "" : header + "\r\n";
    return answers(
        "HTTP/1.1 "
            + status
            + " X\r\n"
            + extra
            + "Content-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + body);
  }

  /** The next connection gets these characters and is closed. */
  public Receiver answers(String raw) {
    return answers(
        connection -> connection.getOutputStream().write(raw.getBytes(StandardCharsets.UTF_8)));
  }

  public Receiver answers(Answer answer) {
    answers.add(answer);
    return this;
  }

  /** The next connection gets nothing but {@code raw}, and stays open. */
  public Receiver hangsAfter(String raw) {
    return answers(connection -> {
      connection.getOutputStream().write(raw.getBytes(StandardCharsets.UTF_8));
      connection.getOutputStream().flush();
      held.add(connection);
    });
  }

  /**
   * From now on what comes is no HTTP: each connection gets these characters after the first bytes,
   * as a client may try again on a second one. As servers do, it is closed only when the other side
   * has closed it, because a connection that is closed with something unread is reset, and the
   * answer may be lost with it.
   */
  public Receiver doesNotUnderstand(String raw) {
    toGibberish = Optional.of(raw);
    return this;
  }

  /** All requests so far, each as text: head, empty line, body. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Waits until the next request has arrived. */
  public String awaitRequest() throws InterruptedException {
    return arrivals.take();
  }

  /** The held connections, so that a test sees whether the other side has closed one. */
  public Socket held(int index) {
    return held.get(index);
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        var connection = server.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try {
      if (toGibberish.isPresent()) {
        refuse(connection, toGibberish.get());
        return;
      }
      var request = read(connection.getInputStream());
      requests.add(request);
      var answer = answers.take();
      arrivals.add(request);
      answer.give(connection);
      if (!held.contains(connection)) {
        connection.close();
      }
    } catch (IOException gone) {
      requests.add("broken: " + gone);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static void refuse(Socket connection, String raw) throws IOException {
    try (connection) {
      var _ = connection.getInputStream().read(new byte[1024]);
      connection.getOutputStream().write(raw.getBytes(StandardCharsets.UTF_8));
      connection.shutdownOutput();
      connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  private static String read(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return head.toString(StandardCharsets.UTF_8);
      }
      head.write(next);
    }
    var text = head.toString(StandardCharsets.UTF_8);
    var length =
        text.lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .map(line -> Integer.parseInt(line.substring("content-length:".length()).strip()))
            .findFirst()
            .orElse(0);
    return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** From its return on, connections are refused. */
  @Override
  public void close() throws IOException {
    server.close();
    try {
      acceptor.join();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    for (var connection : held) {
      connection.close();
    }
  }
}
