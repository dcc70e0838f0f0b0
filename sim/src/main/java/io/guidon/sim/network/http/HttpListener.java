package io.guidon.sim.network.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Answers requests on a loopback port of its own that the system chooses. One task of the executor
 * accepts, one more serves each connection: virtual threads are meant.
 */
public final class HttpListener implements AutoCloseable {

  private static final int BACKLOG = 256;

  private final ServerSocket server;
  private final Function<Request, Response> handler;
  private final ExecutorService tasks;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  private HttpListener(
      ServerSocket server, Function<Request, Response> handler, ExecutorService tasks) {
    this.server = server;
    this.handler = handler;
    this.tasks = tasks;
  }

  /**
   * Listens from now on.
   *
   * @param handler may block; whatever it throws is answered with 500
   */
  public static HttpListener start(Function<Request, Response> handler, ExecutorService tasks) {
    try {
      var listener =
          new HttpListener(
              new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), handler, tasks);
      tasks.execute(listener::accept);
      return listener;
    } catch (IOException e) {
      throw new UncheckedIOException("no port to listen on at 127.0.0.1", e);
    }
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  /** Refuses new connections from now on, ends idle ones, and lets the others finish. */
  public void drain() {
    closing = true;
    closeQuietly(server);
    connections.forEach(Connection::closeIfIdle);
  }

  /** Ends everything at once. */
  @Override
  public void close() {
    drain();
    connections.forEach(Connection::close);
  }

  private void accept() {
    while (!closing) {
      try {
        take(new Connection(server.accept()));
      } catch (IOException e) {
        if (!closing) {
          throw new UncheckedIOException("cannot accept connections at " + address(), e);
        }
      }
    }
    connections.forEach(Connection::closeIfIdle);
  }

  private void take(Connection connection) {
    connections.add(connection);
    try {
      tasks.execute(connection::serve);
    } catch (RejectedExecutionException e) {
      // Everything ends.
      connection.close();
    }
  }

  /** A socket that is being closed has nothing more to say. */
  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // It is closed now, which is all that was wanted.
    }
  }

  private final class Connection {
    private final Socket socket;
    private boolean busy;
    private boolean closed;

    Connection(Socket socket) {
      this.socket = socket;
    }

    void serve() {
      try (socket) {
        socket.setTcpNoDelay(true);
        var in = new BufferedInputStream(socket.getInputStream());
        var out = socket.getOutputStream();
        boolean goesOn = true;
        while (goesOn) {
          goesOn = serveOne(in, out);
        }
      } catch (Wire.Malformed e) {
        // Answered already, as far as it could be.
      } catch (IOException e) {
        // The other side is gone: nobody is left to be told.
      } finally {
        connections.remove(this);
      }
    }

    private boolean serveOne(InputStream in, OutputStream out) throws IOException {
      in.mark(1);
      if (in.read() < 0 || !begin()) {
        return false;
      }
      in.reset();
      try {
        var request = read(in, out);
        boolean last = closing || request.headers().hasToken("Connection", "close");
        var response = answer(request);
        boolean ends = last || closing;
        Wire.write(
            out,
            ends ? response.withHeaders(response.headers().set("Connection", "close")) : response,
            request.method());
        return !ends && end();
      } catch (Wire.Malformed e) {
        Wire.write(out, Response.text(400, e.getMessage() + "\n"), "GET");
        throw e;
      }
    }

    private Request read(InputStream in, OutputStream out) throws IOException {
      var head = Wire.requestHead(in);
      if (head.headers().hasToken("Expect", "100-continue")) {
        out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
      }
      return new Request(
          head.method(),
          head.target(),
          head.headers().remove("Expect"),
          Wire.body(in, head.headers(), Wire.Until.AT_ONCE));
    }

    private Response answer(Request request) {
      try {
        return handler.apply(request);
      } catch (RuntimeException e) {
        return Response.text(500, e + "\n");
      }
    }

    private synchronized boolean begin() {
      busy = !closed;
      return busy;
    }

    private synchronized boolean end() {
      busy = false;
      if (closing) {
        close();
      }
      return !closed;
    }

    synchronized void closeIfIdle() {
      if (!busy) {
        close();
      }
    }

    synchronized void close() {
      closed = true;
      closeQuietly(socket);
    }
  }
}
