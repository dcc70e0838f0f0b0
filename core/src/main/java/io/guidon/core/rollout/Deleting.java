package io.guidon.core.rollout;

import io.guidon.core.notification.EventText;
import io.guidon.core.resource.Phase;
import java.util.List;
import java.util.Optional;

/**
 * The Canary is being deleted: the application stays reachable on the path by which it was reached
 * (design.md R13, O11, D1). If the target is gone too, nothing is left to hand back and everything
 * goes at once.
 */
final class Deleting implements StageRules {
  private final Scene scene;
  private final Leaving leaving;

  Deleting(Scene scene) {
    this.scene = scene;
    this.leaving = new Leaving(scene);
  }

  Decision begin() {
    if (!leaving.hasFinalizer()) {
      return scene.rest("the Canary is being deleted and was never set up by us");
    }
    var run = scene.run().with(Run.Traffic.PRIMARY).enter(Stage.DELETING, scene.now());
    var messages = scene.tell().normal(EventText.terminating(scene.canary().key()));
    if (!leaving.isNothingToHandBack() && isNotPromoted()) {
      messages.warning(
          EventText.handsOverUnpromoted(scene.canary().key(), scene.canary().targetKey()));
    }
    return scene.move(
        scene.status().with(run).with(Phase.TERMINATING), messages, "the Canary is being deleted");
  }

  /** The template of the target is the user's, and users get it from now on, whatever it is. */
  private boolean isNotPromoted() {
    var promoted = scene.run().revisions().promoted();
    return !promoted.isEmpty() && !promoted.equals(scene.fingerprint());
  }

  @Override
  public Plan plan() {
    if (leaving.isNothingToHandBack()) {
      return new Plan().until(leaving.told()).want(leaving.finalizerRemoved());
    }
    return new Plan()
        .want(leaving.targetScaledBack())
        .until(scene.conditions().canaryPods())
        .until(scene.conditions().canaryEndpoints())
        .want(leaving.apexHandedBack())
        .want(leaving.routeHandedBack())
        .until(leaving.drained())
        .until(leaving.told())
        .want(leaving.finalizerRemoved());
  }

  @Override
  public Decision decide(Convergence convergence) {
    if (convergence.waitsFor(Unmet.What.FAREWELL)) {
      scene.memory().announces(Leaving.TERMINATED, 0);
      return new Decision.Wait(
          List.of(),
          scene.once(scene.tell().normal(EventText.terminated(scene.canary().key()))),
          Optional.of(scene.now()),
          List.of("everything is handed back"));
    }
    return scene.await(convergence, 0, List.of());
  }
}
