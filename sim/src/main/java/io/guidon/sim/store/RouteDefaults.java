package io.guidon.sim.store;

import static io.guidon.sim.store.Trees.objects;
import static io.guidon.sim.store.Trees.putIfAbsent;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The defaults in the CRD of HTTPRoute (Gateway API, versions v1 and v1beta1 alike). */
final class RouteDefaults {

  private RouteDefaults() {}

  static void fill(ObjectNode tree) {
    var spec = Trees.need(tree, "spec");
    for (var parent : objects(spec, "parentRefs")) {
      putIfAbsent(parent, "group", "gateway.networking.k8s.io");
      putIfAbsent(parent, "kind", "Gateway");
    }
    if (!spec.has("rules")) {
      spec.putArray("rules").addObject();
    }
    objects(spec, "rules").forEach(RouteDefaults::fillRule);
    for (var parent : objects(tree, "status", "parents")) {
      Trees.objectAt(parent, "parentRef")
          .ifPresent(reference -> {
            putIfAbsent(reference, "group", "gateway.networking.k8s.io");
            putIfAbsent(reference, "kind", "Gateway");
          });
    }
  }

  private static void fillRule(ObjectNode rule) {
    if (!rule.has("matches")) {
      rule.putArray("matches").addObject();
    }
    for (var match : objects(rule, "matches")) {
      var path = Trees.need(match, "path");
      putIfAbsent(path, "type", "PathPrefix");
      putIfAbsent(path, "value", "/");
      objects(match, "headers").forEach(header -> putIfAbsent(header, "type", "Exact"));
      objects(match, "queryParams").forEach(query -> putIfAbsent(query, "type", "Exact"));
    }
    for (var backend : objects(rule, "backendRefs")) {
      fillReference(backend);
      putIfAbsent(backend, "weight", 1);
      objects(backend, "filters").forEach(RouteDefaults::fillFilter);
    }
    objects(rule, "filters").forEach(RouteDefaults::fillFilter);
  }

  /** A reference to a Service, unless another kind is named. */
  static void fillReference(ObjectNode reference) {
    putIfAbsent(reference, "group", "");
    putIfAbsent(reference, "kind", "Service");
  }

  private static void fillFilter(ObjectNode filter) {
    Trees.objectAt(filter, "requestMirror", "backendRef").ifPresent(RouteDefaults::fillReference);
    Trees.objectAt(filter, "requestMirror", "fraction")
        .ifPresent(fraction -> putIfAbsent(fraction, "denominator", 100));
    Trees.objectAt(filter, "requestRedirect")
        .ifPresent(redirect -> putIfAbsent(redirect, "statusCode", 302));
    Trees.objectAt(filter, "cors").ifPresent(cors -> putIfAbsent(cors, "maxAge", 5));
  }
}
