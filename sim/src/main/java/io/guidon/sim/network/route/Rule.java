package io.guidon.sim.network.route;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A rule of a route.
 *
 * @param route {@code name.namespace} of its HTTPRoute
 * @param gateway {@code name-class.namespace} of the Gateway that it is attached to
 * @param request how long a request may take
 * @param backendRequest how long one try may take
 */
record Rule(
    String route,
    String gateway,
    List<Match> matches,
    List<Filter> filters,
    List<Backend> backends,
    Duration request,
    Duration backendRequest) {

  /** What holds if the route says nothing; Istio's is longer than any client's patience. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  Rule {
    matches = List.copyOf(matches);
    filters = List.copyOf(filters);
    backends = List.copyOf(backends);
  }

  /** Chooses a backend at random, as the weights say; empty if all are 0. */
  Optional<Backend> choose(RandomGenerator random) {
    int total = backends.stream().mapToInt(Backend::weight).sum();
    if (total == 0) {
      return Optional.empty();
    }
    int left = random.nextInt(total);
    for (var backend : backends) {
      left -= backend.weight();
      if (left < 0) {
        return Optional.of(backend);
      }
    }
    throw new IllegalStateException("weights that do not add up to " + total);
  }

  <F extends Filter> List<F> filters(Class<F> type) {
    return filters.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
