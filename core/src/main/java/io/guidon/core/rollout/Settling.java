package io.guidon.core.rollout;

import java.util.List;

/**
 * The run is over; what the canary is still answering gets its time, then it is scaled to zero
 * (design.md R8).
 */
final class Settling implements StageRules {
  private final Scene scene;
  private final Needs needs;

  Settling(Scene scene) {
    this.scene = scene;
    this.needs = new Needs(scene);
  }

  @Override
  public Plan plan() {
    return needs
        .servedByPrimary()
        .until(scene.conditions().weightInEffect())
        .until(scene.conditions().drained())
        .want(needs.targetScaledTo(0));
  }

  @Override
  public Decision decide(Convergence convergence) {
    var revision = NewRevision.of(scene);
    if (revision instanceof NewRevision.Found) {
      return new Idle(scene).decide(convergence);
    }
    if (!convergence.isReached()) {
      return scene.await(
          convergence,
          1,
          revision instanceof NewRevision.Asking(Question question)
              ? List.of(question)
              : List.of());
    }
    return scene.move(
        scene.status().with(scene.run().enter(Stage.IDLE, scene.now())),
        scene.tell(),
        "the canary is scaled to zero");
  }
}
