package io.guidon.e2e.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Plays the controllers of Deployments and EndpointSlices on an API server that runs neither: a
 * Deployment is ready a while after each change, and each Service has one slice with as many ready
 * addresses as its Deployments have available replicas.
 */
final class Workloads implements AutoCloseable {
  private static final int LANES = 16;

  private final KubernetesClient client;
  private final Duration untilReady;

  /** An object has one of them, so that writes about it follow each other. */
  private final List<ScheduledExecutorService> lanes =
      Stream.generate(() -> Executors.newScheduledThreadPool(1, Thread.ofVirtual().factory()))
          .limit(LANES)
          .toList();

  private final SharedIndexInformer<Deployment> deployments;
  private final SharedIndexInformer<Service> services;

  /** The generation of each Deployment for which a status is on its way. */
  private final ConcurrentHashMap<String, Long> playing = new ConcurrentHashMap<>();

  /** The addresses in each slice, by the slice's namespace and name. */
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
    for (var slice : client.discovery().v1().endpointSlices().inAnyNamespace().list().getItems()) {
      var endpoints = Objects.requireNonNullElse(slice.getEndpoints(), List.<Endpoint>of());
      addresses.put(Cache.metaNamespaceKeyFunc(slice), endpoints.size());
    }
    services.run();
    deployments.run();
  }

  private void changed(Deployment deployment) {
    long generation = deployment.getMetadata().getGeneration();
    if (!Objects.equals(deployment.getStatus().getObservedGeneration(), generation)
        && !Objects.equals(
            playing.put(deployment.getMetadata().getUid(), generation), generation)) {
      var _ =
          lane(deployment)
              .schedule(
                  Reported.of(() -> ready(deployment)),
                  untilReady.toMillis(),
                  TimeUnit.MILLISECONDS);
    }
    near(services, deployment).stream()
        .filter(service -> selects(service, deployment))
        .forEach(this::changed);
  }

  /** Unless it has changed again meanwhile. No version is sent: the status is ours alone. */
  private void ready(Deployment seen) {
    var live = deployments.getStore().getByKey(Cache.metaNamespaceKeyFunc(seen));
    if (live == null
        || !Objects.equals(
            live.getMetadata().getGeneration(), seen.getMetadata().getGeneration())) {
      return;
    }
    int replicas = live.getSpec().getReplicas();
    var condition =
        new DeploymentConditionBuilder()
            .withStatus("True")
            .withLastTransitionTime("2026-01-01T00:00:00Z")
            .withLastUpdateTime("2026-01-01T00:00:00Z");
    var status =
        new DeploymentStatusBuilder()
            .withObservedGeneration(live.getMetadata().getGeneration())
            .withReplicas(replicas)
            .withUpdatedReplicas(replicas)
            .withReadyReplicas(replicas)
            .withAvailableReplicas(replicas)
            .withConditions(
                condition.withType("Available").withReason("MinimumReplicasAvailable").build(),
                condition.withType("Progressing").withReason("NewReplicaSetAvailable").build())
            .build();
    client
        .apps()
        .deployments()
        .inNamespace(live.getMetadata().getNamespace())
        .withName(live.getMetadata().getName())
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(Map.of("status", status)));
  }

  private void changed(Service service) {
    int ready =
        near(deployments, service).stream()
            .filter(deployment -> selects(service, deployment))
            .mapToInt(Workloads::available)
            .sum();
    var slice = slice(service.getMetadata().getNamespace(), service.getMetadata().getName(), ready);
    var written = addresses.put(Cache.metaNamespaceKeyFunc(slice), ready);
    if (!Objects.equals(written, ready)) {
      lane(service)
          .execute(Reported.of(() -> client.resource(slice).forceConflicts().serverSideApply()));
    }
  }

  /** The only slice of this Service, with so many ready addresses. */
  static EndpointSlice slice(String namespace, String service, int ready) {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(service + "-bench")
        .addToLabels("kubernetes.io/service-name", service)
        .endMetadata()
        .withAddressType("IPv4")
        .withEndpoints(IntStream.range(0, ready).mapToObj(Workloads::endpoint).toList())
        .build();
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

  private ScheduledExecutorService lane(HasMetadata object) {
    return lanes.get(Math.floorMod(object.getMetadata().getUid().hashCode(), LANES));
  }

  /** All of them that are in the same namespace. */
  private static <T> List<T> near(SharedIndexInformer<T> all, HasMetadata object) {
    return all.getIndexer().byIndex(Cache.NAMESPACE_INDEX, object.getMetadata().getNamespace());
  }

  private static int available(Deployment deployment) {
    var available = deployment.getStatus().getAvailableReplicas();
    return available == null ? 0 : available;
  }

  private static boolean selects(Service service, Deployment deployment) {
    var labels = deployment.getSpec().getTemplate().getMetadata().getLabels();
    var selector = service.getSpec().getSelector();
    return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
  }

  @Override
  public void close() {
    deployments.close();
    services.close();
    lanes.forEach(ScheduledExecutorService::shutdownNow);
  }
}
