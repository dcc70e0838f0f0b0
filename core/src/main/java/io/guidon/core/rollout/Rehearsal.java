package io.guidon.core.rollout;

import java.time.Duration;

/**
 * Tells a revision that somebody declared from one that admission or new defaults made of the
 * recorded one: the API server is asked, by a dry run, what it would store today if the recorded
 * pod template were written again (design.md R10). A template alone does not tell: what injects
 * sidecars changes images like any user.
 *
 * <p>Nobody waits for the answer while users are served by the pods in question: then a change
 * counts as a new revision at once (R11). The same where the recorded template is not kept, and
 * where no answer comes in time.
 */
final class Rehearsal {
  /** With this the names of its questions begin; an answer is good for one change of the target. */
  static final String TOPIC = "revision/";

  /** A new revision is noticed within a second (design.md §7), whatever webhooks hang. */
  private static final Duration PATIENCE = Duration.ofMillis(700);

  private final Scene scene;

  Rehearsal(Scene scene) {
    this.scene = scene;
  }

  /** What the target's pod template with the fingerprint {@code seen} is. */
  NewRevision of(String seen) {
    var current = scene.run().revisions().current();
    var recorded = scene.pinned(current);
    if (recorded.isEmpty() || scene.run().traffic().routed() > 0) {
      return new NewRevision.Found(seen);
    }
    var id = TOPIC + current + "/" + seen + "/" + scene.generation();
    var answer = scene.memory().answer(id);
    if (answer.isPresent()) {
      return isRestated(answer.get())
          ? new NewRevision.Restated(seen)
          : new NewRevision.Found(seen);
    }
    var end = scene.memory().holds(id, scene.now()).plus(PATIENCE);
    if (!scene.now().isBefore(end)) {
      return new NewRevision.Found(seen);
    }
    scene.wakeAt(end);
    return new NewRevision.Asking(
        new Question.DryRun(id, Scene.targetRef(scene.canary()), recorded.get().template()));
  }

  private boolean isRestated(Question.Answer answer) {
    return answer instanceof Question.Answer.WouldStore(var template)
        && scene.snapshot().filter(target -> target.hasTemplate(template)).isPresent();
  }
}
