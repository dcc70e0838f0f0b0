package io.guidon.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Plays the gateway: each generation of each HTTPRoute is accepted at once by all its parents. */
final class Gateway implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;
  private final SharedIndexInformer<GenericKubernetesResource> routes;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Gateway(KubernetesClient client) {
    this.client = client;
    this.routes =
        client
            .genericKubernetesResources("gateway.networking.k8s.io/v1", "HTTPRoute")
            .inAnyNamespace()
            .runnableInformer(0);
    routes.addEventHandler(new Told<>(this::changed));
  }

  /** Begins to play; returns when it is known what there is already. */
  void start() {
    routes.run();
  }

  private void changed(GenericKubernetesResource route) {
    ObjectNode tree = JSON.valueToTree(route);
    long generation = route.getMetadata().getGeneration();
    var observed = tree.at("/status/parents/0/conditions/0/observedGeneration").asLong();
    if (observed != generation) {
      threads.execute(Reported.of(() -> accept(tree, generation)));
    }
  }

  private void accept(ObjectNode route, long generation) {
    var parents = route.withObject("/status").putArray("parents");
    for (var parent : route.path("spec").path("parentRefs")) {
      var entry = parents.addObject().put("controllerName", "example.org/gateway");
      entry.set("parentRef", parent);
      entry
          .putArray("conditions")
          .addObject()
          .put("type", "Accepted")
          .put("status", "True")
          .put("reason", "Accepted")
          .put("message", "")
          .put("lastTransitionTime", "2026-01-01T00:00:00Z")
          .put("observedGeneration", generation);
    }
    // Carries its resourceVersion: what was overtaken is refused, and told again.
    client.resource(JSON.convertValue(route, GenericKubernetesResource.class)).updateStatus();
  }

  @Override
  public void close() {
    routes.close();
    threads.shutdownNow();
  }
}
