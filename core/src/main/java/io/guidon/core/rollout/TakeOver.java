package io.guidon.core.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Phase;
import io.guidon.core.routing.RoutingProviders;
import io.guidon.core.routing.Weights;
import io.guidon.core.workload.LabelRules;
import io.guidon.core.workload.PrimaryDeployment;
import io.guidon.core.workload.RevisionHash;
import io.guidon.core.workload.Selector;
import io.guidon.core.workload.Snapshot;
import io.guidon.core.workload.TemplateFingerprint;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The record of a Canary: ours, or where there is none what Flagger's fields and the live objects
 * say (design.md §5, R10). Taking over starts no rollout and, while the Canary is idle, writes
 * nothing: the record is made anew in each pass until a decision writes it.
 */
final class TakeOver {
  private final Observation seen;
  private final Instant since;
  private final ObjectNode targetTree;
  private final Snapshot target;
  private final long generation;

  private TakeOver(Observation seen, Instant since, ObjectNode targetTree) {
    this.seen = seen;
    this.since = since;
    this.targetTree = targetTree;
    this.target = Snapshot.of(targetTree);
    this.generation = targetTree.path("metadata").path("generation").asLong();
  }

  /**
   * The record of this pass. Until it is written, its stage counts from when it was seen first.
   * Empty for a Canary that nobody has seen before, and for one whose target is missing at the
   * take-over.
   */
  static Optional<RolloutStatus> status(Observation seen, Memory memory) {
    var shown = seen.shown();
    var own = shown.run().flatMap(RunJson::read);
    if (own.isPresent()) {
      return Optional.of(status(seen, own.get()));
    }
    if (isNew(seen)) {
      return Optional.empty();
    }
    return seen.sight()
        .object(Scene.targetRef(seen.canary()))
        .map(tree -> new TakeOver(seen, memory.holds("adopted", seen.now()), tree).adopted());
  }

  /** Whether a Canary without a record of ours is still to be set up. */
  static boolean isNew(Observation seen) {
    var phase = seen.shown().phase();
    return phase == Phase.NONE || phase == Phase.INITIALIZING;
  }

  /**
   * What a set-up begins with where there is a primary already, because the status was lost or
   * Flagger had begun: users may be served by it, so that it is neither restarted nor given another
   * revision. If the target has another one, that is a new revision (outages.md O24). Empty if
   * there is no primary or no target.
   */
  static Optional<RolloutStatus> keepingThePrimary(Observation seen, RolloutStatus status) {
    return seen.sight()
        .object(Scene.targetRef(seen.canary()))
        .map(tree -> new TakeOver(seen, seen.now(), tree))
        .flatMap(found -> found.primary().map(primary -> found.kept(status, primary)));
  }

