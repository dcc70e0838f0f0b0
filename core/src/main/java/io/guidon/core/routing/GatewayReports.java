package io.guidon.core.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What gateways say in {@code status.parents} about a route of the Gateway API: the readiness gate
 * of spec/routing/gatewayapi.md §6.2, and beyond it unresolved references.
 */
final class GatewayReports {
  private final ObjectRef route;
  private final long generation;

  private GatewayReports(ObjectNode route) {
    this.route = ObjectRef.of(route);
    this.generation = route.path("metadata").path("generation").asLong();
  }

  /**
   * Ready if at least one parent reports and none of those that report is against it. A parent that
   * says nothing is not waited for: it may be of a kind that nobody reports on. Entries about
   * parents that the route no longer names do not count.
   */
  static Effect on(ObjectNode route) {
    var reports = new GatewayReports(route);
    var named = Parent.namedBy(route);
    var isReported = false;
    for (var entry : route.path("status").path("parents")) {
      var parent = Parent.of(entry.path("parentRef"), route);
      if (!named.contains(parent)) {
        continue;
      }
      var conditions = entry.path("conditions");
      var trouble = reports.trouble(parent, conditions);
      if (trouble.isPresent()) {
        return new Effect.NotYet(trouble.get());
      }
      isReported |= condition(conditions, "Accepted").isPresent();
    }
    return isReported ? new Effect.InEffect() : new Effect.Unreported();
  }

  private Optional<String> trouble(Parent parent, JsonNode conditions) {
    var notAccepted =
        condition(conditions, "Accepted")
            .filter(accepted -> !isTrueNow(accepted))
            .map(accepted ->
                "%s parent %s is not ready (status: %s, observed generation: %d, current generation: %d)"
                    .formatted(
                        route,
                        parent.name(),
                        accepted.path("status").asText(),
                        accepted.path("observedGeneration").asLong(),
                        generation));
    return notAccepted.or(() ->
        condition(conditions, "ResolvedRefs")
            .filter(resolved -> resolved.path("status").asText().equals("False"))
            .map(resolved ->
                "%s parent %s cannot resolve the references of the route: %s"
                    .formatted(route, parent.name(), resolved.path("message").asText())));
  }

  private boolean isTrueNow(JsonNode condition) {
    return condition.path("status").asText().equals("True")
        && condition.path("observedGeneration").asLong() >= generation;
  }

  private static Optional<JsonNode> condition(JsonNode conditions, String type) {
    for (var condition : conditions) {
      if (condition.path("type").asText().equals(type)) {
        return Optional.of(condition);
      }
    }
    return Optional.empty();
  }

  /** A parent reference, completed so that two spellings of the same parent are equal. */
  private record Parent(
      String group, String kind, String namespace, String name, String sectionName, int port) {

    static Set<Parent> namedBy(ObjectNode route) {
      var parents = new HashSet<Parent>();
      route.path("spec").path("parentRefs").forEach(ref -> parents.add(of(ref, route)));
      return parents;
    }

    static Parent of(JsonNode ref, ObjectNode route) {
      return new Parent(
          ref.path("group").asText("gateway.networking.k8s.io"),
          ref.path("kind").asText("Gateway"),
          ref.path("namespace").asText(route.path("metadata").path("namespace").asText()),
          ref.path("name").asText(),
          ref.path("sectionName").asText(),
          ref.path("port").asInt());
    }
  }
}
