package io.guidon.e2e.bench;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Plays the controllers of Deployments and EndpointSlices on an API server that runs neither: a
 * Deployment is ready a while after each change, and each Service has one slice with as many ready
 * addresses as its Deployments have available replicas.
 */
final class Workloads implements AutoCloseable {
  private final KubernetesClient client;
  private final Duration untilReady;

  /** One, so that writes about an object follow each other. */
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(1, Thread.ofVirtual().factory());

  private final SharedIndexInformer<Deployment> deployments;
  private final SharedIndexInformer<Service> services;

  /** The generation of each Deployment for which a status is on its way. */
  private final ConcurrentHashMap<String, Long> playing = new ConcurrentHashMap<>();

  private final ConcurrentHashMap<String, Integer> addresses = new ConcurrentHashMap<>();

  Workloads(KubernetesClient client, Duration untilReady) {
    this.client = client;
    this.untilReady = untilReady;
    this.deployments = client.apps().deployments().inAnyNamespace().runnableInformer(0);
    this.services = client.services().inAnyNamespace().runnableInformer(0);
    deployments.addEventHandler(new Told<>(this::changed));
    services.addEventHandler(new Told<>(this::changed));
  }

  /** Begins to play; returns when it is known what there is already. */
  void start() {
    services.run();
    deployments.run();
  }

  private void changed(Deployment deployment) {
    long generation = deployment.getMetadata().getGeneration();
    if (!Objects.equals(deployment.getStatus().getObservedGeneration(), generation)
        && !Objects.equals(
            playing.put(deployment.getMetadata().getUid(), generation), generation)) {
      var _ =
          threads.schedule(
              Reported.of(() -> ready(deployment)), untilReady.toMillis(), TimeUnit.MILLISECONDS);
    }
    services.getStore().list().stream()
        .filter(service -> selects(service, deployment))
        .forEach(this::changed);
  }

  private void ready(Deployment seen) {
    int replicas = seen.getSpec().getReplicas();
    client
        .apps()
        .deployments()
        .resource(seen)
        .editStatus(live -> {
          var condition =
              new DeploymentConditionBuilder()
                  .withStatus("True")
                  .withLastTransitionTime("2026-01-01T00:00:00Z")
                  .withLastUpdateTime("2026-01-01T00:00:00Z");
          live.setStatus(
              new DeploymentStatusBuilder()
                  .withObservedGeneration(seen.getMetadata().getGeneration())
                  .withReplicas(replicas)
                  .withUpdatedReplicas(replicas)
                  .withReadyReplicas(replicas)
                  .withAvailableReplicas(replicas)
                  .withConditions(
                      condition
                          .withType("Available")
                          .withReason("MinimumReplicasAvailable")
                          .build(),
                      condition
                          .withType("Progressing")
                          .withReason("NewReplicaSetAvailable")
                          .build())
                  .build());
          return live;
        });
  }

  private void changed(Service service) {
    int ready =
        deployments.getStore().list().stream()
            .filter(deployment -> selects(service, deployment))
            .mapToInt(Workloads::available)
            .sum();
    var written = addresses.put(service.getMetadata().getUid(), ready);
    if (!Objects.equals(written, ready)) {
      threads.execute(Reported.of(() -> slice(service, ready)));
    }
  }

  private void slice(Service service, int ready) {
    var of = service.getMetadata();
    client
        .resource(
            new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace(of.getNamespace())
                .withName(of.getName() + "-bench")
                .addToLabels("kubernetes.io/service-name", of.getName())
                .endMetadata()
                .withAddressType("IPv4")
                .withEndpoints(IntStream.range(0, ready).mapToObj(Workloads::endpoint).toList())
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  private static Endpoint endpoint(int number) {
    return new EndpointBuilder()
        .withAddresses(List.of("10.0.0." + (number + 1)))
        .withNewConditions()
        .withReady(true)
        .withServing(true)
        .withTerminating(false)
        .endConditions()
        .build();
  }

  private static int available(Deployment deployment) {
    var available = deployment.getStatus().getAvailableReplicas();
    return available == null ? 0 : available;
  }

  private static boolean selects(Service service, Deployment deployment) {
    var labels = deployment.getSpec().getTemplate().getMetadata().getLabels();
    var selector = service.getSpec().getSelector();
    return service.getMetadata().getNamespace().equals(deployment.getMetadata().getNamespace())
        && !selector.isEmpty()
        && labels.entrySet().containsAll(selector.entrySet());
  }

  @Override
  public void close() {
    deployments.close();
    services.close();
    threads.shutdownNow();
  }
}
