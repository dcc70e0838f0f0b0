package io.guidon.core.rollout;

import io.guidon.core.notification.EventText;
import io.guidon.core.resource.Phase;
import java.util.List;

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
    return scene.move(
        scene.status().with(run).with(Phase.TERMINATING),
        scene.tell().normal(EventText.terminating(scene.canary().key())),
        "the Canary is being deleted");
  }

  @Override
  public Plan plan() {
    if (leaving.isNothingToHandBack()) {
      return new Plan().want(leaving.finalizerRemoved());
    }
    return new Plan()
        .want(leaving.targetScaledBack())
        .until(scene.conditions().canaryPods())
        .until(scene.conditions().canaryEndpoints())
        .want(leaving.apexHandedBack())
        .want(leaving.routeHandedBack())
        .until(leaving.drained())
        .want(leaving.finalizerRemoved());
  }

  @Override
  public Decision decide(Convergence convergence) {
    return scene.await(convergence, 0, List.of());
  }
}
