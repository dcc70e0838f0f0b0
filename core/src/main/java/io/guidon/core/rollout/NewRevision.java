package io.guidon.core.rollout;

/** What the target is, compared with the record (spec/rollout.md §4.1, design.md R10). */
sealed interface NewRevision {

  /** The recorded revision, or one that cannot be seen because the target is missing. */
  record None() implements NewRevision {}

  /**
   * Another hash of an object that nobody has changed: the API server reads it differently since an
   * upgrade.
   */
  record SameObject(String fingerprint) implements NewRevision {}

  /**
   * Changed, but not by anybody who declared it: written today, the recorded revision would become
   * just this.
   */
  record Restated(String fingerprint) implements NewRevision {}

  /** Whether anybody declared the change, the API server is asked first. */
  record Asking(Question question) implements NewRevision {}

  /** The promoted revision again. */
  record Reverted(String fingerprint) implements NewRevision {}

  /** A revision that was never promoted. */
  record Found(String fingerprint) implements NewRevision {}

  static NewRevision of(Scene scene) {
    var revisions = scene.run().revisions();
    var seen = scene.fingerprint();
    if (seen.isEmpty() || seen.equals(revisions.current())) {
      scene.memory().forgets(Rehearsal.TOPIC);
      return new None();
    }
    if (!revisions.current().isEmpty() && scene.generation() == revisions.generation()) {
      return new SameObject(seen);
    }
    return seen.equals(revisions.promoted()) ? new Reverted(seen) : new Rehearsal(scene).of(seen);
  }
}
