package io.guidon.sim.network.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.sim.store.Trees;

/**
 * A port of a Service.
 *
 * @param port the Service's own number
 */
public record ServicePort(String namespace, String name, int port) {

  /** Reads a {@code backendRef}; its namespace is that of the route if it names none. */
  static ServicePort parse(JsonNode ref, String namespace) {
    return new ServicePort(
        ref.path("namespace").asText(namespace), Trees.text(ref, "name"), ref.path("port").asInt());
  }

  /** As messages print it: {@code podinfo.test:9898}. */
  @Override
  public String toString() {
    return name + "." + namespace + ":" + port;
  }
}
