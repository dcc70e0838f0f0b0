package io.guidon.sim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.store.Trees;
import io.guidon.sim.store.Yaml;

/** The objects of a small application, as its users write them. */
public final class Manifests {

  public static final String NAMESPACE = "test";
  public static final ObjectRef CANARY = ref("flagger.app/v1beta1", "Canary", "podinfo");
  public static final ObjectRef TARGET = ref("apps/v1", "Deployment", "podinfo");
  public static final ObjectRef PRIMARY = ref("apps/v1", "Deployment", "podinfo-primary");
  public static final ObjectRef APEX = ref("v1", "Service", "podinfo");
  public static final ObjectRef ROUTE = ref("gateway.networking.k8s.io/v1", "HTTPRoute", "podinfo");

  private Manifests() {}

  public static ObjectRef ref(String apiVersion, String kind, String name) {
    return new ObjectRef(apiVersion, kind, NAMESPACE, name);
  }

  /** A Deployment with two pods, that selects them by {@code app}. */
  public static ObjectNode deployment(String name, String image) {
    return Yaml.parse(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s, namespace: test}
        spec:
          replicas: 2
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}}
            spec: {containers: [{name: web, image: "%2$s", ports: [{containerPort: 9898}]}]}
        """
            .formatted(name, image));
  }

  /** A Service that sends requests to the pods with this value of {@code app}. */
  public static ObjectNode service(String name, String app) {
    return Yaml.parse(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: %s, namespace: test}
        spec: {selector: {app: %s}, ports: [{name: http, port: 80, targetPort: 9898}]}
        """
            .formatted(name, app));
  }

  public static ObjectNode canary() {
    return Yaml.parse(
        """
        apiVersion: flagger.app/v1beta1
        kind: Canary
        metadata: {name: podinfo, namespace: test}
        spec:
          provider: gatewayapi:v1
          targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
          service: {port: 80, gatewayRefs: [{name: gw, namespace: infra}]}
          analysis: {interval: 10s, threshold: 2, stepWeight: 20, maxWeight: 40}
        """);
  }

  /** A route that gives the canary {@code weight} percent of the requests. */
  public static ObjectNode route(int weight) {
    return Yaml.parse(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: podinfo, namespace: test}
        spec:
          parentRefs: [{name: gw, namespace: infra}]
          rules:
          - backendRefs:
            - {name: podinfo-primary, port: 80, weight: %d}
            - {name: podinfo-canary, port: 80, weight: %d}
        """
            .formatted(100 - weight, weight));
  }

  /** {@code object} with an owner, which makes it go when the owner goes. */
  public static ObjectNode ownedBy(ObjectNode owner, ObjectNode object) {
    return Trees.with(
        object,
        owned ->
            Trees.need(owned, "metadata")
                .putArray("ownerReferences")
                .addObject()
                .put("apiVersion", Trees.text(owner, "apiVersion"))
                .put("kind", Trees.text(owner, "kind"))
                .put("name", Trees.text(owner, "metadata", "name"))
                .put("uid", Trees.text(owner, "metadata", "uid")));
  }
}
