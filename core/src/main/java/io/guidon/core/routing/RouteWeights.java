package io.guidon.core.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The weights in the rules of an HTTPRoute, as they stand in the cluster. */
final class RouteWeights {

  /** What the API server fills in for a backend without a weight. */
  private static final int DEFAULT_WEIGHT = 1;

  private final List<Split> splits;
  private final int rules;

  /** What one rule divides between the two Services. */
  private record Split(int primary, int canary, boolean setsCookies) {}

  private RouteWeights(List<Split> splits, int rules) {
    this.splits = splits;
    this.rules = rules;
  }

  static RouteWeights of(ObjectNode route, String primary, String canary) {
    var splits = new ArrayList<Split>();
    var rules = route.path("spec").path("rules");
    for (var rule : rules) {
      split(rule.path("backendRefs"), primary, canary).ifPresent(splits::add);
    }
    return new RouteWeights(splits, rules.size());
  }

  private static Optional<Split> split(JsonNode backends, String primary, String canary) {
    var toPrimary = weightOf(backends, primary);
    var toCanary = weightOf(backends, canary);
    if (backends.size() != 2 || toPrimary.isEmpty() || toCanary.isEmpty()) {
      return Optional.empty();
    }
    var setsCookies = false;
    for (var backend : backends) {
      setsCookies |= !backend.path("filters").isEmpty();
    }
    return Optional.of(new Split(toPrimary.get(), toCanary.get(), setsCookies));
  }

  private static Optional<Integer> weightOf(JsonNode backends, String service) {
    for (var backend : backends) {
      if (backend.path("name").asText().equals(service)) {
        return Optional.of(backend.path("weight").asInt(DEFAULT_WEIGHT));
      }
    }
    return Optional.empty();
  }

  /**
   * The weights that count: those of the last rule that divides, unless backends of a rule set
   * cookies (session affinity), then those of the last such rule (spec/routing/gatewayapi.md §6.3,
   * §6.4). In Flagger's layout of an A/B test these are the weights of the matching requests. Empty
   * if no rule divides, or both weights are 0.
   */
  Optional<Weights> read() {
    return splits.stream()
        .filter(Split::setsCookies)
        .reduce((earlier, later) -> later)
        .or(() -> splits.stream().reduce((earlier, later) -> later))
        .filter(split -> split.primary() + split.canary() > 0)
        .map(split -> new Weights(split.canary(), split.primary() + split.canary()));
  }

  /** Whether every rule divides exactly so. */
  boolean areAll(Weights weights) {
    return rules > 0
        && splits.size() == rules
        && splits.stream()
            .allMatch(split ->
                split.primary() == weights.primary() && split.canary() == weights.canary());
  }

  /** {@code primary/canary} of each rule that divides, for people. */
  String describe() {
    return splits.isEmpty()
        ? "nothing"
        : String.join(
            ", ", splits.stream().map(split -> split.primary() + "/" + split.canary()).toList());
  }
}
