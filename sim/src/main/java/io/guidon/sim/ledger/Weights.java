package io.guidon.sim.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Trees;
import java.util.OptionalInt;

/** Reads the canary's weight off a route. */
final class Weights {

  private Weights() {}

  /**
   * The weight of the canary in the last rule that names its Service (with session affinity earlier
   * rules hold the cookies; in an A/B test there is just one); empty if none does.
   */
  static OptionalInt ofCanary(ObjectNode route, App app) {
    var rules = Trees.objects(route, "spec", "rules");
    for (var rule : rules.reversed()) {
      for (var backend : Trees.objects(rule, "backendRefs")) {
        if (Trees.text(backend, "name").equals(app.canaryBackend())) {
          return OptionalInt.of(backend.path("weight").asInt());
        }
      }
    }
    return OptionalInt.empty();
  }
}
