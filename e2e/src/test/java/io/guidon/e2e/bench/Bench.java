package io.guidon.e2e.bench;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.guidon.e2e.ControlPlane;
import io.guidon.e2e.Crds;
import io.guidon.operator.log.LogSettings;
import io.guidon.operator.log.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./run bench}: the tutorial's Canary on a real API server, whose requests are counted; with
 * {@code --scale} thousands of Canaries instead. Workloads, addresses and the gateway are played,
 * hooks and queries answered at once, so that what is measured is the operator.
 */
final class Bench {
  private static final Duration POD_START = Duration.ofSeconds(1);

  private Bench() {}

  /** Takes {@code one} or {@code scale}, and the command that starts the operator. */
  public static void main(String[] arguments) throws Exception {
    var all = List.of(arguments);
    Logs.configure(new LogSettings("error", LogSettings.Encoding.CONSOLE, 0));
    var began = System.nanoTime();
    var folder = Files.createDirectories(Path.of("e2e/target/bench").toAbsolutePath());
    var command = new OperatorProcess.Command(all.subList(1, all.size()), folder);
    Files.deleteIfExists(folder.resolve("operator.log"));
    var table = new Table();
    try {
      measure(all.getFirst(), command, table);
    } finally {
      // What was measured before a failure is worth having too.
      System.out.println(table.text());
    }
    System.out.printf(
        "%nMeasured in %d s; the operator's log is %s%n",
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began), folder.resolve("operator.log"));
    System.exit(0);
  }

  private static void measure(String what, OperatorProcess.Command command, Table table)
      throws IOException, InterruptedException {
    try (var plane = ControlPlane.start();
        var client = client(plane);
        var proxy = CountingProxy.before(plane, command.folder());
        var answering = new Answering()) {
      Crds.GATEWAY_API.install(client);
      Crds.GUIDON.install(client);
      var tutorial = Tutorial.prepare(client, answering.url());
      try (var gateway = new Gateway(client);
          var phases = new Phases(client)) {
        gateway.start();
        var stage = new Stage(client, proxy, tutorial, phases);
        switch (what) {
          case "one" -> one(stage, command, table);
          case "scale" ->
              new Scale(
                      stage,
                      new IdleCanaries(RawApi.of(plane)),
                      new StartUp(stage, command).image())
                  .measure(table);
          case String other -> throw new IllegalArgumentException(other);
        }
      }
    }
  }

  private static void one(Stage stage, OperatorProcess.Command command, Table table)
      throws IOException, InterruptedException {
    try (var workloads = new Workloads(stage.client(), POD_START)) {
      workloads.start();
      var image = new StartUp(stage, command).measure(table);
      try (var running = image.start(stage.proxy().kubeconfig())) {
        new OneRollout(stage, running).measure(table);
        new Reaction(stage).measure(table);
      }
    }
  }

  private static KubernetesClient client(ControlPlane plane) {
    var config = Config.fromKubeconfig(plane.kubeconfig().toFile());
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
