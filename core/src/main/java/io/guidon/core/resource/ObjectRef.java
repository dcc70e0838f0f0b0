package io.guidon.core.resource;

import com.fasterxml.jackson.databind.JsonNode;

/** The identity of an object of the cluster. The namespace of a cluster-scoped object is empty. */
public record ObjectRef(String apiVersion, String kind, String namespace, String name) {

  /** Reads the identity off an object as the API server sends it; what is missing is empty. */
  public static ObjectRef of(JsonNode tree) {
    JsonNode metadata = tree.path("metadata");
    return new ObjectRef(
        tree.path("apiVersion").asText(),
        tree.path("kind").asText(),
        metadata.path("namespace").asText(),
        metadata.path("name").asText());
  }

  /** As messages print it: {@code Deployment podinfo.test}, {@code GatewayClass cilium}. */
  @Override
  public String toString() {
    return kind + " " + name + (namespace.isEmpty() ? "" : "." + namespace);
  }
}
