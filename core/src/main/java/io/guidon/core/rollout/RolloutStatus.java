package io.guidon.core.rollout;

import io.guidon.core.resource.Phase;
import java.util.Map;
import java.util.Optional;

/**
 * The whole of what is recorded: the fields that Flagger would show, and our own record.
 *
 * @param canaryWeight what Flagger would show, percent; 0 while it waits for the promotion's
 *     approval
 * @param iterations what Flagger would show; -1 while a weighted run waits for the promotion's
 *     approval
 * @param lastAppliedSpec Flagger's hash of the revision acted on last
 * @param lastPromotedSpec Flagger's hash of the revision promoted last
 */
public record RolloutStatus(
    Phase phase,
    int canaryWeight,
    int iterations,
    int failedChecks,
    Optional<Map<String, String>> trackedConfigs,
    String lastAppliedSpec,
    String lastPromotedSpec,
    Run run) {

  public RolloutStatus {
    trackedConfigs = trackedConfigs.map(Map::copyOf);
  }

  RolloutStatus with(Run next) {
    return new RolloutStatus(
        phase,
        canaryWeight,
        iterations,
        failedChecks,
        trackedConfigs,
        lastAppliedSpec,
        lastPromotedSpec,
        next);
  }

  RolloutStatus with(Phase next) {
    return new RolloutStatus(
        next,
        canaryWeight,
        iterations,
        failedChecks,
        trackedConfigs,
        lastAppliedSpec,
        lastPromotedSpec,
        run);
  }

  /** The numbers of a run: what {@code kubectl get canary} shows beside the phase. */
  RolloutStatus counting(int weight, int iteration, int failed) {
    return new RolloutStatus(
        phase, weight, iteration, failed, trackedConfigs, lastAppliedSpec, lastPromotedSpec, run);
  }

  RolloutStatus applied(String hash, Optional<Map<String, String>> configs) {
    return new RolloutStatus(
        phase, canaryWeight, iterations, failedChecks, configs, hash, lastPromotedSpec, run);
  }

  RolloutStatus promotedApplied() {
    return new RolloutStatus(
        phase,
        canaryWeight,
        iterations,
        failedChecks,
        trackedConfigs,
        lastAppliedSpec,
        lastAppliedSpec,
        run);
  }
}
