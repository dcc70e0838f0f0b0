package io.guidon.core.resource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a new revision is validated: {@code spec.analysis} (spec/crds.md §2.9). Weights are
 * percentages of traffic.
 *
 * @param interval between two checks, at least 10 seconds
 * @param threshold failed checks at which the rollout is rolled back, at least 1
 * @param iterations of A/B and blue/green; 0 selects the weighted strategy
 * @param stepWeight increase of the canary's weight per step; 0 when not given
 * @param stepWeights the canary's weights, used when {@code stepWeight} is 0
 * @param maxWeight as given, 0 when not given; what it means is up to the strategy
 * @param stepWeightPromotion increase of the primary's weight during the promotion; 0 = everything
 *     at once
 * @param mirrorWeight share of the requests that is mirrored; 0 = all
 * @param primaryReadyThreshold percentage of the primary's pods that must be available
 * @param canaryReadyThreshold percentage of the canary's pods that must be available
 */
public record Analysis(
    Duration interval,
    int threshold,
    int iterations,
    int stepWeight,
    List<Integer> stepWeights,
    int maxWeight,
    int stepWeightPromotion,
    boolean mirror,
    int mirrorWeight,
    int primaryReadyThreshold,
    int canaryReadyThreshold,
    List<HttpMatch> match,
    List<Metric> metrics,
    List<AlertRef> alerts,
    List<Webhook> webhooks,
    Optional<SessionAffinity> sessionAffinity) {
  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(60);
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(10);
  private static final int ALL_PODS = 100;

  public Analysis {
    stepWeights = List.copyOf(stepWeights);
    match = List.copyOf(match);
    metrics = List.copyOf(metrics);
    alerts = List.copyOf(alerts);
    webhooks = List.copyOf(webhooks);
    if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
      throw new IllegalArgumentException("the interval is below 10 s: " + interval);
    }
    if (threshold < 1) {
      throw new IllegalArgumentException("the threshold is below 1: " + threshold);
    }
  }

  /**
   * The strategy that the fields select. The provider {@code kubernetes} cannot shift traffic; what
   * it does instead is decided where the provider is known.
   */
  public Strategy strategy() {
    if (iterations <= 0) {
      return Strategy.CANARY;
    }
    return match.isEmpty() ? Strategy.BLUE_GREEN : Strategy.AB;
  }

  static Analysis read(Field analysis) {
    return new Analysis(
        interval(analysis.at("interval").textOr("")),
        Math.max(1, analysis.at("threshold").integerOr(1)),
        analysis.at("iterations").integerOr(0),
        analysis.at("stepWeight").integerOr(0),
        analysis.at("stepWeights").list(Field::integer),
        analysis.at("maxWeight").integerOr(0),
        analysis.at("stepWeightPromotion").integerOr(0),
        analysis.at("mirror").flag(),
        analysis.at("mirrorWeight").integerOr(0),
        analysis.at("primaryReadyThreshold").integerOr(ALL_PODS),
        analysis.at("canaryReadyThreshold").integerOr(ALL_PODS),
        analysis.at("match").objects(HttpMatch::read),
        analysis.at("metrics").objects(Metric::read),
        analysis.at("alerts").objects(AlertRef::read),
        analysis.at("webhooks").objects(Webhook::read),
        analysis.at("sessionAffinity").optionalObject(SessionAffinity::read));
  }

  /** A text that is no duration becomes 60 s, as in Flagger (spec/rollout.md §3). */
  private static Duration interval(String text) {
    Duration given = GoDuration.parse(text).orElse(DEFAULT_INTERVAL);
    return given.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : given;
  }
}
