package io.guidon.sim.network.http;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests and keeps connections open for the next ones. Everything that it sends is sent as
 * it is: whoever asks says which Host is meant. For any number of threads.
 */
public final class Connections implements AutoCloseable {

  private static final int IDLE_PER_ADDRESS = 32;

  private final Map<InetSocketAddress, Deque<Open>> idle = new ConcurrentHashMap<>();
  private final Set<Open> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Sends a request and waits for the whole answer. A kept connection that turns out to be closed
   * is replaced by a new one.
   *
   * @param within for all of it
   * @throws java.net.ConnectException if nobody listens
   * @throws SocketTimeoutException if the time is over
   * @throws IOException if there is no whole answer
   */
  public Response send(InetSocketAddress to, Request request, Duration within) throws IOException {
    var deadline = Deadline.in(within);
    var kept = kept(to);
    if (kept.isPresent()) {
      try {
        return exchange(kept.get(), request, deadline);
      } catch (SocketTimeoutException e) {
        throw e;
      } catch (IOException e) {
        boolean untouched = e instanceof Wire.NoMessage;
        if (!untouched && !request.isIdempotent()) {
          throw e;
        }
      }
    }
    return exchange(connect(to, deadline), request, deadline);
  }

  /** Ends the connections that are kept to an address where nobody is any more. */
  public void forget(InetSocketAddress address) {
    Optional.ofNullable(idle.remove(address)).ifPresent(kept -> kept.forEach(this::end));
  }

  /** Ends all connections, also those in use. */
  @Override
  public void close() {
    closed = true;
    idle.clear();
    open.forEach(this::end);
  }

  private Optional<Open> kept(InetSocketAddress to) {
    var waiting = idle.get(to);
    if (waiting == null) {
      return Optional.empty();
    }
    synchronized (waiting) {
      return Optional.ofNullable(waiting.pollLast());
    }
  }

  private Open connect(InetSocketAddress to, Deadline deadline) throws IOException {
    var socket = new Socket();
    try {
      socket.connect(to, deadline.millisLeft());
      socket.setTcpNoDelay(true);
      var fresh = new Open(to, socket, deadline);
      open.add(fresh);
      if (closed) {
        end(fresh);
      }
      return fresh;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private Response exchange(Open connection, Request request, Deadline deadline)
      throws IOException {
    boolean keep = false;
    try {
      connection.until(deadline);
      Wire.write(connection.socket().getOutputStream(), request);
      var response = Wire.response(connection.in(), request.method());
      keep = !response.headers().hasToken("Connection", "close") && isDelimited(response);
      return response;
    } finally {
      if (keep && !closed) {
        keep(connection);
      } else {
        end(connection);
      }
    }
  }

  private static boolean isDelimited(Response response) {
    return response.headers().first("Content-Length").isPresent()
        || response.headers().first("Transfer-Encoding").isPresent()
        || response.status() == 204
        || response.status() == 304;
  }

  private void keep(Open connection) {
    var waiting = idle.computeIfAbsent(connection.to(), any -> new ArrayDeque<>());
    synchronized (waiting) {
      if (waiting.size() < IDLE_PER_ADDRESS) {
        waiting.add(connection);
        return;
      }
    }
    end(connection);
  }

  private void end(Open connection) {
    open.remove(connection);
    try {
      connection.socket().close();
    } catch (IOException e) {
      // It is closed now, which is all that was wanted.
    }
  }

  /** When an exchange has to be over. */
  private record Deadline(long nanos) {
    static Deadline in(Duration duration) {
      return new Deadline(System.nanoTime() + duration.toNanos());
    }

    int millisLeft() throws SocketTimeoutException {
      long left = TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime());
      if (left <= 0) {
        throw new SocketTimeoutException("no answer in time");
      }
      return (int) Math.min(left, Integer.MAX_VALUE);
    }
  }

  /** A connection; each read of it ends with the exchange that it is used for. */
  private static final class Open {
    private final InetSocketAddress to;
    private final Socket socket;
    private final InputStream in;
    private volatile Deadline deadline;

    Open(InetSocketAddress to, Socket socket, Deadline deadline) throws IOException {
      this.to = to;
      this.socket = socket;
      this.deadline = deadline;
      this.in = new BufferedInputStream(new Timed(socket.getInputStream()));
    }

    InetSocketAddress to() {
      return to;
    }

    Socket socket() {
      return socket;
    }

    InputStream in() {
      return in;
    }

    void until(Deadline next) {
      deadline = next;
    }

    private final class Timed extends FilterInputStream {
      Timed(InputStream in) {
        super(in);
      }

      @Override
      public int read() throws IOException {
        socket.setSoTimeout(deadline.millisLeft());
        return super.read();
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        socket.setSoTimeout(deadline.millisLeft());
        return super.read(bytes, offset, length);
      }
    }
  }
}
