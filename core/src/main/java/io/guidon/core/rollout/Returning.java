package io.guidon.core.rollout;

import io.guidon.core.notification.EventText;
import java.util.List;

/**
 * Traffic goes back to the updated primary in steps of {@code stepWeightPromotion} (spec/rollout.md
 * §10.2).
 */
final class Returning implements StageRules {
  private static final int TOTAL = 100;

  private final Scene scene;
  private final Needs needs;

  Returning(Scene scene) {
    this.scene = scene;
    this.needs = new Needs(scene);
  }

  @Override
  public Plan plan() {
    return needs
        .serving()
        .until(scene.conditions().weightInEffect())
        .until(scene.conditions().primaryPods())
        .until(scene.conditions().primaryEndpoints());
  }

  @Override
  public Decision decide(Convergence convergence) {
    var carried = new Carrying(scene).change();
    if (carried.isPresent()) {
      return carried.get();
    }
    var leaves = scene.target().isEmpty() || NewRevision.of(scene) instanceof NewRevision.Found;
    if (leaves && needs.primaryCanCarryAll()) {
      return new Finalising(scene).begin();
    }
    if (!convergence.isReached()) {
      var given = new Overdue(scene).of(convergence);
      return given.isPresent()
          ? new Ending(scene).promotionFailed(given.get())
          : scene.await(convergence, 1, List.of());
    }
    var since = scene.conditions().inEffectSince();
    if (since.isEmpty()) {
      return scene.await(convergence, 1, List.of());
    }
    var due = since.get().plus(scene.interval());
    return scene.now().isBefore(due)
        ? scene.asOf(due, "the next step back is due at " + due)
        : step();
  }

  /** One step back. */
  Decision step() {
    var weight =
        Math.max(
            0, scene.run().traffic().routed() - scene.canary().analysis().stepWeightPromotion());
    var messages =
        scene
            .tell()
            .normalInEffect(EventText.advancePrimaryWeight(scene.canary().key(), TOTAL - weight));
    if (weight == 0) {
      return new Finalising(scene).begin(messages);
    }
    var run =
        scene
            .run()
            .with(Run.Traffic.of(weight, Run.Carrier.BOTH))
            .enter(Stage.RETURNING, scene.now());
    var status =
        scene
            .status()
            .with(run)
            .counting(weight, scene.status().iterations(), scene.status().failedChecks());
    return scene.move(status, messages, "the primary gets " + (TOTAL - weight) + " %");
  }
}