  private RolloutStatus kept(RolloutStatus status, ObjectNode primary) {
    var kept = status.run().kept().drawn(PrimaryDeployment.flaggerId(primary));
    if (isSameAsPrimary()) {
      var fingerprint = target.fingerprint();
      return status.with(
          status.run().with(kept).with(new Run.Revisions(fingerprint, fingerprint, generation)));
    }
    var template = mappedBack(primary.path("spec").path("template"));
    var fingerprint = TemplateFingerprint.of(template);
    return status
        .with(status.run().with(kept).with(new Run.Revisions(fingerprint, fingerprint, 0)))
        .applied(RevisionHash.of(template), status.trackedConfigs())
        .promotedApplied();
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
    var promoted = isPromoted() ? fingerprint : promotedFingerprint();
    var run =
        new Run(
            stage(),
            Instant.EPOCH,
            new Run.Revisions(current, promoted, current.isEmpty() ? 0 : generation),
            traffic(),
            new Run.Kept(primaryId(), Map.of(), 0, Made.NOTHING),
            Run.Telling.NOTHING,
            before());
    return status(seen, stage() == Stage.IDLE ? run : run.enter(stage(), since));
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

  /**
   * Flagger's own weight is 0 while a promotion waits for approval, so the route is read
   * (outages-played.md N6).
   */
  private int routedWeight() {
    var provider = RoutingProviders.of(Unsupported.provider(seen));
    return provider
        .flatMap(routing -> routing.read(seen.canary(), Conditions.routes(seen, routing)))
        .map(Weights::canary)
        .orElse(0);
  }

  /** Where no run gives the canary a weight, one on the route was put there by hand. */
  private Run.Traffic traffic() {
    return switch (seen.shown().phase()) {
      case PROGRESSING, WAITING_PROMOTION, PROMOTING, TERMINATING, TERMINATED ->
          Run.Traffic.of(routedWeight(), Run.Carrier.BOTH);
      case FAILED, WAITING ->
          before() == Phase.FAILED && routedWeight() == 100
              ? Run.Traffic.of(0, Run.Carrier.CANARY_ONLY)
              : Run.Traffic.PRIMARY;
      case NONE, INITIALIZING, INITIALIZED, SUCCEEDED, FINALISING -> Run.Traffic.PRIMARY;
    };
  }

  /** Flagger does not say in which phase it was before it waited for an approval. */
  private Phase before() {
    var shown = seen.shown();
    if (shown.phase() != Phase.WAITING) {
      return shown.phase();
    }
    return shown.lastAppliedSpec().equals(shown.lastPromotedSpec())
        ? Phase.SUCCEEDED
        : Phase.FAILED;
  }

  /** Whether Flagger has acted on the target as it stands. */
  private boolean isHandled() {
    var hash = RevisionHash.of(target.template());
    if (hash.equals(seen.shown().lastAppliedSpec())) {
      return true;
    }
    return switch (seen.shown().phase()) {
      case FAILED -> !hashesAreKnown();
      case INITIALIZED, SUCCEEDED -> isSameAsPrimary();
      case NONE,
          INITIALIZING,
          WAITING,
          PROGRESSING,
          WAITING_PROMOTION,
          PROMOTING,
          FINALISING,
          TERMINATING,
          TERMINATED ->
          false;
    };
  }

  /** What the primary runs, as the target would have to be to be the same revision. */
  private String promotedFingerprint() {
    return primary()
        .map(tree -> TemplateFingerprint.of(mappedBack(tree.path("spec").path("template"))))
        .orElse("");
  }

  private boolean isPromoted() {
    var hash = RevisionHash.of(target.template());
    return hash.equals(seen.shown().lastPromotedSpec()) || isSameAsPrimary();
  }

  /**
   * Whether the recorded hashes are made by the rule that we know: then a difference is a change.
   * The primary runs what was promoted, so its template, mapped back, must have the recorded hash;
   * after a promotion that failed, that of the revision that was to be promoted.
   */
  private boolean hashesAreKnown() {
    return primary()
        .map(tree -> RevisionHash.of(mappedBack(tree.path("spec").path("template"))))
        .filter(hash ->
            hash.equals(seen.shown().lastPromotedSpec())
                || hash.equals(seen.shown().lastAppliedSpec()))
        .isPresent();
  }

  private JsonNode mappedBack(JsonNode template) {
    var own = target.template().path("metadata");
    var mapped = template.deepCopy();
    if (mapped.path("metadata") instanceof ObjectNode metadata) {
      if (metadata.path("annotations") instanceof ObjectNode annotations) {
        annotations.remove("flagger-id");
        if (annotations.isEmpty()) {
          metadata.remove("annotations");
        }
      }
      if (selector() instanceof Selector.Found(String key, String value)
          && metadata.path("labels") instanceof ObjectNode labels) {
        labels.set(key, own.path("labels").path(key));
      }
    }
    return mapped;
  }

  private boolean isSameAsPrimary() {
    return selector() instanceof Selector.Found selector
        && primary()
            .filter(tree ->
                new PrimaryDeployment(seen.canary(), selector, rules(), targetTree)
                    .matches(target, tree))
            .isPresent();
  }

  private Selector selector() {
    return Selector.of(targetTree, seen.settings().selectorLabels());
  }

  private LabelRules rules() {
    return new LabelRules(seen.settings().selectorLabels(), seen.settings().includeLabelPrefixes());
  }

  private Optional<ObjectNode> primary() {
    return seen.sight().object(Scene.primaryRef(seen.canary()));
  }

  private String primaryId() {
    return primary().map(PrimaryDeployment::flaggerId).orElse(seen.drawn());
  }
}
