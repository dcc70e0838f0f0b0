package io.guidon.core.routing;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The routing providers that are built, by the names that Flagger knows them by
 * (spec/routing/README.md §2.1).
 */
public final class RoutingProviders {

  /** In the order of the specification: the first name that fits decides. */
  private static final List<Registered> PROVIDERS =
      List.of(
          new Registered(
              name -> name.startsWith("gatewayapi:v1") && !name.startsWith("gatewayapi:v1beta1"),
              new GatewayApiV1()));

  private record Registered(Predicate<String> names, RoutingProvider provider) {}

  private RoutingProviders() {}

  /**
   * The provider for {@code spec.provider} of a Canary, or for the operator's default. Empty for
   * one that is not built (design.md R16); that includes the names for which Flagger falls back to
   * Istio.
   */
  public static Optional<RoutingProvider> of(String name) {
    return PROVIDERS.stream()
        .filter(registered -> registered.names().test(name))
        .map(Registered::provider)
        .findFirst();
  }
}
