package io.guidon.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a cluster with nodes does, played by one more client: Deployments are rolled out, Services
 * get EndpointSlices, the gateway accepts routes. There are no pods.
 */
public final class FakeCluster implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration START_UP = Duration.ofSeconds(1);
  private static final Duration GATEWAY = Duration.ofMillis(100);
  private static final Duration AGAIN = Duration.ofMillis(500);
  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager("fake-cluster")
          .build();
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("fake-cluster")
          .withForce(true)
          .build();

  private final KubernetesClient client;
  private final ScheduledExecutorService work =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("fake cluster").factory());
  private final Set<String> heldBack = ConcurrentHashMap.newKeySet();
  private final SharedIndexInformer<GenericKubernetesResource> deployments;
  private final SharedIndexInformer<GenericKubernetesResource> services;
  private final SharedIndexInformer<GenericKubernetesResource> routes;

  /** By uid of a Deployment; touched by the one thread only, as is {@link #ready}. */
  private final Map<String, Serving> serving = new HashMap<>();

  /** Addresses in the slice of a Service, by {@code <namespace>/<name>}. */
  private final Map<String, Integer> ready = new HashMap<>();

  /** The template that was rolled out last, and how many pods of a Deployment are available. */
  private record Serving(JsonNode template, int available) {
    static final Serving NOTHING = new Serving(JSON.missingNode(), 0);
  }

  private FakeCluster(KubernetesClient client, Optional<String> namespace) {
    this.client = client;
    this.deployments = informer("apps/v1", "Deployment", namespace, this::deployment);
    this.services = informer("v1", "Service", namespace, this::service);
    this.routes =
        informer("gateway.networking.k8s.io/v1", "HTTPRoute", namespace, this::routeChanged);
  }

  /** Begins to act in one namespace, or in all. Kinds that are not installed yet are waited for. */
  public static FakeCluster start(KubernetesClient client, Optional<String> namespace) {
    var cluster = new FakeCluster(client, namespace);
    for (var informer : List.of(cluster.deployments, cluster.services, cluster.routes)) {
      var _ = informer.start();
    }
    return cluster;
  }

  /** Pods of this Deployment with this image tag do not become ready until {@link #letGo}. */
  public void holdBack(String namespace, String deployment, String tag) {
    heldBack.add(pods(namespace, deployment, tag));
  }

  /** The end of {@link #holdBack}. */
  public void letGo(String namespace, String deployment, String tag) {
    heldBack.remove(pods(namespace, deployment, tag));
    soon(
        Duration.ZERO,
        () ->
            Optional.ofNullable(deployments.getStore().getByKey(namespace + "/" + deployment))
                .ifPresent(found -> roll(tree(found))));
  }

  private static String pods(String namespace, String deployment, String tag) {
    return namespace + "/" + deployment + ":" + tag;
  }

  private void deployment(ObjectNode deployment) {
    var status = deployment.path("status");
    if (deployment.at("/metadata/generation").asLong()
        > status.path("observedGeneration").asLong()) {
      begin(deployment);
      soon(START_UP, () -> finish(deployment));
    }
    endpoints(deployment.at("/metadata/namespace").asText());
  }

  /** Pods beyond the wanted number are gone at once, new ones are started. */
  private void begin(ObjectNode deployment) {
    var before = serving.getOrDefault(uid(deployment), Serving.NOTHING);
    var wanted = deployment.at("/spec/replicas").asInt(1);
    var isSame = before.template().equals(deployment.at("/spec/template"));
    var available = Math.min(before.available(), wanted);
    serving.put(uid(deployment), new Serving(before.template(), available));
    var updated = isSame || available == 0 ? wanted : Math.min(1, wanted);
    report(deployment, updated, isSame ? wanted : available + updated, available);
  }

  /** Unless it has changed again meanwhile. */
  private void finish(ObjectNode deployment) {
    var live = deployments.getStore().getByKey(key(deployment));
    if (live != null
        && tree(live).at("/metadata/generation").equals(deployment.at("/metadata/generation"))) {
      roll(tree(live));
    }
  }

  private void roll(ObjectNode deployment) {
    var image = deployment.at("/spec/template/spec/containers/0/image").asText();
    var tag = image.substring(image.lastIndexOf(':') + 1);
    if (!heldBack.contains(
        pods(
            deployment.at("/metadata/namespace").asText(),
            deployment.at("/metadata/name").asText(),
            tag))) {
      var wanted = deployment.at("/spec/replicas").asInt(1);
      serving.put(uid(deployment), new Serving(deployment.at("/spec/template"), wanted));
      report(deployment, wanted, wanted, wanted);
    }
  }

  private void report(ObjectNode deployment, int updated, int replicas, int available) {
    var body = JSON.createObjectNode();
    var status = body.putObject("status");
    status.put("observedGeneration", deployment.at("/metadata/generation").asLong());
    status.put("replicas", replicas).put("updatedReplicas", updated);
    status.put("readyReplicas", available).put("availableReplicas", available);
    status.put("unavailableReplicas", replicas - available);
    var isAvailable = available >= deployment.at("/spec/replicas").asInt(1);
    var conditions = status.putArray("conditions");
    conditions
        .addObject()
        .put("type", "Available")
        .put("status", isAvailable ? "True" : "False")
        .put("reason", isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable");
    conditions
        .addObject()
        .put("type", "Progressing")
        .put("status", "True")
        .put("reason", isAvailable ? "NewReplicaSetAvailable" : "ReplicaSetUpdated");
    patchStatus("apps/v1", "Deployment", deployment, body);
    endpoints(deployment.at("/metadata/namespace").asText());
  }

  private void service(ObjectNode service) {
    endpoints(service.at("/metadata/namespace").asText());
  }

  private void endpoints(String namespace) {
    var here =
        deployments.getStore().list().stream()
            .map(FakeCluster::tree)
            .filter(found -> found.at("/metadata/namespace").asText().equals(namespace))
            .toList();
    for (var found : services.getStore().list()) {
      var service = tree(found);
      if (service.at("/metadata/namespace").asText().equals(namespace)
          && !service.at("/spec/selector").isEmpty()) {
        int pods =
            here.stream()
                .filter(deployment -> selects(service, deployment))
                .mapToInt(deployment ->
                    serving.getOrDefault(uid(deployment), Serving.NOTHING).available())
                .sum();
        if (!Integer.valueOf(pods).equals(ready.get(key(service)))) {
          slice(service, pods);
          ready.put(key(service), pods);
        }
      }
    }
  }

  private static boolean selects(ObjectNode service, ObjectNode deployment) {
    var labels = deployment.at("/spec/template/metadata/labels");
    return service.at("/spec/selector").properties().stream()
        .allMatch(wanted -> wanted.getValue().equals(labels.path(wanted.getKey())));
  }

  private void slice(ObjectNode service, int pods) {
    var name = service.at("/metadata/name").asText();
    var slice = JSON.createObjectNode();
    slice.put("apiVersion", "discovery.k8s.io/v1").put("kind", "EndpointSlice");
    slice.put("addressType", "IPv4");
    var metadata = slice.putObject("metadata");
    metadata
        .put("namespace", service.at("/metadata/namespace").asText())
        .put("name", name + "-fake");
    metadata.putObject("labels").put("kubernetes.io/service-name", name);
    var endpoints = slice.putArray("endpoints");
    for (int pod = 1; pod <= pods; pod++) {
      var endpoint = endpoints.addObject();
      endpoint.putArray("addresses").add("10.1.0." + pod);
      endpoint.putObject("conditions").put("ready", true);
    }
    var ports = slice.putArray("ports");
    for (var port : service.at("/spec/ports")) {
      ports
          .addObject()
          .put("name", port.path("name").asText())
          .put("port", port.path("port").asInt());
    }
    var generic = JSON.convertValue(slice, GenericKubernetesResource.class);
    client.resource(generic).patch(APPLY, generic);
  }

  private void routeChanged(ObjectNode route) {
    var generation = route.at("/metadata/generation").asLong();
    var reported = route.at("/status/parents/0/conditions/0/observedGeneration").asLong();
    if (generation > reported) {
      soon(GATEWAY, () -> accept(route));
    }
  }

  private void accept(ObjectNode route) {
    var body = JSON.createObjectNode();
    var parents = body.putObject("status").putArray("parents");
    for (var parent : route.at("/spec/parentRefs")) {
      var entry = parents.addObject().put("controllerName", "example.org/fake-gateway");
      entry.set("parentRef", parent.deepCopy());
      entry
          .putArray("conditions")
          .addObject()
          .put("type", "Accepted")
          .put("status", "True")
          .put("reason", "Accepted")
          .put("message", "")
          .put("lastTransitionTime", "2026-01-01T00:00:00Z")
          .put("observedGeneration", route.at("/metadata/generation").asLong());
    }
    patchStatus("gateway.networking.k8s.io/v1", "HTTPRoute", route, body);
  }

  private void patchStatus(String apiVersion, String kind, ObjectNode object, ObjectNode body) {
    client
        .genericKubernetesResources(apiVersion, kind)
        .inNamespace(object.at("/metadata/namespace").asText())
        .withName(object.at("/metadata/name").asText())
        .subresource("status")
        .patch(MERGE, body.toString());
  }

  /** Does it on the one thread; an API server that does not answer is asked again. */
  private void soon(Duration delay, Runnable task) {
    try {
      var _ =
          work.schedule(
              () -> {
                try {
                  task.run();
                } catch (KubernetesClientException refused) {
                  if (refused.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                    soon(AGAIN, task);
                  }
                }
              },
              delay.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      // Nobody looks any more.
    }
  }

  private interface Reaction {
    void to(ObjectNode object);
  }

  private SharedIndexInformer<GenericKubernetesResource> informer(
      String apiVersion, String kind, Optional<String> namespace, Reaction reaction) {
    var all = client.genericKubernetesResources(apiVersion, kind);
    var informer =
        namespace.isPresent()
            ? all.inNamespace(namespace.get()).runnableInformer(0)
            : all.inAnyNamespace().runnableInformer(0);
    informer.exceptionHandler((isStarted, failure) -> true);
    informer.addEventHandler(
        new ResourceEventHandler<>() {
          @Override
          public void onAdd(GenericKubernetesResource added) {
            soon(Duration.ZERO, () -> reaction.to(tree(added)));
          }

          @Override
          public void onUpdate(
              GenericKubernetesResource before, GenericKubernetesResource changed) {
            soon(Duration.ZERO, () -> reaction.to(tree(changed)));
          }

          @Override
          public void onDelete(GenericKubernetesResource deleted, boolean isStateUnknown) {
            var gone = tree(deleted);
            soon(
                Duration.ZERO,
                () -> {
                  serving.remove(uid(gone));
                  if (gone.path("kind").asText().equals("Service")) {
                    ready.remove(key(gone));
                  }
                  endpoints(gone.at("/metadata/namespace").asText());
                });
          }
        });
    return informer;
  }

  private static String uid(ObjectNode object) {
    return object.at("/metadata/uid").asText();
  }

  private static String key(ObjectNode object) {
    return object.at("/metadata/namespace").asText() + "/" + object.at("/metadata/name").asText();
  }

  private static ObjectNode tree(GenericKubernetesResource resource) {
    return JSON.valueToTree(resource);
  }

  /** Stops acting; what it wrote stays. */
  @Override
  public void close() {
    deployments.close();
    services.close();
    routes.close();
    work.shutdownNow();
  }
}
