package io.guidon.e2e.contract;

import io.guidon.sim.VirtualTime;
import io.guidon.sim.WorldThread;
import io.guidon.sim.rest.RestServer;
import io.guidon.sim.store.ApiStore;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The API server of the simulated cluster, with nothing that would write by itself. */
final class SimulatedServer implements ServerUnderTest {

  private static final Namespace OURS = Namespace.create(SimulatedServer.class);
  private static final int REMEMBERED = 20_000;

  private final ExtensionContext context;

  SimulatedServer(ExtensionContext context) {
    this.context = context;
  }

  /** One for all cases of this JVM. */
  private record Running(WorldThread world, RestServer server, Connection connection)
      implements AutoCloseable {

    static Running start() {
      var clock = Clock.systemUTC();
      var time = VirtualTime.startingAt(clock.instant());
      var store = ApiStore.served(time, REMEMBERED);
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

  @Override
  public Api open(TestInfo test) {
    KnownDifferences.check(test);
    var running =
        context
            .getRoot()
            .getStore(OURS)
            .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
    return Api.open(running.connection(), test);
  }

  @Override
  public Api openWithGarbageCollector(TestInfo test) {
    return open(test);
  }

  @Override
  public String toString() {
    return "sim";
  }
}
