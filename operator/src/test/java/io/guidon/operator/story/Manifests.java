package io.guidon.operator.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** The manifests of the stories. */
final class Manifests {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** Two steps, 20 and 40 percent, with one metric. */
  static final String STEPS =
      """
      threshold: 2
      stepWeight: 20
      maxWeight: 40
      metrics:
      - {name: request-success-rate, interval: 1m, thresholdRange: {min: 99}}
      """;

  private Manifests() {}

  /** {@link #STEPS} with one webhook of this type, which has the name of the type. */
  static String stepsWith(String hookType) {
    return STEPS + hook(hookType, hookType);
  }

  private static String hook(String name, String type) {
    return "webhooks:\n- {name: " + name + ", type: " + type + ", url: \"http://tester/\"}\n";
  }

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

  /** The Service by which the application was reached before. */
  static String service() {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: podinfo, namespace: test}
    spec:
      selector: {app: podinfo}
      ports: [{name: http, port: 9898, targetPort: 9898}]
    """;
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
