package io.guidon.core.rollout;

import io.guidon.core.notification.AlertText;
import io.guidon.core.notification.EventText;
import io.guidon.core.notification.Severity;
import io.guidon.core.resource.Phase;
import io.guidon.core.resource.WebhookType;
import java.util.List;

/**
 * How a run begins: the revision of the target as it stands is pinned, and nothing has traffic yet.
 */
final class Beginning {
  private final Scene scene;

  Beginning(Scene scene) {
    this.scene = scene;
  }

  /** A run after a rest; {@code confirmedBy} are the confirm-rollout hooks that accepted. */
  Decision start(List<String> confirmedBy) {
    var messages = scene.tell();
    confirmedBy.forEach(name -> messages.normal(EventText.confirmRolloutPassed(name)));
    if (scene.status().phase() != Phase.PROGRESSING) {
      messages
          .normal(EventText.newRevisionScalingUp(scene.canary().targetKey()), Phase.PROGRESSING)
          .alert(Severity.INFO, AlertText.newRevisionDetected(), scene.alertFields());
    }
    return scene.move(begun(), messages, "new revision " + scene.fingerprint());
  }

  /**
   * A run in the middle of another one: the canary's share is taken away at once (outages.md O7),
   * and an approval of the earlier revision does not count for this one (O6b).
   */
  Decision restart() {
    var messages = scene.tell().normal(EventText.newRevisionRestarting(scene.canary().targetKey()));
    var begun = begun();
    var confirmed = scene.webhooks(WebhookType.CONFIRM_ROLLOUT).isEmpty();
    return scene.move(
        confirmed ? begun : begun.with(begun.run().enter(Stage.WAITING, scene.now())),
        messages,
        "a newer revision " + scene.fingerprint() + " replaces the running one");
  }

  /** A change so soon after the begin that it belongs to the same revision (design.md R11). */
  Decision merge() {
    return scene.move(
        begun(),
        scene.tell(),
        "changed again within moments: the run is about " + scene.fingerprint());
  }

  /** After a failed promotion the primary has a template that never served (design.md R11). */
  private static boolean isRecovering(Run run) {
    return run.traffic().carrier() == Run.Carrier.CANARY_ONLY && run.stage().isOutsideOfAnalysis();
  }

  private RolloutStatus begun() {
    scene.memory().ceased("stuck");
    var run = scene.run();
    var recovering = isRecovering(run);
    var onlyCanaryServes = !scene.conditions().primaryServes() && scene.conditions().canaryServes();
    var next =
        run.with(run.revisions().running(scene.fingerprint(), scene.generation()))
            .with(
                recovering || onlyCanaryServes
                    ? Run.Traffic.of(0, Run.Carrier.CANARY_ONLY)
                    : Run.Traffic.PRIMARY)
            .with(recovering ? run.kept().drawn(scene.seen().drawn()) : run.kept())
            .enter(recovering ? Stage.RECOVERING : Stage.STARTING, scene.now());
    return scene
        .status()
        .with(Phase.PROGRESSING)
        .with(next)
        .counting(0, 0, 0)
        .applied(scene.targetHash(), scene.trackedConfigs());
  }
}
