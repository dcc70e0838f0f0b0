package io.guidon.sim.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.store.Trees;

/**
 * The objects that belong together because of one Canary, by Flagger's names (spec/workloads.md).
 */
record App(ObjectRef canary, String target, String apex) {

  private static final String GATEWAY = "gateway.networking.k8s.io/v1";

  static App of(ObjectNode canary) {
    String target = Trees.text(canary, "spec", "targetRef", "name");
    String service = Trees.text(canary, "spec", "service", "name");
    return new App(ObjectRef.of(canary), target, service.isEmpty() ? target : service);
  }

  ObjectRef targetDeployment() {
    return in("apps/v1", "Deployment", target);
  }

  ObjectRef primaryDeployment() {
    return in("apps/v1", "Deployment", target + "-primary");
  }

  ObjectRef apexService() {
    return in("v1", "Service", apex);
  }

  ObjectRef route() {
    return in(GATEWAY, "HTTPRoute", apex);
  }

  String canaryBackend() {
    return apex + "-canary";
  }

  /** Whether an object is one of the app's, judged by its name. */
  boolean has(ObjectRef ref) {
    return ref.namespace().equals(canary.namespace())
        && switch (ref.kind()) {
          case "Canary" -> ref.name().equals(canary.name());
          case "Deployment", "HorizontalPodAutoscaler" ->
              ref.name().equals(target) || ref.name().equals(target + "-primary");
          case "Service" ->
              ref.name().equals(apex)
                  || ref.name().equals(apex + "-primary")
                  || ref.name().equals(canaryBackend());
          case "HTTPRoute" -> ref.name().equals(apex);
          default -> false;
        };
  }

  private ObjectRef in(String apiVersion, String kind, String name) {
    return new ObjectRef(apiVersion, kind, canary.namespace(), name);
  }
}
