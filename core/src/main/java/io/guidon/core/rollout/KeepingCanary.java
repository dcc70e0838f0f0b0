package io.guidon.core.rollout;

import io.guidon.core.resource.Phase;
import java.util.List;

/**
 * The primary cannot serve: route and apex Service go to the canary, which stays (spec/rollout.md
 * §11.2, O1).
 */
final class KeepingCanary implements StageRules {
  private static final int ALL = 100;

  private final Scene scene;
  private final Needs needs;

  KeepingCanary(Scene scene) {
    this.scene = scene;
    this.needs = new Needs(scene);
  }

  @Override
  public Plan plan() {
    return needs.routed().until(scene.conditions().weightInEffect());
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
            .with(scene.run().enter(Stage.IDLE, scene.now()))
            .counting(ALL, 0, 0);
    return new Reporting(scene)
        .conclude(
            next,
            Phase.FAILED,
            scene.status().phase(),
            Messages.as(next),
            after -> after,
            "the canary carries all traffic until a new revision comes");
  }
}
