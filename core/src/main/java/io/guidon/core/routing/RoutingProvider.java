package io.guidon.core.routing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import java.util.List;
import java.util.Optional;

/**
 * One way to route traffic: pure functions between a Canary and its routing objects. A further
 * provider is one class, a folder of golden files and a line in {@link RoutingProviders}.
 */
public interface RoutingProvider {

  /** The objects that this provider reads or writes for a Canary, to be watched. */
  List<ObjectRef> objects(Canary canary);

  /**
   * The objects that carry out {@code intent}. The same arguments always give the same trees,
   * fields and lists in the same order.
   *
   * @param observed decides which objects are ours and which were there before
   */
  Rendered render(RoutedCanary routed, TrafficIntent intent, ObservedRoutes observed);

  /** Whether {@code intent} is what the gateways do now. */
  Effect inEffect(Canary canary, TrafficIntent intent, ObservedRoutes observed);

  /**
   * The weights as routed now, also in the layouts of Flagger that {@link #render} does not make:
   * for taking over a run. Empty if there is no route or nothing in it divides traffic between the
   * primary and the canary.
   */
  Optional<Weights> read(Canary canary, ObservedRoutes observed);

  /**
   * Merge patches, with the identity of their objects, after which all traffic goes to the apex
   * Service and nothing names the Services of primary and canary any more: for the end of a Canary
   * (design.md R13).
   */
  List<ObjectNode> handedBack(Canary canary, ObservedRoutes observed);
}
