package io.guidon.core.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.notification.AlertText;
import io.guidon.core.notification.EventText;
import io.guidon.core.notification.EventType;
import io.guidon.core.notification.Notification;
import io.guidon.core.notification.Severity;
import io.guidon.core.resource.Phase;
import io.guidon.core.resource.WebhookType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * No run under way, or one that waits for approval: what was set up is kept as it is, and a new
 * revision starts a run as soon as every confirm-rollout hook accepts it (spec/rollout.md §4.2).
 */
final class Idle implements StageRules {
  private final Scene scene;
  private final Needs needs;

  Idle(Scene scene) {
    this.scene = scene;
    this.needs = new Needs(scene);
  }

  @Override
  public Plan plan() {
    return needs
        .serving()
        .want(needs.promotedRevision())
        .until(Optional.empty())
        .want(needs.outdatedRevisions());
  }

  @Override
  public Decision decide(Convergence convergence) {
    return switch (NewRevision.of(scene)) {
      case NewRevision.None none -> {
        if (!isWaiting()) {
          yield rest(convergence);
        }
        yield isTakenBack() ? restAgain() : new Carrying(scene).change().orElseGet(this::confirm);
      }
      case NewRevision.SameObject(String fingerprint) ->
          new SameRevision(scene).reread(fingerprint);
      case NewRevision.Restated(String fingerprint) ->
          new SameRevision(scene).restated(fingerprint);
      case NewRevision.Asking(Question question) -> scene.asking(question);
      case NewRevision.Reverted(String fingerprint) -> reverted(fingerprint);
      case NewRevision.Found(String fingerprint) -> confirm();
    };
  }

  private boolean isWaiting() {
    return scene.run().stage() == Stage.WAITING;
  }

  /**
   * Whether the change that waits for approval is gone again. A revision that waits in the place of
   * one whose run it ended has Progressing before it.
   */
  private boolean isTakenBack() {
    return scene.status().phase() == Phase.WAITING
        && switch (scene.run().before()) {
          case INITIALIZED, SUCCEEDED, FAILED -> true;
          case NONE,
              INITIALIZING,
              WAITING,
              PROGRESSING,
              WAITING_PROMOTION,
              PROMOTING,
              FINALISING,
              TERMINATING,
              TERMINATED ->
              false;
        };
  }

  private Decision restAgain() {
    var run = scene.run();
    var isLeftOver =
        run.traffic().routed() == 0 && scene.target().filter(Idle::isScaledUp).isPresent();
    return scene.move(
        scene
            .status()
            .with(run.before())
            .with(run.enter(isLeftOver ? Stage.SETTLING : Stage.IDLE, scene.now())),
        scene.tell(),
        "the change that waited for approval was taken back; nothing to do");
  }

  private Decision rest(Convergence convergence) {
    if (scene.outboxIsDelivered()) {
      return scene.move(scene.status(), scene.tell(), "all that was to be told is told");
    }
    if (StatusTree.isStalled(scene.seen().tree().path("status"))) {
      return scene.move(scene.status(), scene.tell(), "the Canary is acted upon again");
    }
    var texts = convergence.unmet().stream().filter(Unmet::isTold).map(Unmet::text).toList();
    var told = new ArrayList<Notification>();
    for (var text : texts) {
      if (scene.memory().announces("idle/" + text, 0)) {
        told.add(scene.once(EventType.WARNING, text));
      }
    }
    return new Decision.Wait(
        List.of(), told, scene.due(), texts.isEmpty() ? List.of("idle") : texts);
  }

  /** Going back to what the primary runs starts nothing. */
  private Decision reverted(String fingerprint) {
    var run = scene.run();
    var revisions = run.revisions().running(fingerprint, scene.generation());
    if (run.traffic().carrier() == Run.Carrier.CANARY_ONLY) {
      return confirm();
    }
    if (isWaiting() && scene.target().filter(Idle::isScaledUp).isPresent()) {
      return new Ending(scene).reverted();
    }
    var next =
        scene
            .status()
            .with(run.with(revisions).enter(Stage.IDLE, scene.now()))
            .applied(scene.targetHash(), scene.trackedConfigs());
    return scene.move(
        isWaiting() ? next.with(run.before()) : next,
        scene.tell(),
        "the target went back to the promoted revision; nothing to do");
  }

