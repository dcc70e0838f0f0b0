package io.guidon.core.rollout;

import io.guidon.core.notification.AlertText;
import io.guidon.core.notification.EventText;
import io.guidon.core.notification.Severity;
import io.guidon.core.workload.PrimaryDeployment;
import java.util.Optional;

/**
 * The ways in which a run goes wrong. The intent to roll back is recorded first, the traffic
 * follows.
 */
final class Ending {
  private final Scene scene;

  Ending(Scene scene) {
    this.scene = scene;
  }

  /** A check failed; at the threshold the run ends at once (design.md R12). */
  Decision failedCheck(Messages messages, String why) {
    var failed = scene.status().failedChecks() + 1;
    var counted =
        scene.status().counting(scene.status().canaryWeight(), scene.status().iterations(), failed);
    if (failed < scene.canary().analysis().threshold()) {
      return scene.move(counted, messages, why);
    }
    return thresholdReached(counted, messages, why);
  }

  /**
   * So many checks have failed already, and the run goes on: another operator counted the last one,
   * or the threshold was lowered since.
   */
  Optional<Decision> atThreshold() {
    var failed = scene.status().failedChecks();
    return scene.isAnalysed() && failed > 0 && failed >= scene.canary().analysis().threshold()
        ? Optional.of(
            thresholdReached(scene.status(), scene.tell(), failed + " checks have failed"))
        : Optional.empty();
  }

  private Decision thresholdReached(RolloutStatus status, Messages messages, String why) {
    var failed = status.failedChecks();
    messages
        .warning(EventText.failedChecksThreshold(scene.canary().key(), failed))
        .alert(Severity.ERROR, AlertText.failedChecksThreshold(failed), scene.plainFields());
    return rollBack(status, messages, why);
  }

  /** A rollback hook orders it. */
  Decision ordered(Hooks.Orders.Rollback order) {
    var messages = scene.tell();
    order.refusing().forEach(name -> messages.normal(EventText.rollbackNotSignaled(name)));
    messages
        .warning(EventText.rollbackCheckPassed(order.hook()))
        .warning(EventText.rollingBackManual(scene.canary().key()))
        .alert(Severity.WARN, AlertText.rollingBackManual(), scene.plainFields());
    return rollBack(scene.status(), messages, "hook " + order.hook() + " orders a rollback");
  }

  /** Something was waited for until the progress deadline. */
  Decision notReady(Unmet unmet) {
    var messages =
        scene
            .tell()
            .warning(unmet.text())
            .warning(EventText.progressDeadlineExceeded(scene.canary().key(), unmet.text()))
            .alert(
                Severity.ERROR,
                AlertText.progressDeadlineExceeded(unmet.text()),
                scene.plainFields());
    return rollBack(scene.status(), messages, unmet.text());
  }

  /** The target went back to what the primary runs (examples/README.md B12). */
  Decision reverted() {
    var run = scene.run();
    var taken = run.with(run.revisions().running(scene.fingerprint(), scene.generation()));
    var status = scene.status().with(taken).applied(scene.targetHash(), scene.trackedConfigs());
    var messages = scene.tell().warning(EventText.rollingBackReverted(scene.canary().key()));
    return rollBack(status, messages, "the target went back to the promoted revision");
  }

  /**
   * Traffic goes to the primary, unless nobody answers there while the canary does (outages.md I1).
   */
  private Decision rollBack(RolloutStatus status, Messages messages, String why) {
    if (!scene.conditions().primaryServes() && scene.conditions().canaryServes()) {
      return keepCanary(status, messages, why);
    }
    var run = status.run().with(Run.Traffic.PRIMARY).enter(Stage.ROLLING_BACK, scene.now());
    return scene.move(status.with(run), messages, why);
  }

  /**
   * The primary did not become ready: the canary gets all traffic and keeps it (spec/rollout.md
   * §11.2). Where nobody answers there, the primary gets its last promoted template back.
   */
  Decision promotionFailed(Unmet unmet) {
    var messages = failure(unmet);
    return scene.conditions().canaryServes()
        ? keepCanary(scene.status(), messages, unmet.text())
        : undo(messages, unmet.text());
  }

  /**
   * The API server would not let the primary have the revision: it goes on with the one that it
   * has.
   */
  Decision notCopied(Unmet unmet) {
    var run = scene.run();
    var kept =
        scene
            .primary()
            .map(primary -> run.kept().drawn(PrimaryDeployment.flaggerId(primary)))
            .orElse(run.kept());
    return rollBack(scene.status().with(run.with(kept)), failure(unmet), unmet.text());
  }

  private Messages failure(Unmet unmet) {
    return scene
        .tell()
        .warning(unmet.text())
        .warning(EventText.promotionFailed(scene.canary().targetKey(), unmet.text()))
        .alert(Severity.ERROR, AlertText.promotionFailed(unmet.text()), scene.plainFields());
  }

  private Decision undo(Messages messages, String why) {
    var run = scene.run();
    var next =
        run.with(run.kept().drawn(scene.seen().drawn()))
            .with(Run.Traffic.PRIMARY)
            .enter(Stage.ROLLING_BACK, scene.now());
    return scene.move(scene.status().with(next), messages, why);
  }

  private Decision keepCanary(RolloutStatus status, Messages messages, String why) {
    var run =
        status
            .run()
            .with(Run.Traffic.of(0, Run.Carrier.CANARY_ONLY))
            .enter(Stage.KEEPING_CANARY, scene.now());
    return scene.move(status.with(run), messages, why);
  }
}
