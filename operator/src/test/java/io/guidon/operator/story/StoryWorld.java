package io.guidon.operator.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.store.ApiClient;
import io.guidon.sim.store.ApiStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Small model controllers: Deployments become ready, Services get endpoints, the gateway accepts
 * routes.
 */
final class StoryWorld {
  private static final Duration START_UP = Duration.ofSeconds(2);
  private static final Duration GATEWAY = Duration.ofMillis(300);

  private final ApiStore store;
  private final VirtualTime time;
  private final ApiClient client;
  private final Map<String, String> modes = new HashMap<>();

  StoryWorld(ApiStore store, VirtualTime time) {
    this.store = store;
    this.time = time;
    this.client = store.client("kube-controller-manager");
    store.onChange(change -> react(change.ref()));
  }

  /** Pods of this Deployment with this image: {@code ready}, {@code unready} or {@code stuck}. */
  void mode(String deployment, String tag, String mode) {
    modes.put(deployment + ":" + tag, mode);
    store
        .get(Story.ref("apps/v1", "Deployment", deployment))
        .ifPresent(tree -> time.after(START_UP, () -> roll(ObjectRef.of(tree))));
  }

  private void react(ObjectRef ref) {
    switch (ref.kind()) {
      case "Deployment" -> {
        if (needsRoll(ref)) {
          time.after(START_UP, () -> roll(ref));
        }
        time.after(Duration.ofMillis(5), this::endpoints);
      }
      case "Service" -> time.after(Duration.ofMillis(5), this::endpoints);
      case "HTTPRoute" -> time.after(GATEWAY, () -> accept(ref));
      default -> {}
    }
  }

  private boolean needsRoll(ObjectRef ref) {
    return store
        .get(ref)
        .filter(tree ->
            tree.path("metadata").path("generation").asLong()
                > tree.path("status").path("observedGeneration").asLong())
        .isPresent();
  }

  private void roll(ObjectRef ref) {
    if (store.get(ref).isEmpty()) {
      return;
    }
    client.editStatus(
        ref,
        status -> {
          var tree = store.get(ref).orElseThrow();
          var replicas = tree.at("/spec/replicas").asInt();
          var image = tree.at("/spec/template/spec/containers/0/image").asText();
          var mode =
              modes.getOrDefault(ref.name() + image.substring(image.lastIndexOf(':')), "ready");
          var available = mode.equals("ready") ? replicas : 0;
          status.put("observedGeneration", tree.path("metadata").path("generation").asLong());
          status.put("replicas", replicas).put("updatedReplicas", replicas);
          status.put("readyReplicas", available).put("availableReplicas", available);
          status.put("unavailableReplicas", replicas - available);
          var conditions = status.putArray("conditions");
          conditions
              .addObject()
              .put("type", "Progressing")
              .put("status", mode.equals("stuck") && replicas > 0 ? "False" : "True")
              .put(
                  "reason",
                  mode.equals("stuck") && replicas > 0
                      ? "ProgressDeadlineExceeded"
                      : "NewReplicaSetAvailable");
        });
  }

  private void endpoints() {
    for (var service : store.list("v1", "Service", Story.NAMESPACE)) {
      var ready = 0;
      for (var deployment : store.list("apps/v1", "Deployment", Story.NAMESPACE)) {
        if (selects(service, deployment)) {
          ready += deployment.at("/status/availableReplicas").asInt();
        }
      }
      slice(service.path("metadata").path("name").asText(), ready);
    }
  }

  private static boolean selects(JsonNode service, JsonNode deployment) {
    var labels = deployment.at("/spec/template/metadata/labels");
    for (var entry : service.at("/spec/selector").properties()) {
      if (!entry.getValue().equals(labels.path(entry.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private void slice(String service, int ready) {
    var slice = JsonNodeFactory.instance.objectNode();
    slice
        .put("apiVersion", "discovery.k8s.io/v1")
        .put("kind", "EndpointSlice")
        .put("addressType", "IPv4");
    var metadata = slice.putObject("metadata");
    metadata.put("namespace", Story.NAMESPACE).put("name", service + "-slice");
    metadata.putObject("labels").put("kubernetes.io/service-name", service);
    var endpoints = slice.putArray("endpoints");
    for (int i = 0; i < ready; i++) {
      ObjectNode endpoint = endpoints.addObject();
      endpoint.putArray("addresses").add("10.0.0." + (i + 1));
      endpoint.putObject("conditions").put("ready", true);
    }
    client.applyForced(slice);
  }

  private void accept(ObjectRef ref) {
    if (store.get(ref).isEmpty()) {
      return;
    }
    client.editStatus(
        ref,
        status -> {
          var tree = store.get(ref).orElseThrow();
          var parents = status.putArray("parents");
          for (var parent : tree.at("/spec/parentRefs")) {
            var entry = parents.addObject();
            entry.set("parentRef", parent.deepCopy());
            entry.put("controllerName", "example.org/gateway");
            entry
                .putArray("conditions")
                .addObject()
                .put("type", "Accepted")
                .put("status", "True")
                .put("reason", "Accepted")
                .put("message", "")
                .put("lastTransitionTime", "2026-01-01T00:00:00Z")
                .put("observedGeneration", tree.path("metadata").path("generation").asLong());
          }
        });
  }
}
