package io.guidon.core.rollout;

import io.guidon.core.notification.EventText;
import io.guidon.core.resource.Phase;
import io.guidon.core.resource.WebhookType;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The end of a run: its final phase, and the post-rollout hooks. The hooks are part of the record,
 * so that neither a crash nor the next run loses them (outages.md O29).
 */
final class Reporting {
  private final Scene scene;

  Reporting(Scene scene) {
    this.scene = scene;
  }

  /**
   * Ends the run. If the hooks of the run before are not through yet, what was to be told after
   * them is told now.
   *
   * @param next the status with its final phase
   * @param phase in the payload of the hooks
   * @param shownPhase the phase that receivers of the hooks' events see
   * @param now what is told at once
   * @param afterwards adds what is told when the hooks are through
   */
  Decision conclude(
      RolloutStatus next,
      Phase phase,
      Phase shownPhase,
      Messages now,
      UnaryOperator<Messages> afterwards,
      String why) {
    var telling = next.run().telling();
    telling.report().ifPresent(earlier -> earlier.afterwards().forEach(now::ready));
    if (scene.webhooks(WebhookType.POST_ROLLOUT).isEmpty()) {
      return scene.move(
          next.with(next.run().with(telling.reporting(Optional.empty()))),
          afterwards.apply(now),
          why);
    }
    var later = afterwards.apply(now.later(next));
    var report =
        new Run.Report(
            phase,
            shownPhase,
            Hooks.checksum(next),
            later.pending().stream().map(Run.Pending::notification).toList());
    var run =
        next.run().with(new Run.Telling(telling.outbox(), Optional.of(report), later.sequence()));
    return scene.move(next.with(run), now, why);
  }

  /** What the pending report asks for, whatever stage the Canary is in. */
  sealed interface Progress {
    record Nothing() implements Progress {}

    record Asking(Question question) implements Progress {}

    record Done(Decision.Move move) implements Progress {}
  }

  Progress progress() {
    var report = scene.run().telling().report();
    if (report.isEmpty()) {
      // Or the next rollout of the same revision would take them for answers to its own hooks.
      scene.memory().forgets(WebhookType.POST_ROLLOUT.wireName() + "/");
      return new Progress.Nothing();
    }
    return progress(report.get());
  }

  private Progress progress(Run.Report report) {
    var key = report.checksum() + "/" + report.phase().wireName();
    return switch (new Hooks(scene)
        .ask(WebhookType.POST_ROLLOUT, key, report.phase(), report.checksum())) {
      case Hooks.Answered.Pending(Question question) -> new Progress.Asking(question);
      case Hooks.Answered.Accepted accepted -> {
        var messages = shown(report);
        accepted.names().forEach(name -> messages.normal(EventText.postRolloutPassed(name)));
        yield done(report, messages);
      }
      case Hooks.Answered.Refused refused -> {
        var messages = shown(report);
        refused.accepted().forEach(name -> messages.normal(EventText.postRolloutPassed(name)));
        messages.warning(EventText.postRolloutFailed(refused.hook().name(), refused.error()));
        yield done(report, messages);
      }
    };
  }

  private Messages shown(Run.Report report) {
    return Messages.as(scene.status(), report.shownPhase(), report.checksum());
  }

  private Progress done(Run.Report report, Messages messages) {
    report.afterwards().forEach(messages::ready);
    var telling = scene.run().telling();
    var run =
        scene.run().with(new Run.Telling(telling.outbox(), Optional.empty(), telling.sequence()));
    return new Progress.Done(
        scene.move(scene.status().with(run), messages, "the post-rollout hooks were called"));
  }
}
