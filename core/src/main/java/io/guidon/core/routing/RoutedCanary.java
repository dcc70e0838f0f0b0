package io.guidon.core.routing;

import io.guidon.core.resource.Canary;
import java.util.Optional;

/**
 * A Canary, with what a provider has to know about it beyond its manifest.
 *
 * @param selectorLabel key of the label by which the pods of the target are selected; empty where
 *     the target is a Service. Flagger's Service router puts it into the metadata of the apex in
 *     memory, from where it reaches the routing object (spec/routing/README.md §4.3)
 * @param backendPort the port of the Services behind the route; another one than the Canary's while
 *     the API server refuses to change theirs: a route to a port that no Service has is an outage
 */
public record RoutedCanary(Canary canary, Optional<String> selectorLabel, int backendPort) {
  /** One whose Services are as its manifest says. */
  public RoutedCanary(Canary canary, Optional<String> selectorLabel) {
    this(canary, selectorLabel, canary.service().port());
  }
}
