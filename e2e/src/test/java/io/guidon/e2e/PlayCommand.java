package io.guidon.e2e;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * {@code ./run control-plane --play}: a control plane in the foreground in which Deployments are
 * rolled out and routes accepted as if there were nodes and a gateway, beside a stand-in for
 * Prometheus and the load tester. The custom resource definitions are installed.
 */
final class PlayCommand {
  private static final int ANSWERS = 9090;

  private PlayCommand() {}

  /** Returns only when interrupted. */
  public static void main(String[] arguments) throws InterruptedException {
    var running = ControlPlane.start("garbage-collector-controller");
    var config = Config.fromKubeconfig(running.kubeconfig().toFile());
    try (var client = new KubernetesClientBuilder().withConfig(config).build();
        var answers = Answers.start(ANSWERS);
        var _ = FakeCluster.start(client, Optional.empty())) {
      Crds.GATEWAY_API.install(client);
      Crds.GUIDON.install(client);
      System.out.printf(
          "The API server is ready at %s, Prometheus and hooks are played at %s."
              + " In another terminal:%n%n  export KUBECONFIG=%s%n%n"
              + "Ctrl-C ends it and deletes its data.%n",
          running.url(), answers.url(), running.kubeconfig());
      new CountDownLatch(1).await();
    }
  }
}
