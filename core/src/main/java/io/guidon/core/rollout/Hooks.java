package io.guidon.core.rollout;

import io.guidon.core.resource.CanaryStatus;
import io.guidon.core.resource.Phase;
import io.guidon.core.resource.Webhook;
import io.guidon.core.resource.WebhookType;
import io.guidon.core.workload.HookChecksum;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the hooks of one type in list order and stops at the first refusal, as Flagger does
 * (spec/webhooks.md §5).
 */
final class Hooks {
  private final Scene scene;

  Hooks(Scene scene) {
    this.scene = scene;
  }

  /** How far a type's hooks are. */
  sealed interface Answered {
    /** An answer is still out. */
    record Pending(Question question) implements Answered {}

    /** All accept; {@code names} in order, empty where there are none. */
    record Accepted(List<String> names) implements Answered {}

    /** One refuses; those before it had accepted. */
    record Refused(Webhook hook, String error, List<String> accepted) implements Answered {}
  }

  /**
   * The answers of this round.
   *
   * @param round keeps the answers of one round from counting for another
   * @param phase in the payload
   */
  Answered ask(WebhookType type, String round, Phase phase) {
    return ask(type, scene.occasion(round), phase, scene.checksum());
  }

  /** As above, for hooks whose payload has its own checksum; {@code key} tells the occasion. */
  Answered ask(WebhookType type, String key, Phase phase, String checksum) {
    var accepted = new ArrayList<String>();
    int position = 0;
    for (var hook : scene.webhooks(type)) {
      var id = type.wireName() + "/" + key + "/" + position++;
      var answer = scene.memory().answer(id);
      if (answer.isEmpty()) {
        return new Answered.Pending(new Question.Hook(id, call(hook, phase, checksum)));
      }
      switch (answer.get()) {
        case Question.Answer.Hooked(HookAnswer.Accepted ok) -> accepted.add(hook.name());
        case Question.Answer.Hooked(HookAnswer.Refused(String error)) -> {
          return new Answered.Refused(hook, error, accepted);
        }
        case Question.Answer.Measured other -> throw foreign(other, id);
        case Question.Answer.WouldStore other -> throw foreign(other, id);
      }
    }
    return new Answered.Accepted(accepted);
  }

  private static IllegalStateException foreign(Question.Answer answer, String id) {
    return new IllegalStateException(answer + " was given as answer to hook " + id);
  }

  /**
   * How far the rollback hooks are: an acceptance orders a rollback, refusals are the normal case.
   */
  sealed interface Orders {
    record Pending(Question question) implements Orders {}

    /** {@code refusing} did not order it. */
    record None(List<String> refusing) implements Orders {}

    /** {@code hook} orders it; those before it did not. */
    record Rollback(String hook, List<String> refusing) implements Orders {}
  }

  Orders orders(String round) {
    var refusing = new ArrayList<String>();
    int position = 0;
    for (var hook : scene.webhooks(WebhookType.ROLLBACK)) {
      var id = "rollback/" + scene.occasion(round) + "/" + position++;
      var answer = scene.memory().answer(id);
      if (answer.isEmpty()) {
        return new Orders.Pending(
            new Question.Hook(id, call(hook, scene.status().phase(), scene.checksum())));
      }
      if (answer.get() instanceof Question.Answer.Hooked(HookAnswer.Accepted ok)) {
        return new Orders.Rollback(hook.name(), refusing);
      }
      refusing.add(hook.name());
    }
    return new Orders.None(refusing);
  }

  private HookCall call(Webhook hook, Phase phase, String checksum) {
    return HookCall.of(scene.canary(), hook, phase.wireName(), checksum);
  }

  static String checksum(RolloutStatus status) {
    return HookChecksum.of(status.trackedConfigs(), status.lastAppliedSpec());
  }

  static String checksum(CanaryStatus status) {
    return HookChecksum.of(status.trackedConfigs(), status.lastAppliedSpec());
  }
}
