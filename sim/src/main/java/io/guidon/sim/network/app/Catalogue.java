package io.guidon.sim.network.app;

import io.guidon.sim.network.http.Connections;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Which application an image is. The rules are in {@link #RULES}, which a demo prints. */
public final class Catalogue {

  /** What images do, for people. */
  public static final String RULES =
      """
      Images, by the last part of their name:
        podinfo:TAG            podinfo, version TAG; answers well
        podinfo:TAG-errors     answers half of all GET requests with 500 (probes are fine)
        podinfo:TAG-slow       takes 800 ms for each answer (probes are fine)
        podinfo:TAG-crash      ends as soon as it is started, and never gets ready
        flagger-loadtester:TAG the load tester; of commands it knows hey and curl
        anything else          answers 200 on all paths
      podinfo's flags count too, in command or args: --port, --random-error,
      --random-delay (--random-delay-min, --random-delay-max, --random-delay-unit),
      --unready, --ui-message, --ui-color; other flags are ignored.
      """;

  private final ExecutorService tasks;
  private final Connections connections;
  private final Supplier<InetSocketAddress> proxy;
  private final RandomGenerator random;

  /**
   * @param tasks runs what applications do in the background, on virtual threads
   * @param proxy through which load testers send their requests
   * @param random for errors and delays; for any number of threads
   */
  public Catalogue(
      ExecutorService tasks,
      Connections connections,
      Supplier<InetSocketAddress> proxy,
      RandomGenerator random) {
    this.tasks = tasks;
    this.connections = connections;
    this.proxy = proxy;
    this.random = random;
  }

  /**
   * Starts the application of a container.
   *
   * @param exit ends the container, called at most once and from any thread
   * @return empty if it has ended already
   */
  public Optional<Application> start(Container container, Runnable exit) {
    return switch (container.program()) {
      case "podinfo" -> podinfo(container, exit);
      case "flagger-loadtester" ->
          Optional.of(new LoadTester(container, tasks, new Client(connections, proxy)));
      default -> Optional.of(new PlainApplication(container));
    };
  }

  private Optional<Application> podinfo(Container container, Runnable exit) {
    var behaviour = Behaviour.of(container);
    return behaviour.start() == Behaviour.Start.CRASHING
        ? Optional.empty()
        : Optional.of(new Podinfo(container, behaviour, random, exit));
  }
}
