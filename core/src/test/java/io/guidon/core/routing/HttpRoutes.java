package io.guidon.core.routing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Canary;
import java.util.Optional;

/** HTTPRoutes as {@code gatewayapi:v1} renders them. */
final class HttpRoutes {
  static final RoutingProvider PROVIDER = RoutingProviders.of("gatewayapi:v1").orElseThrow();

  private HttpRoutes() {}

  /** The route of a Canary that has none yet. */
  static ObjectNode rendered(Canary canary, Weights weights) {
    var routed = new RoutedCanary(canary, Optional.of("app"));
    return switch (PROVIDER.render(routed, new TrafficIntent(weights), ObservedRoutes.NONE)) {
      case Rendered.Objects objects -> objects.applyConfigurations().getFirst();
      case Rendered.Impossible impossible -> throw new AssertionError(impossible);
    };
  }
}
