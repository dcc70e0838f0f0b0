package io.guidon.e2e.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/** The objects that these tests write. */
final class Objects {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Objects() {}

  static ObjectNode tree(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (com.fasterxml.jackson.core.JsonProcessingException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static ObjectNode service(String namespace, String name, int port) {
    return tree(
        """
        {"apiVersion": "v1", "kind": "Service", "metadata": {"namespace": "%s", "name": "%s"},
         "spec": {"ports": [{"port": %d}]}}
        """
            .formatted(namespace, name, port));
  }

  static ObjectNode deployment(String namespace, String name) {
    return tree(
        """
        {"apiVersion": "apps/v1", "kind": "Deployment",
         "metadata": {"namespace": "%s", "name": "%s"},
         "spec": {
           "replicas": 0,
           "selector": {"matchLabels": {"app": "app"}},
           "template": {
             "metadata": {"labels": {"app": "app"}},
             "spec": {
               "securityContext": {"runAsNonRoot": true},
               "containers": [{"name": "app", "image": "example.org/app:1"}]}}}}
        """
            .formatted(namespace, name));
  }

  static ObjectNode canary(String namespace, String name) {
    return tree(
        """
        {"apiVersion": "flagger.app/v1beta1", "kind": "Canary",
         "metadata": {"namespace": "%s", "name": "%s"},
         "spec": {
           "targetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "app"},
           "service": {"port": 80},
           "analysis": {"interval": "1m", "threshold": 5, "stepWeight": 10, "maxWeight": 50}}}
        """
            .formatted(namespace, name));
  }

  static ObjectNode template(String namespace, String name, String query) {
    return tree(
        """
        {"apiVersion": "flagger.app/v1beta1", "kind": "MetricTemplate",
         "metadata": {"namespace": "%s", "name": "%s"},
         "spec": {"provider": {"type": "prometheus", "address": "http://prometheus"}, "query": "%s"}}
        """
            .formatted(namespace, name, query));
  }

  /** The same object, fenced with this version. */
  static ObjectNode fenced(ObjectNode object, String version) {
    object.withObject("/metadata").put("resourceVersion", version);
    return object;
  }

  static String version(ObjectNode object) {
    return object.at("/metadata/resourceVersion").asText();
  }

  static String uid(ObjectNode object) {
    return object.at("/metadata/uid").asText();
  }
}
