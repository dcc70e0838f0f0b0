package io.guidon.e2e.bench;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.guidon.e2e.ControlPlane;
import io.guidon.e2e.Crds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./run bench}: the tutorial's Canary on a real API server, whose requests are counted.
 * Workloads, addresses and the gateway are played, hooks and queries answered at once, so that what
 * is measured is the operator.
 */
final class Bench {
  private static final Duration POD_START = Duration.ofSeconds(1);

  private Bench() {}

  /** Takes the command that starts the operator. */
  public static void main(String[] operator) throws Exception {
    var began = System.nanoTime();
    var folder = Files.createDirectories(Path.of("e2e/target/bench").toAbsolutePath());
    var command = new OperatorProcess.Command(List.of(operator), folder);
    Files.deleteIfExists(folder.resolve("operator.log"));
    var table = new Table();
    try (var plane = ControlPlane.start();
        var client = client(plane);
        var proxy = CountingProxy.before(plane, folder);
        var answering = new Answering()) {
      Crds.GATEWAY_API.install(client);
      Crds.GUIDON.install(client);
      var tutorial = Tutorial.prepare(client, answering.url());
      try (var workloads = new Workloads(client, POD_START);
          var gateway = new Gateway(client);
          var phases = new Phases(client)) {
        workloads.start();
        gateway.start();
        var stage = new Stage(proxy, tutorial, phases);
        new StartUp(stage, command, folder).measure(table);
        try (var running = command.start(proxy.kubeconfig())) {
          new OneRollout(stage, running).measure(table);
          new Reaction(stage).measure(table);
        }
      }
    }
    System.out.println(table.text());
    System.out.printf(
        "%nMeasured in %d s; the operator's log is %s%n",
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began), folder.resolve("operator.log"));
    System.exit(0);
  }

  private static KubernetesClient client(ControlPlane plane) {
    var config = Config.fromKubeconfig(plane.kubeconfig().toFile());
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
