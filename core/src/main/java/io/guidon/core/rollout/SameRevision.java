package io.guidon.core.rollout;

/**
 * The recorded revision has another fingerprint although nobody has changed it: it is recorded
 * anew, and nothing else happens (design.md R10).
 */
final class SameRevision {
  private final Scene scene;

  SameRevision(Scene scene) {
    this.scene = scene;
  }

  /** The API server reads the same object differently. */
  Decision reread(String fingerprint) {
    return scene.move(
        recorded(fingerprint),
        scene.tell(),
        "the API server reads the same object differently; nothing was changed by anybody");
  }

  /**
   * The API server stores the same template differently. A revision that seemed to wait for
   * approval was none.
   */
  Decision restated(String fingerprint) {
    var next = recorded(fingerprint);
    var run = next.run();
    return scene.move(
        run.stage() == Stage.WAITING
            ? next.with(run.before()).with(run.enter(Stage.IDLE, scene.now()))
            : next,
        scene.tell(),
        "written today, the recorded template would be stored as it is seen: no new revision");
  }

  private RolloutStatus recorded(String fingerprint) {
    var run = scene.run();
    var revisions = run.revisions();
    var promoted =
        revisions.promoted().equals(revisions.current()) ? fingerprint : revisions.promoted();
    var next =
        scene
            .status()
            .with(run.with(new Run.Revisions(fingerprint, promoted, scene.generation())))
            .applied(scene.targetHash(), scene.status().trackedConfigs());
    return promoted.equals(fingerprint) ? next.promotedApplied() : next;
  }
}
