package io.guidon.sim.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.model.Workloads;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The world as users meet it at this moment: routes, Services and the pods behind them. */
final class World {

  private final ApiStore store;
  private final Workloads pods;

  World(ApiStore store, Workloads pods) {
    this.store = store;
    this.pods = pods;
  }

  /**
   * A Service to which a rule of a route sends requests.
   *
   * @param ready the pods that would answer
   */
  record Backend(String service, int weight, int ready) {}

  Optional<ObjectNode> get(ObjectRef ref) {
    return store.get(ref);
  }

  boolean isTerminating(String namespace) {
    return store.isTerminating(namespace);
  }

  List<ObjectNode> routes() {
    return store.list("gateway.networking.k8s.io/v1", "HTTPRoute");
  }

  /** The backends of each rule of a route. */
  List<List<Backend>> rules(ObjectNode route) {
    String namespace = Trees.text(route, "metadata", "namespace");
    var rules = new ArrayList<List<Backend>>();
    for (var rule : Trees.objects(route, "spec", "rules")) {
      rules.add(
          Trees.objects(rule, "backendRefs").stream()
              .map(reference ->
                  new Backend(
                      Trees.text(reference, "name"),
                      reference.path("weight").asInt(),
                      readyBehind(namespace, Trees.text(reference, "name"))))
              .toList());
    }
    return rules;
  }

  int readyBehind(String namespace, String service) {
    return store
        .get(new ObjectRef("v1", "Service", namespace, service))
        .map(pods::readyPodsBehind)
        .orElse(0);
  }

  int ready(ObjectRef deployment) {
    return pods.readyPods(deployment);
  }
}
