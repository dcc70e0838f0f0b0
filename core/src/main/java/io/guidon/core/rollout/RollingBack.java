package io.guidon.core.rollout;

import io.guidon.core.notification.EventText;
import io.guidon.core.resource.Phase;
import java.util.List;

/**
 * The run failed: the canary keeps its pods until no traffic is seen to go there (spec/rollout.md
 * §11.1).
 */
final class RollingBack implements StageRules {
  private final Scene scene;
  private final Needs needs;

  RollingBack(Scene scene) {
    this.scene = scene;
    this.needs = new Needs(scene);
  }

  @Override
  public Plan plan() {
    return needs.servedByPrimary().until(scene.conditions().weightInEffect());
  }

  @Override
  public Decision decide(Convergence convergence) {
    if (!convergence.isReached()) {
      return scene.await(convergence, 1, List.of());
    }
    var next =
        scene
            .status()
            .with(Phase.FAILED)
            .with(scene.run().enter(Stage.SETTLING, scene.now()))
            .counting(0, 0, 0);
    return new Reporting(scene)
        .conclude(
            next,
            Phase.FAILED,
            scene.status().phase(),
            Messages.as(next).warning(EventText.canaryFailed(scene.canary().key())),
            after -> after,
            "the traffic is back on the primary");
  }
}
