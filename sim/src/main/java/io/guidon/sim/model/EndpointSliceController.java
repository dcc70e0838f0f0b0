package io.guidon.sim.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.store.ApiClient;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * The EndpointSlice controller: one slice for each Service with a selector, with the pods that it
 * selects.
 */
final class EndpointSliceController {

  private static final String SLICE = "discovery.k8s.io/v1";

  private final ApiClient client;
  private final VirtualTime time;
  private final Duration delay;
  private final Function<String, List<Pod>> podsOf;
  private final Function<String, List<Pod>> endingIn;
  private final Set<ObjectRef> queued = new HashSet<>();

  /**
   * @param delay from a change of pods or of a Service until the slice is written
   * @param podsOf the pods of a namespace
   * @param endingIn the pods of a namespace that are terminating
   */
  EndpointSliceController(
      ApiClient client,
      VirtualTime time,
      Duration delay,
      Function<String, List<Pod>> podsOf,
      Function<String, List<Pod>> endingIn) {
    this.client = client;
    this.time = time;
    this.delay = delay;
    this.podsOf = podsOf;
    this.endingIn = endingIn;
  }

  void serviceChanged(ObjectRef service) {
    if (queued.add(service)) {
      time.after(delay, () -> sync(service));
    }
  }

  private void sync(ObjectRef ref) {
    queued.remove(ref);
    client
        .get(ref)
        .filter(service -> !Trees.at(service, "spec", "selector").isEmpty())
        .ifPresent(service -> write(ref, service));
  }

  private void write(ObjectRef ref, ObjectNode service) {
    var sliceRef = new ObjectRef(SLICE, "EndpointSlice", ref.namespace(), sliceName(service));
    var slice = client.get(sliceRef);
    if (slice.isPresent()) {
      slice.get().set("endpoints", endpoints(ref, service));
      slice.get().set("ports", ports(ref.namespace(), service));
      client.update(slice.get());
    } else {
      client.create(fresh(sliceRef, service));
    }
  }

  private ObjectNode fresh(ObjectRef ref, ObjectNode service) {
    var name = Trees.text(service, "metadata", "name");
    var slice = Trees.object();
    slice.put("apiVersion", ref.apiVersion()).put("kind", ref.kind());
    var metadata =
        slice.putObject("metadata").put("namespace", ref.namespace()).put("name", ref.name());
    metadata
        .putObject("labels")
        .put("kubernetes.io/service-name", name)
        .put("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", "v1")
        .put("kind", "Service")
        .put("name", name)
        .put("uid", Trees.text(service, "metadata", "uid"))
        .put("controller", true)
        .put("blockOwnerDeletion", true);
    slice.put("addressType", "IPv4");
    slice.set("ports", ports(ref.namespace(), service));
    slice.set("endpoints", endpoints(ObjectRef.of(service), service));
    return slice;
  }

  private ArrayNode ports(String namespace, ObjectNode service) {
    var ports = Trees.array();
    for (var port : Trees.objects(service, "spec", "ports")) {
      var target = port.path("targetPort");
      // A name that no pod knows leaves the port out, as the real controller does.
      target(namespace, service, target.isMissingNode() ? port.path("port") : target)
          .ifPresent(number ->
              ports
                  .addObject()
                  .put("name", Trees.text(port, "name"))
                  .put("protocol", Trees.text(port, "protocol"))
                  .put("port", number));
    }
    return ports;
  }

  private OptionalInt target(String namespace, ObjectNode service, JsonNode target) {
    if (target.isInt()) {
      return OptionalInt.of(target.intValue());
    }
    return podsOf.apply(namespace).stream()
        .filter(pod -> pod.isSelectedBy(selector(service)))
        .flatMap(pod -> pod.portOf(target.asText()).stream())
        .mapToInt(Integer::intValue)
        .findFirst();
  }

  private ArrayNode endpoints(ObjectRef ref, ObjectNode service) {
    var endpoints = Trees.array();
    podsOf.apply(ref.namespace()).stream()
        .filter(pod -> pod.isSelectedBy(selector(service)))
        .forEach(pod -> endpoints.add(endpoint(ref, pod, pod.isReady(), false)));
    endingIn.apply(ref.namespace()).stream()
        .filter(pod -> pod.isSelectedBy(selector(service)))
        .forEach(pod -> endpoints.add(endpoint(ref, pod, false, true)));
    return endpoints;
  }

  private static ObjectNode endpoint(
      ObjectRef service, Pod pod, boolean ready, boolean terminating) {
    var endpoint = Trees.object();
    endpoint.putArray("addresses").add(pod.address());
    endpoint
        .putObject("conditions")
        .put("ready", ready)
        .put("serving", pod.isReady())
        .put("terminating", terminating);
    endpoint
        .putObject("targetRef")
        .put("kind", "Pod")
        .put("name", pod.name())
        .put("namespace", service.namespace());
    return endpoint;
  }

  /** The selector of a Service; empty if it has none. */
  static Map<String, String> selector(ObjectNode service) {
    var selector = new LinkedHashMap<String, String>();
    Trees.at(service, "spec", "selector")
        .properties()
        .forEach(label -> selector.put(label.getKey(), label.getValue().asText()));
    return selector;
  }

  private static String sliceName(ObjectNode service) {
    String uid = Trees.text(service, "metadata", "uid");
    return Trees.text(service, "metadata", "name")
        + "-"
        + uid.substring(Math.max(0, uid.length() - 5));
  }
}
