package io.guidon.core.rollout;

import io.guidon.core.resource.Phase;
import io.guidon.core.routing.RoutingProviders;
import io.guidon.core.routing.Weights;
import io.guidon.core.workload.PrimaryDeployment;
import io.guidon.core.workload.RevisionHash;
import io.guidon.core.workload.Snapshot;
import java.time.Instant;
import java.util.Optional;

/**
 * The record of a Canary: ours, or where there is none what Flagger's fields and the live objects say (design.md §5,
 * R10). Taking over starts no rollout and, while the Canary is idle, writes nothing: the record is made anew in each
 * pass until a decision writes it.
 */
final class TakeOver {
  private final Observation seen;
  private final Snapshot target;
  private final long generation;

  private TakeOver(Observation seen, Snapshot target, long generation) {
    this.seen = seen;
    this.target = target;
    this.generation = generation;
  }

  /** Empty for a Canary that nobody has seen before, and for one whose target is missing at the take-over. */
  static Optional<RolloutStatus> status(Observation seen) {
    var shown = seen.shown();
    var own = shown.run().flatMap(RunJson::read);
    if (own.isPresent()) {
      return Optional.of(status(seen, own.get()));
    }
    if (shown.phase() == Phase.NONE || shown.phase() == Phase.INITIALIZING) {
      return Optional.empty();
    }
    return seen.sight()
        .object(Scene.targetRef(seen.canary()))
        .map(
            tree ->
                new TakeOver(seen, Snapshot.of(tree), tree.path("metadata").path("generation").asLong())
                    .adopted());
  }

  private static RolloutStatus status(Observation seen, Run run) {
    var shown = seen.shown();
    return new RolloutStatus(
        shown.phase(),
        shown.canaryWeight(),
        shown.iterations(),
        shown.failedChecks(),
        shown.trackedConfigs(),
        shown.lastAppliedSpec(),
        shown.lastPromotedSpec(),
        run);
  }

  private RolloutStatus adopted() {
    var fingerprint = target.fingerprint();
    var current = isHandled() ? fingerprint : "";
    var promoted = isPromoted() ? fingerprint : "";
    var run =
        new Run(
            stage(),
            Instant.EPOCH,
            new Run.Revisions(current, promoted, current.isEmpty() ? 0 : generation),
            traffic(),
            new Run.Kept(primaryId(), Map.of()),
            Run.Telling.NOTHING,
            seen.shown().phase());
    return status(seen, stage() == Stage.IDLE ? run : run.enter(stage(), seen.now()));
  }

  private Stage stage() {
    return switch (seen.shown().phase()) {
      case NONE, INITIALIZING -> Stage.SETUP;
      case WAITING -> Stage.WAITING;
      case PROGRESSING, WAITING_PROMOTION -> routedWeight() > 0 ? Stage.STEPPING : Stage.STARTING;
      case PROMOTING -> Stage.PROMOTING;
      case FINALISING -> Stage.FINALISING;
      case INITIALIZED, SUCCEEDED, FAILED -> Stage.IDLE;
      case TERMINATING, TERMINATED -> Stage.DELETING;
    };
  }

  /** Flagger's own weight is 0 while a promotion waits for approval, so the route is read (outages-played.md N6). */
  private int routedWeight() {
    var provider = RoutingProviders.of(Unsupported.provider(seen));
    return provider
        .flatMap(routing -> routing.read(seen.canary(), Conditions.routes(seen, routing)))
        .map(Weights::canary)
        .orElse(0);
  }

  private Run.Traffic traffic() {
    var weight = routedWeight();
    var kept = seen.shown().phase() == Phase.FAILED && weight > 0;
    return kept ? new Run.Traffic(0, Run.Carrier.CANARY_ONLY) : new Run.Traffic(weight, Run.Carrier.BOTH);
  }

  /** Whether Flagger has acted on the target as it stands. */
  private boolean isHandled() {
    var hash = RevisionHash.of(target.template());
    if (hash.equals(seen.shown().lastAppliedSpec())) {
      return true;
    }
    return switch (seen.shown().phase()) {
      case FAILED -> !isKnown(seen.shown().lastAppliedSpec());
      case INITIALIZED, SUCCEEDED -> isSameAsPrimary();
      case NONE, INITIALIZING, WAITING, PROGRESSING, WAITING_PROMOTION, PROMOTING, FINALISING, TERMINATING, TERMINATED ->
          false;
    };
  }

  private boolean isPromoted() {
    var hash = RevisionHash.of(target.template());
    return hash.equals(seen.shown().lastPromotedSpec()) || isSameAsPrimary();
  }

  /**
   * Whether a recorded hash is one that this version of Flagger's rule makes: then a difference is a change, otherwise
   * the hash was made by an older version and only the templates can tell.
   */
  private boolean isKnown(String hash) {
    return seen.sight()
        .object(Scene.primaryRef(seen.canary()))
        .map(primary -> hash.equals(PrimaryDeployment.id(primary)))
        .orElse(false);
  }

  private boolean isSameAsPrimary() {
    return seen.sight()
        .object(Scene.primaryRef(seen.canary()))
        .map(primary -> PrimaryDeployment.matches(target, primary))
        .orElse(false);
  }

  private String primaryId() {
    return seen.sight()
        .object(Scene.primaryRef(seen.canary()))
        .map(PrimaryDeployment::flaggerId)
        .orElse(seen.drawn());
  }
}
