package io.guidon.core.rollout;

import java.util.List;

/**
 * A fix after a failed promotion: the canary's pods carry all traffic, so first the primary gets
 * the last promoted template back; when that cannot be, the fix goes to the primary directly
 * (design.md R11, O2).
 */
final class Recovering implements StageRules {
  private final Scene scene;
  private final Needs needs;

  Recovering(Scene scene) {
    this.scene = scene;
    this.needs = new Needs(scene);
  }

  @Override
  public Plan plan() {
    return needs
        .routed()
        .want(needs.pinnedRevision())
        .want(needs.primary(scene.run().revisions().promoted()))
        .want(needs.primaryScaler())
        .until(scene.conditions().primaryPods())
        .until(scene.conditions().primaryEndpoints());
  }

  @Override
  public Decision decide(Convergence convergence) {
    if (NewRevision.of(scene) instanceof NewRevision.Found) {
      return new Beginning(scene).merge();
    }
    if (scene.pinned(scene.run().revisions().promoted()).isEmpty()
        || new Overdue(scene).of(convergence).isPresent()) {
      return new Promoting(scene).begin(scene.tell());
    }
    if (!convergence.isReached()) {
      return scene.await(convergence, 1, List.of());
    }
    var run = scene.run().with(Run.Traffic.PRIMARY).enter(Stage.STARTING, scene.now());
    return scene.move(
        scene.status().with(run), scene.tell(), "the primary serves again; the fix is analysed");
  }
}
