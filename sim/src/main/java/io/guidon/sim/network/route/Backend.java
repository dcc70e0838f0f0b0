package io.guidon.sim.network.route;

import java.util.List;

/**
 * A backend of a rule.
 *
 * @param usable whether the reference leads to a Service and may be used; its share of requests is
 *     answered 500 otherwise
 */
record Backend(ServicePort service, int weight, boolean usable, List<Filter> filters) {

  Backend {
    filters = List.copyOf(filters);
  }
}
