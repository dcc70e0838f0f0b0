package io.guidon.core.rollout;

import io.guidon.core.notification.AlertText;
import io.guidon.core.notification.EventText;
import io.guidon.core.notification.Severity;
import java.util.List;
import java.util.Optional;

/** Who can carry requests, when one side loses all its pods (design.md R7, outages.md I1). */
final class Carrying {
  /** The primary is lost while nothing speaks for the canary. */
  private static final String UNTRIED = "primary lost before the first check";

  private final Scene scene;

  Carrying(Scene scene) {
    this.scene = scene;
  }

  /** The decision that a loss or a recovery asks for, if any. */
  Optional<Decision> change() {
    var primary = scene.conditions().primaryServes();
    var canary = scene.conditions().canaryServes();
    return switch (scene.run().traffic().carrier()) {
      case BOTH -> {
        if (scene.run().traffic().weight() > 0 && !canary && primary) {
          yield Optional.of(hold());
        }
        if (primary || !canary) {
          scene.memory().ceased(UNTRIED);
          yield Optional.empty();
        }
        yield isTried() ? Optional.of(rescue()) : untried();
      }
      case PRIMARY_ONLY -> canaryIsBack() ? Optional.of(resume()) : Optional.empty();
      case CANARY_ONLY -> {
        if (!canary && primary) {
          yield Optional.of(hold());
        }
        yield primaryIsBack() ? Optional.of(resume()) : Optional.empty();
      }
    };
  }

  /**
   * The same while no weight is held. After a promotion that failed the canary carries all traffic,
   * unless it is lost while the primary serves; after a rollback for which the primary was lost, it
   * does so until the primary is back.
   */
  Optional<Decision> changeAtRest() {
    var primary = scene.conditions().primaryServes();
    var canary = scene.conditions().canaryServes();
    return switch (scene.run().traffic().carrier()) {
      case BOTH -> Optional.empty();
      case PRIMARY_ONLY -> canary && !primary ? Optional.of(rescue()) : Optional.empty();
      case CANARY_ONLY -> {
        if (primary && !canary) {
          yield Optional.of(hold());
        }
        yield isAtRest() && primaryIsBack() && primaryIsAsPromoted()
            ? Optional.of(handBack())
            : Optional.empty();
      }
    };
  }

  private boolean isAtRest() {
    return scene.run().stage() == Stage.IDLE || scene.run().stage() == Stage.WAITING;
  }

  private boolean primaryIsAsPromoted() {
    return new Needs(scene).primaryRuns(scene.run().revisions().promoted());
  }

  private Decision handBack() {
    var run = scene.run().with(Run.Traffic.PRIMARY);
    var stage = run.stage() == Stage.IDLE ? Stage.SETTLING : run.stage();
    return scene.move(
        shown(run).with(run.enter(stage, scene.now())),
        scene.tell().normal(EventText.bothServe(scene.canary().key())),
        "the primary has ready pods again");
  }

  /** Whether the canary has passed at least one check, or its revision needs none. */
  private boolean isTried() {
    return switch (scene.run().stage()) {
      case STEPPING ->
          Steps.of(scene.canary().analysis()).after(0).orElse(0) < scene.run().traffic().weight();
      case RETURNING -> scene.isAnalysed();
      case PROMOTING, FINALISING ->
          switch (NewRevision.of(scene)) {
            case NewRevision.None none -> true;
            case NewRevision.SameObject same -> true;
            case NewRevision.Restated restated -> true;
            case NewRevision.Reverted reverted -> true;
            case NewRevision.Asking asking -> false;
            case NewRevision.Found found -> false;
          };
      case SETUP,
          IDLE,
          WAITING,
          RECOVERING,
          STARTING,
          ROLLING_BACK,
          SETTLING,
          KEEPING_CANARY,
          DELETING ->
          false;
    };
  }

  /**
   * Nobody has analysed the canary yet, so that it gets no more than its weight (outages.md I3
   * before I1); said once for each loss. Empty if it was said.
   */
  private Optional<Decision> untried() {
    var begin = scene.memory().holds(UNTRIED, scene.now());
    if (scene.run().stage() != Stage.STEPPING || !scene.memory().isNews(UNTRIED + begin)) {
      return Optional.empty();
    }
    var primary = scene.canary().primaryName();
    var target = scene.canary().targetRef().name();
    var messages =
        scene
            .tell()
            .warning(EventText.primaryLostUntried(scene.canary().key(), primary, target))
            .alert(
                Severity.ERROR, AlertText.primaryLostUntried(primary, target), scene.plainFields());
    return Optional.of(
        new Decision.Wait(
            List.of(),
            scene.once(messages),
            Optional.of(scene.now()),
            List.of("the primary has no ready pods, and nothing speaks for the canary yet")));
  }

  private boolean canaryIsBack() {
    return scene.conditions().canaryPods().isEmpty()
        && scene.conditions().canaryEndpoints().isEmpty();
  }

  /**
   * During a promotion that takes the primary down on purpose, only its complete rollout counts.
   */
  private boolean primaryIsBack() {
    return scene.run().stage() != Stage.PROMOTING
        && scene.conditions().primaryPods().isEmpty()
        && scene.conditions().primaryEndpoints().isEmpty();
  }

  private Decision hold() {
    var messages =
        scene
            .tell()
            .warning(EventText.canaryLost(scene.canary().key(), scene.canary().targetRef().name()));
    return carriedBy(
        Run.Carrier.PRIMARY_ONLY,
        messages,
        "the canary has no ready pods: weight 0 until it recovers");
  }

  private Decision rescue() {
    var text = EventText.primaryLost(scene.canary().key(), scene.canary().primaryName());
    var messages =
        scene
            .tell()
            .warning(text)
            .alert(
                Severity.ERROR,
                AlertText.primaryLost(scene.canary().primaryName()),
                scene.plainFields());
    return carriedBy(
        Run.Carrier.CANARY_ONLY,
        messages,
        "the primary has no ready pods: the canary carries all traffic");
  }

  private Decision resume() {
    var messages = scene.tell().normal(EventText.bothServe(scene.canary().key()));
    return carriedBy(Run.Carrier.BOTH, messages, "both sides have ready pods again");
  }

  private Decision carriedBy(Run.Carrier carrier, Messages messages, String why) {
    var run = scene.run();
    var next = run.with(run.traffic().carriedBy(carrier));
    var status =
        switch (run.stage()) {
          case PROMOTING -> scene.status().with(next);
          case IDLE, WAITING -> shown(next).with(next);
          case KEEPING_CANARY ->
              scene
                  .status()
                  .with(next.with(Run.Traffic.PRIMARY).enter(Stage.ROLLING_BACK, scene.now()));
          case SETUP,
              RECOVERING,
              STARTING,
              STEPPING,
              RETURNING,
              FINALISING,
              ROLLING_BACK,
              SETTLING,
              DELETING ->
              scene.status().with(next.enter(run.stage(), scene.now()));
        };
    return scene.move(status, messages, why);
  }

  private RolloutStatus shown(Run run) {
    return scene
        .status()
        .counting(
            run.traffic().routed(), scene.status().iterations(), scene.status().failedChecks());
  }
}
