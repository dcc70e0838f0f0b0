package io.guidon.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Endpoints;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How many endpoints behind each Service are ready: all that is kept of EndpointSlices. */
final class Slices {
  private static final String SERVICE = "kubernetes.io/service-name";
  private static final String READY = "ready";
  private static final String FAMILY = "addressType";

  private final Map<ObjectRef, Map<String, Slice>> byService = new HashMap<>();
  private final Map<ObjectRef, ObjectRef> serviceOf = new HashMap<>();

  /**
   * @param family IPv4, IPv6 or FQDN: a Service with two families has each endpoint twice
   */
  private record Slice(String family, int ready) {}

  /** A slice as it is stored: its identity, its Service and its number of ready endpoints. */
  static ObjectNode trim(ObjectNode slice) {
    var metadata = slice.path("metadata");
    var kept = Json.object();
    kept.set("apiVersion", slice.path("apiVersion"));
    kept.set("kind", slice.path("kind"));
    var of = kept.putObject("metadata");
    for (var field : new String[] {"namespace", "name", "uid", "resourceVersion"}) {
      of.put(field, metadata.path(field).asText());
    }
    of.putObject("labels").put(SERVICE, metadata.path("labels").path(SERVICE).asText());
    kept.put(FAMILY, slice.path(FAMILY).asText()).put(READY, ready(slice));
    return kept;
  }

  /** An endpoint that says nothing of its readiness counts as ready, as the API defines it. */
  private static int ready(JsonNode slice) {
    int ready = 0;
    for (var endpoint : slice.path("endpoints")) {
      ready += endpoint.path("conditions").path(READY).asBoolean(true) ? 1 : 0;
    }
    return ready;
  }

  /**
   * Takes in a trimmed slice; returns the Service, as kind EndpointSlice, if that changes anything
   * for it.
   */
  synchronized Optional<ObjectRef> put(ObjectNode trimmed) {
    var slice = ObjectRef.of(trimmed);
    var service =
        Kinds.SLICES.ref(
            slice.namespace(), trimmed.path("metadata").path("labels").path(SERVICE).asText());
    var before = serviceOf.put(slice, service);
    if (before != null && !before.equals(service)) {
      removeFrom(before, slice);
    }
    var now = new Slice(trimmed.path(FAMILY).asText(), trimmed.path(READY).asInt());
    var last = byService.computeIfAbsent(service, _ -> new HashMap<>()).put(slice.name(), now);
    return now.equals(last) ? Optional.empty() : Optional.of(service);
  }

  synchronized Optional<ObjectRef> remove(ObjectRef slice) {
    var service = Optional.ofNullable(serviceOf.remove(slice));
    service.ifPresent(of -> removeFrom(of, slice));
    return service;
  }

  private void removeFrom(ObjectRef service, ObjectRef slice) {
    var slices = byService.get(service);
    if (slices != null) {
      slices.remove(slice.name());
      if (slices.isEmpty()) {
        byService.remove(service);
      }
    }
  }

  /** The ready endpoints of the address family that has most of them. */
  synchronized Endpoints endpoints(String namespace, String service) {
    var slices = byService.get(Kinds.SLICES.ref(namespace, service));
    if (slices == null) {
      return new Endpoints.None();
    }
    return slices.values().stream()
        .collect(Collectors.groupingBy(Slice::family, Collectors.summingInt(Slice::ready)))
        .values()
        .stream()
        .max(Integer::compare)
        .<Endpoints>map(Endpoints.Known::new)
        .orElseGet(Endpoints.None::new);
  }
}
