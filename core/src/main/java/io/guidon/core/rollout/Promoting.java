package io.guidon.core.rollout;

import io.guidon.core.notification.EventText;
import io.guidon.core.resource.Phase;
import java.util.List;

/**
 * The pinned revision is copied to the primary and its rollout is awaited. Where the primary's pods
 * all go before new ones come, the canary carries the requests meanwhile (outages.md O1).
 */
final class Promoting implements StageRules {
  private final Scene scene;
  private final Needs needs;

  Promoting(Scene scene) {
    this.scene = scene;
    this.needs = new Needs(scene);
  }

  /** The decision to promote; {@code messages} come before it. */
  Decision begin(Messages messages) {
    messages.normal(EventText.copying(scene.canary().targetKey(), scene.primaryKey()));
    var run = scene.run();
    var traffic =
        needs.primaryGoesDownFirst() && (run.traffic().weight() > 0 || !scene.isAnalysed())
            ? run.traffic().carriedBy(Run.Carrier.CANARY_ONLY)
            : run.traffic();
    var next =
        run.with(traffic)
            .with(run.kept().drawn(scene.seen().drawn()))
            .enter(Stage.PROMOTING, scene.now());
    var status = scene.status().with(next);
    return scene.move(
        scene.isAnalysed() ? status.with(Phase.PROMOTING) : status.with(Phase.PROGRESSING),
        messages,
        "revision " + run.revisions().current() + " goes to the primary");
  }

  @Override
  public Plan plan() {
    // The pinned revision goes to the primary whether or not there still is a target.
    var plan = scene.target().isPresent() ? needs.routed() : needs.paths().all();
    if (scene.run().traffic().carrier() == Run.Carrier.CANARY_ONLY) {
      plan.until(scene.conditions().weightInEffect()).until(scene.conditions().drained());
    }
    return plan.want(needs.primary(scene.run().revisions().current()))
        .want(needs.primaryScaledUp())
        .want(needs.primaryScaler())
        .until(scene.conditions().primaryPods())
        .until(scene.conditions().primaryEndpoints());
  }

  @Override
  public Decision decide(Convergence convergence) {
    var carried = new Carrying(scene).change();
    if (carried.isPresent()) {
      return carried.get();
    }
    if (convergence.isReached()) {
      return scene.isAnalysed()
              && scene.canary().analysis().stepWeightPromotion() > 0
              && scene.run().traffic().routed() > 0
          ? new Returning(scene).step()
          : new Finalising(scene).begin();
    }
    var overdue = new Overdue(scene);
    var failed =
        needs.primaryIsAsRecorded()
            ? overdue.ofThePrimary(convergence).map(new Ending(scene)::promotionFailed)
            : overdue.of(convergence).map(new Ending(scene)::notCopied);
    if (failed.isPresent()) {
      return failed.get();
    }
    if (isUnanalysedExposed()) {
      var run = scene.run().with(Run.Traffic.PRIMARY);
      return scene.move(
          scene.status().with(run),
          scene.tell(),
          "the target changed again: its pods get no traffic while the primary can carry it");
    }
    return scene.await(convergence, 1, List.of());
  }

  /**
   * A newer revision runs on the canary's pods although nobody has analysed it, and the primary can
   * do without it.
   */
  private boolean isUnanalysedExposed() {
    return scene.run().traffic().routed() > 0
        && NewRevision.of(scene) instanceof NewRevision.Found
        && needs.primaryCanCarryAll();
  }
}
