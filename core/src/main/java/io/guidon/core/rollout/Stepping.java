package io.guidon.core.rollout;

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
 * One step of a weighted canary: hold the weight for an interval from when it is in effect, check,
 * then the next weight or the promotion (spec/rollout.md §9.2).
 */
final class Stepping implements StageRules {
  private final Scene scene;
  private final Needs needs;

  Stepping(Scene scene) {
    this.scene = scene;
    this.needs = new Needs(scene);
  }

  @Override
  public Plan plan() {
    return needs
        .serving()
        .want(needs.pinnedRevision())
        .until(scene.conditions().weightInEffect())
        .until(scene.conditions().primaryPods())
        .until(scene.conditions().canaryPods())
        .until(scene.conditions().canaryEndpoints());
  }

  @Override
  public Decision decide(Convergence convergence) {
    return switch (NewRevision.of(scene)) {
      case NewRevision.Found found -> new Beginning(scene).restart();
      case NewRevision.Reverted reverted -> new Ending(scene).reverted();
      case NewRevision.None none -> hold(convergence);
      case NewRevision.SameObject(String fingerprint) ->
          new SameRevision(scene).reread(fingerprint);
      case NewRevision.Restated(String fingerprint) ->
          new SameRevision(scene).restated(fingerprint);
      case NewRevision.Asking(Question question) -> scene.await(convergence, 1, List.of(question));
    };
  }

  private Decision hold(Convergence convergence) {
    var changed = new Carrying(scene).change().or(() -> new Ending(scene).atThreshold());
    if (changed.isPresent()) {
      return changed.get();
    }
    if (!convergence.isReached()) {
      return notReady(convergence);
    }
    if (!scene.isAnalysed()) {
      return new Promoting(scene).begin(scene.tell());
    }
    scene.memory().ceased("stuck");
    var begun = scene.conditions().inEffectSince();
    if (begun.isEmpty()) {
      return scene.await(convergence, 1, List.of());
    }
    var due = begun.get().plus(scene.interval());
    return scene.now().isBefore(due)
        ? scene.asOf(due, "weight " + scene.run().traffic().routed() + " is held until " + due)
        : analyse(new Grid(begun.get(), scene.interval(), scene.now()));
  }

  private Decision notReady(Convergence convergence) {
    var begin = scene.memory().holds("stuck", scene.now());
    var given = new Overdue(scene).of(convergence);
    if (given.isPresent()) {
      return new Ending(scene).notReady(given.get());
    }
    var now = new Grid(begin, scene.interval(), scene.now()).round();
    if (now == 0) {
      return scene.await(convergence, 1, List.of());
    }
    var round = scene.memory().round("stuck", now);
    return switch (new Hooks(scene).orders("stuck/" + round)) {
      case Hooks.Orders.Pending(Question question) ->
          scene.await(convergence, 1, List.of(question));
      case Hooks.Orders.Rollback order -> new Ending(scene).ordered(order);
      case Hooks.Orders.None none -> {
        scene.memory().concluded("stuck");
        yield scene.await(convergence, 1, List.of());
      }
    };
  }

  private Decision analyse(Grid grid) {
    scene.memory().forgives();
    var round = round(grid);
    return switch (new Hooks(scene).orders(Long.toString(round))) {
      case Hooks.Orders.Pending(Question question) -> scene.asking(question);
      case Hooks.Orders.Rollback order -> new Ending(scene).ordered(order);
      case Hooks.Orders.None(List<String> refusing) ->
          switch (new Checks(scene).of(round)) {
            case Checks.Outcome.Pending(Question question) ->
                new Late(scene).answer(question, grid, round);
            case Checks.Outcome.Failed(String text) ->
                new Ending(scene).failedCheck(notOrdering(refusing).warning(text), text);
            case Checks.Outcome.Passed passed -> passed(grid, refusing);
          };
    };
  }

  /** The round that this analysis belongs to, however long its answers take. */
  private long round(Grid grid) {
    return scene.memory().round("analysis", grid.round());
  }

  /** This analysis leads nowhere; the next one follows in the next interval. */
  private Decision againInTheNextInterval(Grid grid, List<Notification> told, String why) {
    scene.memory().concluded("analysis");
    return new Decision.Wait(List.of(), told, Optional.of(grid.next()), List.of(why));
  }

  private Messages notOrdering(List<String> refusing) {
    var messages = scene.tell();
    refusing.forEach(name -> messages.normal(EventText.rollbackNotSignaled(name)));
    return messages;
  }

