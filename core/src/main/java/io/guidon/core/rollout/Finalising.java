package io.guidon.core.rollout;

import io.guidon.core.notification.AlertText;
import io.guidon.core.notification.EventText;
import io.guidon.core.notification.Severity;
import io.guidon.core.resource.Phase;
import java.util.List;

/**
 * All traffic on the updated primary. The canary gets time to answer what it has, then goes
 * (design.md R8).
 */
final class Finalising implements StageRules {
  private final Scene scene;
  private final Needs needs;

  Finalising(Scene scene) {
    this.scene = scene;
    this.needs = new Needs(scene);
  }

  /** All traffic to the primary in one step. */
  Decision begin() {
    return begin(
        scene.isAnalysed() ? scene.tell().normal(EventText.routingAllToPrimary()) : scene.tell());
  }

  Decision begin(Messages messages) {
    var run = scene.run().with(Run.Traffic.PRIMARY).enter(Stage.FINALISING, scene.now());
    var status = scene.status().with(run);
    var next =
        scene.isAnalysed()
            ? status.with(Phase.FINALISING).counting(0, 0, status.failedChecks())
            : status;
    return scene.move(next, messages, "the primary is ready and gets all traffic");
  }

  @Override
  public Plan plan() {
    return needs
        .servedByPrimary()
        .until(scene.conditions().weightInEffect())
        .until(scene.conditions().drained())
        .until(scene.conditions().primaryPods())
        .until(scene.conditions().primaryEndpoints())
        .want(needs.targetScaledTo(0));
  }

  @Override
  public Decision decide(Convergence convergence) {
    var carried = new Carrying(scene).change();
    if (carried.isPresent()) {
      return carried.get();
    }
    if (convergence.isReached()) {
      return succeeded();
    }
    return new Overdue(scene)
        .ofThePrimary(convergence)
        .map(unmet -> new Ending(scene).promotionFailed(unmet))
        .orElseGet(() -> scene.await(convergence, 1, List.of()));
  }

  private Decision succeeded() {
    var run =
        scene.run().with(scene.run().revisions().promotedCurrent()).enter(Stage.IDLE, scene.now());
    var next =
        scene
            .status()
            .with(Phase.SUCCEEDED)
            .with(run)
            .counting(0, 0, scene.status().failedChecks())
            .promotedApplied();
    var analysed = scene.isAnalysed();
    var target = scene.canary().targetKey();
    return new Reporting(scene)
        .conclude(
            next,
            Phase.SUCCEEDED,
            Phase.SUCCEEDED,
            Messages.as(next),
            after ->
                after
                    .normal(
                        analysed
                            ? EventText.promotionCompleted(target)
                            : EventText.promotionCompletedSkipped(target))
                    .alert(
                        Severity.INFO,
                        analysed ? AlertText.analysisCompleted() : AlertText.analysisSkipped(),
                        scene.plainFields()),
            "revision " + run.revisions().promoted() + " is promoted");
  }
}
