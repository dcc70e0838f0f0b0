package io.guidon.core.routing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.GatewayRef;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.resource.ServiceSpec;
import java.util.List;
import java.util.Optional;

/**
 * Provider {@code gatewayapi:v1}: one HTTPRoute with the name of the apex, whose one rule divides
 * the traffic between the two Services (spec/routing/gatewayapi.md). Both backends are always
 * there, also at weight 0, so that a change of the traffic is nothing but a change of weights.
 */
final class GatewayApiV1 implements RoutingProvider {
  private static final String NO_PARENTS =
      "GatewayRefs must be specified when using Gateway API as a provider.";

  @Override
  public List<ObjectRef> objects(Canary canary) {
    return List.of(route(canary));
  }

  @Override
  public Rendered render(RoutedCanary routed, TrafficIntent intent, ObservedRoutes observed) {
    var canary = routed.canary();
    var service = canary.service();
    if (service.gatewayRefs().isEmpty()) {
      return new Rendered.Impossible(NO_PARENTS);
    }
    var matches = HttpRouteMatches.of(service.match());
    var problem = matches.problem();
    if (problem.isPresent()) {
      return new Rendered.Impossible(problem.get());
    }

    var ref = route(canary);
    var live = observed.find(ref);
    var configuration = new RouteMetadata(routed).configuration(ref, live);
    var spec = configuration.putObject("spec");
    spec.set("parentRefs", parents(service));
    if (!service.hosts().isEmpty() || hasHostNames(live)) {
      service.hosts().forEach(spec.putArray("hostnames")::add);
    }
    spec.putArray("rules").add(rule(routed, matches.matches(), intent.weights()));
    return new Rendered.Objects(List.of(configuration), HttpRouteNotes.of(service));
  }

  /** Those of somebody else go only when they are said to be none: what is left out stays. */
  private static boolean hasHostNames(Optional<ObjectNode> live) {
    return live.map(route -> route.path("spec").has("hostnames")).orElse(false);
  }

  @Override
  public Effect inEffect(Canary canary, TrafficIntent intent, ObservedRoutes observed) {
    var ref = route(canary);
    return observed
        .find(ref)
        .map(live -> inEffect(canary, intent.weights(), live))
        .orElseGet(() -> new Effect.NotYet(ref + " get error: not found"));
  }

  private static Effect inEffect(Canary canary, Weights weights, ObjectNode live) {
    var routed = weightsOf(canary, live);
    if (!routed.areAll(weights)) {
      return new Effect.NotYet(
          "%s routes %s to primary/canary, waiting for %d/%d"
              .formatted(
                  ObjectRef.of(live), routed.describe(), weights.primary(), weights.canary()));
    }
    return GatewayReports.on(live);
  }

  @Override
  public Optional<Weights> read(Canary canary, ObservedRoutes observed) {
    return observed.find(route(canary)).flatMap(live -> weightsOf(canary, live).read());
  }

  @Override
  public List<ObjectNode> handedBack(Canary canary, ObservedRoutes observed) {
    return observed.find(route(canary)).map(live -> handedBack(canary, live)).stream().toList();
  }

  /** All rules stay; each sends everything to the apex Service. */
  private static ObjectNode handedBack(Canary canary, ObjectNode live) {
    var merge = JsonNodeFactory.instance.objectNode();
    merge.set("apiVersion", live.path("apiVersion"));
    merge.set("kind", live.path("kind"));
    merge.putObject("metadata").put("namespace", canary.namespace()).put("name", canary.apexName());
    var rules = merge.putObject("spec").putArray("rules");
    for (var rule : live.path("spec").path("rules")) {
      ObjectNode handed = rule.deepCopy();
      handed.putArray("backendRefs").add(backend(canary.apexName(), canary.service().port(), 1));
      rules.add(handed);
    }
    return merge;
  }

  private static RouteWeights weightsOf(Canary canary, ObjectNode live) {
    return RouteWeights.of(live, canary.primaryServiceName(), canary.canaryServiceName());
  }

  private static ObjectRef route(Canary canary) {
    return new ObjectRef(
        "gateway.networking.k8s.io/v1", "HTTPRoute", canary.namespace(), canary.apexName());
  }

  private static ArrayNode parents(ServiceSpec service) {
    var parents = JsonNodeFactory.instance.arrayNode();
    service.gatewayRefs().forEach(ref -> parents.add(parent(ref)));
    return parents;
  }

  private static ObjectNode parent(GatewayRef ref) {
    var parent = JsonNodeFactory.instance.objectNode();
    parent.put("group", ref.group()).put("kind", ref.kind()).put("name", ref.name());
    ref.namespace().ifPresent(namespace -> parent.put("namespace", namespace));
    ref.sectionName().ifPresent(section -> parent.put("sectionName", section));
    ref.port().ifPresent(port -> parent.put("port", port));
    return parent;
  }

  private static ObjectNode rule(RoutedCanary routed, ArrayNode matches, Weights weights) {
    var canary = routed.canary();
    var service = canary.service();
    var rule = JsonNodeFactory.instance.objectNode();
    rule.set("matches", matches);
    var filters = HttpRouteFilters.of(service);
    if (!filters.isEmpty()) {
      rule.set("filters", filters);
    }
    rule.putArray("backendRefs")
        .add(backend(canary.primaryServiceName(), routed.backendPort(), weights.primary()))
        .add(backend(canary.canaryServiceName(), routed.backendPort(), weights.canary()));
    if (service.timeout().isPresent() || service.backendTimeout().isPresent()) {
      var timeouts = rule.putObject("timeouts");
      service.timeout().ifPresent(timeout -> timeouts.put("request", timeout));
      service.backendTimeout().ifPresent(timeout -> timeouts.put("backendRequest", timeout));
    }
    return rule;
  }

  private static ObjectNode backend(String service, int port, int weight) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("group", "")
        .put("kind", "Service")
        .put("name", service)
        .put("port", port)
        .put("weight", weight);
  }
}