  private Decision passed(Grid grid, List<String> refusing) {
    var steps = Steps.of(scene.canary().analysis());
    var weight = scene.run().traffic().weight();
    var next = steps.after(weight);
    if (weight < steps.maximum() && next.isEmpty()) {
      return againInTheNextInterval(
          grid,
          scene.once(notOrdering(refusing)),
          "no further step leads from weight " + weight + " to " + steps.maximum());
    }
    if (scene.status().phase() == Phase.WAITING_PROMOTION) {
      return weight < steps.maximum()
          ? advance(next.orElseThrow(), notOrdering(refusing))
          : confirmPromotion(grid, notOrdering(refusing));
    }
    return switch (new Hooks(scene)
        .ask(WebhookType.CONFIRM_TRAFFIC_INCREASE, Long.toString(round(grid)), Phase.PROGRESSING)) {
      case Hooks.Answered.Pending(Question question) ->
          new Late(scene).answer(question, grid, round(grid));
      case Hooks.Answered.Refused refused -> gateClosed(grid, refusing, refused);
      case Hooks.Answered.Accepted(List<String> approved) -> {
        var messages = notOrdering(refusing);
        approved.forEach(name -> messages.normal(EventText.trafficIncreasePassed(name)));
        yield weight < steps.maximum()
            ? advance(next.orElseThrow(), messages)
            : confirmPromotion(grid, messages);
      }
    };
  }

  private Decision gateClosed(Grid grid, List<String> refusing, Hooks.Answered.Refused refused) {
    var told = new ArrayList<Notification>();
    if (scene.memory().announces("traffic-increase", round(grid))) {
      refusing.forEach(
          name -> told.add(scene.once(EventType.NORMAL, EventText.rollbackNotSignaled(name))));
      told.addAll(new TrafficGate(scene).closed(refused));
    }
    return againInTheNextInterval(
        grid, told, "hook " + refused.hook().name() + " does not approve");
  }

  /** Gives the canary this weight; told when it is in effect. */
  Decision advance(int weight, Messages messages) {
    messages.normalInEffect(EventText.advanceCanaryWeight(scene.canary().key(), weight));
    var run =
        scene
            .run()
            .with(Run.Traffic.of(weight, Run.Carrier.BOTH))
            .enter(Stage.STEPPING, scene.now());
    var next =
        scene
            .status()
            .with(run)
            .counting(weight, scene.status().iterations(), scene.status().failedChecks());
    return scene.move(next, messages, "the canary gets " + weight + " %");
  }

  private Decision confirmPromotion(Grid grid, Messages messages) {
    var round = round(grid);
    return switch (new Hooks(scene)
        .ask(WebhookType.CONFIRM_PROMOTION, Long.toString(round), Phase.PROGRESSING)) {
      case Hooks.Answered.Pending(Question question) ->
          new Late(scene).answer(question, grid, round);
      case Hooks.Answered.Refused refused -> promotionRefused(grid, messages, refused);
      case Hooks.Answered.Accepted(List<String> approved) -> {
        approved.forEach(name -> messages.normal(EventText.confirmPromotionPassed(name)));
        yield new Promoting(scene).begin(messages);
      }
    };
  }

  private Decision promotionRefused(Grid grid, Messages messages, Hooks.Answered.Refused refused) {
    if (scene.status().phase() == Phase.WAITING_PROMOTION) {
      var told = new ArrayList<Notification>();
      if (scene.memory().announces("promotion", round(grid))) {
        told.addAll(scene.once(messages));
        refused
            .accepted()
            .forEach(name ->
                told.add(scene.once(EventType.NORMAL, EventText.confirmPromotionPassed(name))));
      }
      return againInTheNextInterval(
          grid, told, "hook " + refused.hook().name() + " does not approve");
    }
    refused.accepted().forEach(name -> messages.normal(EventText.confirmPromotionPassed(name)));
    messages.warning(
        EventText.waitingForPromotionApproval(scene.canary().key(), refused.hook().name()));
    if (!refused.hook().muteAlert()) {
      messages.alert(Severity.WARN, AlertText.promotionWaitingForApproval(), scene.plainFields());
    }
    var next =
        scene.status().with(Phase.WAITING_PROMOTION).counting(0, -1, scene.status().failedChecks());
    return scene.move(
        next, messages, "hook " + refused.hook().name() + " does not approve the promotion");
  }
}
