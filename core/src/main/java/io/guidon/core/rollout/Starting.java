package io.guidon.core.rollout;

import io.guidon.core.notification.EventText;
import io.guidon.core.notification.Notification;
import io.guidon.core.resource.Phase;
import io.guidon.core.resource.WebhookType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The canary is scaled up. When its pods answer, the pre-rollout hooks run, and it gets its first
 * weight at once (outages-played.md D5).
 */
final class Starting implements StageRules {
  /** Hooks were asked about the revision as it is. */
  private static final String ASKED = "starting/asked";

  private static final Duration SAME_REVISION = Duration.ofSeconds(3);

  private final Scene scene;
  private final Needs needs;

  Starting(Scene scene) {
    this.scene = scene;
    this.needs = new Needs(scene);
  }

  @Override
  public Plan plan() {
    return needs
        .serving()
        .want(new Leaving(scene).finalizer())
        .want(needs.pinnedRevision())
        .want(needs.targetScaledUp())
        .until(scene.conditions().weightInEffect())
        .until(scene.conditions().primaryPods())
        .until(scene.conditions().canaryPods())
        .until(scene.conditions().canaryEndpoints());
  }

  @Override
  public Decision decide(Convergence convergence) {
    return switch (NewRevision.of(scene)) {
      case NewRevision.Found found ->
          isStillBeginning() ? new Beginning(scene).merge() : new Beginning(scene).restart();
      case NewRevision.Reverted reverted -> new Ending(scene).reverted();
      case NewRevision.None none -> prepare(convergence);
      case NewRevision.SameObject(String fingerprint) ->
          new SameRevision(scene).reread(fingerprint);
      case NewRevision.Restated(String fingerprint) ->
          new SameRevision(scene).restated(fingerprint);
      case NewRevision.Asking(Question question) ->
          isStillBeginning()
              ? new Beginning(scene).merge()
              : scene.await(convergence, 1, List.of(question));
    };
  }

  private boolean isStillBeginning() {
    return scene.now().isBefore(scene.begun().plus(SAME_REVISION))
        && scene.webhooks(WebhookType.CONFIRM_ROLLOUT).isEmpty()
        && scene.isRecorded()
        && !scene.memory().isAnnounced(ASKED);
  }

  private Decision prepare(Convergence convergence) {
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
    var round = round();
    scene.memory().announces(ASKED, 0);
    return switch (new Hooks(scene).orders("start/" + round)) {
      case Hooks.Orders.Pending(Question question) -> scene.asking(question);
      case Hooks.Orders.Rollback order -> new Ending(scene).ordered(order);
      case Hooks.Orders.None(List<String> refusing) -> begin(refusing, round);
    };
  }

  /** The round that hooks are asked in, however long their answers take. */
  private long round() {
    return scene.memory().round("start", scene.grid().round());
  }

  private Decision notReady(Convergence convergence) {
    var given = new Overdue(scene).of(convergence);
    if (given.isPresent()) {
      return new Ending(scene).notReady(given.get());
    }
    if (scene.grid().round() > 0) {
      switch (new Hooks(scene).orders("start/" + round())) {
        case Hooks.Orders.Pending(Question question) -> {
          return scene.await(convergence, 1, List.of(question));
        }
        case Hooks.Orders.Rollback order -> {
          return new Ending(scene).ordered(order);
        }
        case Hooks.Orders.None none -> scene.memory().concluded("start");
      }
    }
    return scene.await(convergence, 1, List.of());
  }

  private Decision begin(List<String> notOrdering, long round) {
    var attempt = "attempt/" + scene.status().failedChecks();
    if (scene.status().failedChecks() > 0) {
      var next = scene.memory().holds("stage/refused", scene.now()).plus(scene.interval());
      if (scene.now().isBefore(next)) {
        scene.memory().concluded("start");
        return scene.asOf(next, "the pre-rollout hooks are asked again an interval later");
      }
    }
    return switch (new Hooks(scene).ask(WebhookType.PRE_ROLLOUT, attempt, Phase.PROGRESSING)) {
      case Hooks.Answered.Pending(Question question) ->
          new Late(scene).answer(question, scene.grid(), round);
      case Hooks.Answered.Refused refused -> preRolloutFailed(notOrdering, refused);
      case Hooks.Answered.Accepted(List<String> passed) -> firstStep(notOrdering, passed, round);
    };
  }

  private Messages opening(List<String> notOrdering, List<String> passed) {
    var messages = scene.tell();
    if (!scene.memory().isAnnounced("starting")) {
      notOrdering.forEach(name -> messages.normal(EventText.rollbackNotSignaled(name)));
      messages.normal(EventText.startingAnalysis(scene.canary().targetKey()));
      passed.forEach(name -> messages.normal(EventText.preRolloutPassed(name)));
    }
    return messages;
  }

  private Decision preRolloutFailed(List<String> notOrdering, Hooks.Answered.Refused refused) {
    var messages =
        opening(notOrdering, refused.accepted())
            .warning(
                EventText.preRolloutFailed(
                    scene.canary().key(), refused.hook().name(), refused.error()));
    return new Ending(scene).failedCheck(messages, refused.error());
  }

  private Decision firstStep(List<String> notOrdering, List<String> passed, long round) {
    var steps = Steps.of(scene.canary().analysis());
    var next = steps.after(0);
    if (next.isEmpty()) {
      return withoutStep(opening(notOrdering, passed));
    }
    return switch (new Hooks(scene)
        .ask(WebhookType.CONFIRM_TRAFFIC_INCREASE, "start/" + round, Phase.PROGRESSING)) {
      case Hooks.Answered.Pending(Question question) ->
          new Late(scene).answer(question, scene.grid(), round);
      case Hooks.Answered.Refused refused -> closed(opening(notOrdering, passed), refused, round);
      case Hooks.Answered.Accepted(List<String> approved) -> {
        var messages = opening(notOrdering, passed);
        approved.forEach(name -> messages.normal(EventText.trafficIncreasePassed(name)));
        yield new Stepping(scene).advance(next.get(), messages);
      }
    };
  }

  /** Only its rollback hooks and a new revision can end the run. */
  private Decision withoutStep(Messages opening) {
    var told =
        scene.memory().announces("starting", 0) ? scene.once(opening) : List.<Notification>of();
    scene.memory().concluded("start");
    return new Decision.Wait(
        List.of(),
        told,
        Optional.of(scene.grid().next()),
        List.of("the analysis has no step above 0, so the canary gets no traffic"));
  }

  /**
   * The gate stays closed: said once per round, and neither hooks nor checks are repeated for it
   * (O27c).
   */
  private Decision closed(Messages opening, Hooks.Answered.Refused refused, long round) {
    var told = new ArrayList<Notification>();
    if (scene.memory().announces("traffic-increase", round)) {
      told.addAll(scene.once(opening));
      told.addAll(new TrafficGate(scene).closed(refused));
      scene.memory().announces("starting", 0);
    }
    scene.memory().concluded("start");
    return new Decision.Wait(
        List.of(),
        told,
        Optional.of(scene.grid().next()),
        List.of("hook " + refused.hook().name() + " does not approve"));
  }
}
