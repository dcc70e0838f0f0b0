package io.guidon.core.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.Parsed;
import java.util.Optional;

/**
 * By which names the application was set up, kept in {@code status.run.made}: with them it is
 * handed back even when the spec cannot be read any more, or asks for something else (design.md
 * R13, R16).
 *
 * @param provider the routing provider, {@code gatewayapi:v1}
 * @param target the Deployment
 * @param service the apex Service, and the route
 * @param port of the apex Service
 */
record Made(String provider, String target, String service, int port) {
  /** Nothing was made yet, or by an operator that did not record it. */
  static final Made NOTHING = new Made("", "", "", 0);

  static Made of(Observation seen) {
    var canary = seen.canary();
    return new Made(
        Unsupported.provider(seen),
        canary.targetRef().name(),
        canary.apexName(),
        canary.service().port());
  }

  static Made read(JsonNode tree) {
    return new Made(
        tree.path("provider").asText(),
        tree.path("target").asText(),
        tree.path("service").asText(),
        tree.path("port").asInt());
  }

  ObjectNode write() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("provider", provider)
        .put("target", target)
        .put("service", service)
        .put("port", port);
  }

  /**
   * The Canary with the spec that names what was made for it and asks for nothing else; empty if
   * its record does not tell.
   */
  static Optional<Canary> remembered(ObjectNode tree) {
    var made = read(tree.path("status").path("run").path("made"));
    if (made.target().isEmpty()) {
      return Optional.empty();
    }
    ObjectNode canary = tree.deepCopy();
    var spec = JsonNodeFactory.instance.objectNode().put("provider", made.provider());
    spec.putObject("targetRef")
        .put("apiVersion", "apps/v1")
        .put("kind", "Deployment")
        .put("name", made.target());
    spec.putObject("service").put("name", made.service()).put("port", made.port());
    spec.putObject("analysis");
    canary.set("spec", spec);
    return Canary.parse(canary) instanceof Parsed.Ok<Canary>(var read)
        ? Optional.of(read)
        : Optional.empty();
  }
}
