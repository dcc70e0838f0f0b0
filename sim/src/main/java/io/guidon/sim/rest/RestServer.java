package io.guidon.sim.rest;

import com.sun.net.httpserver.HttpServer;
import io.guidon.sim.WorldThread;
import io.guidon.sim.store.ApiStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The API server on a loopback port, without encryption or login. Each request is carried out on
 * the world's thread; only reading, writing and waiting happen elsewhere.
 */
public final class RestServer implements AutoCloseable {

  static {
    // Small answers would wait for 40 ms in the sender's buffer otherwise.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final Watches watches;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * How it behaves.
   *
   * @param port to listen on; 0 for any that is free
   * @param bookmarkEvery how often a watch that wants it hears up to where it knows everything
   * @param probeEvery how long a watch is silent at most; a client that went away is noticed by
   *     writing to it, so that its watch ends after about twice this time. Who wants bookmarks gets
   *     one then, others an empty line
   * @param clock of timeouts, bookmarks and ages
   */
  public record Settings(
      int port,
      Duration bookmarkEvery,
      Duration probeEvery,
      InstantSource clock,
      PodLogs logs,
      Faults faults) {

    public static Settings usual(InstantSource clock) {
      return new Settings(
          0, Duration.ofMinutes(1), Duration.ofSeconds(20), clock, PodLogs.none(), Faults.none());
    }

    public Settings withPort(int other) {
      return new Settings(other, bookmarkEvery, probeEvery, clock, logs, faults);
    }

    public Settings withLogs(PodLogs other) {
      return new Settings(port, bookmarkEvery, probeEvery, clock, other, faults);
    }

    public Settings withFaults(Faults other) {
      return new Settings(port, bookmarkEvery, probeEvery, clock, logs, other);
    }

    public Settings withBookmarksEvery(Duration other) {
      return new Settings(port, other, probeEvery, clock, logs, faults);
    }

    public Settings withProbesEvery(Duration other) {
      return new Settings(port, bookmarkEvery, other, clock, logs, faults);
    }
  }

  private RestServer(WorldThread world, ApiStore store, Settings settings, HttpServer server) {
    this.server = server;
    this.watches = world.call(() -> new Watches(store, settings.clock()));
    var router = new Router(store, new Verbs(store, watches, settings.logs(), settings.clock()));
    server.setExecutor(threads);
    server.createContext("/", new Exchanges(world, store, settings, router, watches)::handle);
  }

  /**
   * Starts it; the store belongs to the world's thread.
   *
   * @throws UncheckedIOException if the port is taken
   */
  public static RestServer start(WorldThread world, ApiStore store, Settings settings) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port());
      var rest = new RestServer(world, store, settings, HttpServer.create(address, 0));
      rest.server.start();
      return rest;
    } catch (IOException e) {
      throw new UncheckedIOException("the API server cannot listen on port " + settings.port(), e);
    }
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How many watches are open. */
  public int openWatches() {
    return watches.count();
  }

  /** Ends all watches at once, as a server does that is started anew. */
  public void endWatches() {
    watches.all().forEach(WatchStream::end);
  }

  @Override
  public void close() {
    endWatches();
    server.stop(0);
    threads.shutdownNow();
  }
}
