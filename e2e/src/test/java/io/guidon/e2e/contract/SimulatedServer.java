package io.guidon.e2e.contract;

import io.guidon.sim.VirtualTime;
import io.guidon.sim.WorldThread;
import io.guidon.sim.rest.RestServer;
import io.guidon.sim.store.ApiStore;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The API server of the simulated cluster, with nothing that writes by itself if not asked for. */
final class SimulatedServer implements ServerUnderTest {

  private static final Namespace OURS = Namespace.create(SimulatedServer.class);
  private static final int REMEMBERED = 20_000;
  private static final Duration BETWEEN_COLLECTIONS = Duration.ofMillis(50);

  private final ExtensionContext context;

  SimulatedServer(ExtensionContext context) {
    this.context = context;
  }

  /** One for all cases of this JVM that need the same. */
  private record Running(WorldThread world, RestServer server, Connection connection)
      implements AutoCloseable {

    static Running start(Consumer<Cluster> life) {
      var clock = Clock.systemUTC();
      var time = VirtualTime.startingAt(clock.instant());
      var store = ApiStore.served(time, REMEMBERED);
      life.accept(new Cluster(time, store));
      var world = WorldThread.follow(time, clock);
      var server = RestServer.start(world, store, RestServer.Settings.usual(clock));
      var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      return new Running(world, server, new Connection(client, server.address(), Map.of()));
    }

    @Override
    public void close() {
      connection.close();
      server.close();
      world.close();
    }
  }

  /** What may live on one. */
  private record Cluster(VirtualTime time, ApiStore store) {
    void collectGarbage() {
      store.collectGarbage();
      time.after(BETWEEN_COLLECTIONS, this::collectGarbage);
    }
  }

  @Override
  public Api open(TestInfo test) {
    return open(test, "alone", cluster -> {});
  }

  @Override
  public Api openWithGarbageCollector(TestInfo test) {
    return open(test, "with garbage collector", Cluster::collectGarbage);
  }

  private Api open(TestInfo test, String name, Consumer<Cluster> life) {
    KnownDifferences.check(test);
    var running =
        context
            .getRoot()
            .getStore(OURS)
            .computeIfAbsent(name, key -> Running.start(life), Running.class);
    return Api.open(running.connection(), test);
  }

  @Override
  public String toString() {
    return "sim";
  }
}
