package io.guidon.operator.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** The manifests of the stories. */
final class Manifests {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Manifests() {}

  static ObjectNode read(String yaml) {
    try {
      return (ObjectNode) YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static String deployment() {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: podinfo
      namespace: test
      labels: {app: podinfo}
    spec:
      replicas: 2
      selector: {matchLabels: {app: podinfo}}
      template:
        metadata: {labels: {app: podinfo}}
        spec:
          containers:
          - name: podinfod
            image: example.org/podinfo:1.0.0
            ports: [{name: http, containerPort: 9898, protocol: TCP}]
    """;
  }

  /** The same, whose pods all go before new ones come. */
  static String recreated() {
    return deployment().replace("  replicas: 2\n", "  replicas: 2\n  strategy: {type: Recreate}\n");
  }

  /** A weighted canary; {@code analysis} are further lines of {@code spec.analysis}. */
  static String canary(String analysis) {
    return """
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: {name: podinfo, namespace: test}
    spec:
      provider: gatewayapi:v1
      targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
      progressDeadlineSeconds: 60
      service:
        port: 9898
        gatewayRefs: [{name: gateway, namespace: infra}]
      analysis:
        interval: 10s
    """
        + analysis.indent(4);
  }
}