  private static boolean isScaledUp(ObjectNode target) {
    return target.path("spec").path("replicas").asInt(1) > 0;
  }

  private Decision confirm() {
    if (scene.status().phase() == Phase.WAITING && scene.grid().round() == 0) {
      return scene.asOf(scene.grid().next(), "refused just now; asked again in the next interval");
    }
    var round = isWaiting() ? scene.memory().round("approval", scene.grid().round()) : 0;
    var hooks = new Hooks(scene);
    if (hooks.orders("waiting/" + round) instanceof Hooks.Orders.Pending(Question question)
        && isWaiting()) {
      return scene.asking(question);
    }
    if (isWaiting() && hooks.orders("waiting/" + round) instanceof Hooks.Orders.Rollback order) {
      return takenBack(order);
    }
    var asked = round + (isWaiting() ? "" : "/found");
    return switch (hooks.ask(WebhookType.CONFIRM_ROLLOUT, asked, scene.status().phase())) {
      case Hooks.Answered.Pending(Question question) -> scene.asking(question);
      case Hooks.Answered.Refused refused ->
          scene.status().phase() == Phase.WAITING ? stillWaiting(refused, round) : waiting(refused);
      case Hooks.Answered.Accepted(List<String> names) -> new Beginning(scene).start(names);
    };
  }

  private Decision waiting(Hooks.Answered.Refused refused) {
    var messages = scene.tell();
    refused.accepted().forEach(name -> messages.normal(EventText.confirmRolloutPassed(name)));
    messages.warning(EventText.waitingForApproval(scene.canary().key(), refused.hook().name()));
    if (!refused.hook().muteAlert()) {
      messages.alert(Severity.WARN, AlertText.waitingForApproval(), scene.plainFields());
    }
    var run = scene.run().returningTo(scene.status().phase()).enter(Stage.WAITING, scene.now());
    return scene.move(
        scene.status().with(Phase.WAITING).with(run),
        messages,
        "hook " + refused.hook().name() + " does not approve: " + refused.error());
  }

  private Decision stillWaiting(Hooks.Answered.Refused refused, long round) {
    scene.memory().concluded("approval");
    var told = new ArrayList<Notification>();
    if (round > 0 && scene.memory().announces("approval", round)) {
      refused
          .accepted()
          .forEach(
              name -> told.add(scene.once(EventType.NORMAL, EventText.confirmRolloutPassed(name))));
    }
    return new Decision.Wait(
        List.of(),
        told,
        Optional.of(scene.grid().next()),
        List.of("hook " + refused.hook().name() + " does not approve: " + refused.error()));
  }

  /**
   * A rollback hook ends the waiting for this revision (O27b). Where the canary's pods carry all
   * traffic since a promotion failed, they go on doing so.
   */
  private Decision takenBack(Hooks.Orders.Rollback order) {
    var run = scene.run();
    var carries = run.traffic().routed() > 0;
    var next =
        scene
            .status()
            .with(Phase.FAILED)
            .with(
                run.with(run.revisions().running(scene.fingerprint(), scene.generation()))
                    .enter(carries ? Stage.IDLE : Stage.SETTLING, scene.now()))
            .counting(run.traffic().routed(), 0, 0)
            .applied(scene.targetHash(), scene.trackedConfigs());
    var messages =
        scene
            .tell()
            .warning(EventText.rollbackCheckPassed(order.hook()))
            .warning(EventText.rollingBackManual(scene.canary().key()))
            .alert(Severity.WARN, AlertText.rollingBackManual(), scene.plainFields());
    return new Reporting(scene)
        .conclude(
            next,
            Phase.FAILED,
            scene.status().phase(),
            messages,
            after -> after,
            "hook " + order.hook() + " orders a rollback");
  }
}
