package io.guidon.core.rollout;

import io.guidon.core.notification.AlertText;
import io.guidon.core.notification.EventText;
import io.guidon.core.notification.Severity;
import io.guidon.core.resource.Phase;
import java.util.List;

/** How a run begins: the revision of the target as it stands is pinned, and nothing has traffic yet. */
final class Beginning {
  private final Scene scene;

  Beginning(Scene scene) {
    this.scene = scene;
  }

  /** A run after a rest; {@code confirmedBy} are the confirm-rollout hooks that accepted. */
  Decision start(List<String> confirmedBy) {
    var messages = scene.tell();
    confirmedBy.forEach(name -> messages.normal(EventText.confirmRolloutPassed(name)));
    messages
        .normal(EventText.newRevisionScalingUp(scene.canary().targetKey()), Phase.PROGRESSING)
        .alert(Severity.INFO, AlertText.newRevisionDetected(), scene.alertFields());
    return scene.move(begun(), messages, "new revision " + scene.fingerprint());
  }

  /** A run in the middle of another one: the canary's share is taken away at once (outages.md O7). */
  Decision restart() {
    var messages =
        scene.tell().normal(EventText.newRevisionRestarting(scene.canary().targetKey()));
    return scene.move(begun(), messages, "a newer revision " + scene.fingerprint() + " replaces the running one");
  }

  /** A change so soon after the begin that it belongs to the same revision (design.md R11). */
  Decision merge() {
    return scene.move(begun(), scene.tell(), "changed again within moments: the run is about " + scene.fingerprint());
  }

  private RolloutStatus begun() {
    var run = scene.run();
    var broken = run.traffic().carrier() == Run.Carrier.CANARY_ONLY && !scene.conditions().primaryServes();
    var recovering = broken || run.stage() == Stage.RECOVERING;
    var next =
        run.with(run.revisions().running(scene.fingerprint(), scene.generation()))
            .with(recovering ? new Run.Traffic(0, Run.Carrier.CANARY_ONLY) : Run.Traffic.PRIMARY)
            .with(recovering ? new Run.Kept(scene.seen().drawn(), run.kept().before()) : run.kept())
            .enter(recovering ? Stage.RECOVERING : Stage.STARTING, scene.now());
    return scene
        .status()
        .with(Phase.PROGRESSING)
        .with(next)
        .counting(0, 0, 0)
        .applied(scene.targetHash(), scene.trackedConfigs());
  }
}
