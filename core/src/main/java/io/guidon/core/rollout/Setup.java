package io.guidon.core.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.core.notification.AlertText;
import io.guidon.core.notification.EventText;
import io.guidon.core.notification.EventType;
import io.guidon.core.notification.Notification;
import io.guidon.core.notification.Severity;
import io.guidon.core.resource.Phase;
import io.guidon.core.workload.RevisionHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * First contact. The primary is made and serves before the apex Service and the route point at it,
 * and the target goes only when nothing is on its way to it any more, also with skipAnalysis
 * (outages.md O9, O10; D2).
 */
final class Setup implements StageRules {
  private final Scene scene;
  private final Needs needs;

  Setup(Scene scene) {
    this.scene = scene;
    this.needs = new Needs(scene);
  }

  @Override
  public Plan plan() {
    var plan = new Plan();
    if (!isPinnedAsSeen()) {
      return plan.want(needs.target());
    }
    return plan.want(needs.target())
        .want(new Leaving(scene).finalizer())
        .want(needs.pinnedRevision())
        .want(needs.paths().canaryService())
        .want(needs.paths().primaryService())
        .want(needs.primary(scene.run().revisions().current()))
        .until(scene.conditions().primaryPods())
        .want(needs.primaryScaler())
        .until(scene.conditions().primaryEndpoints())
        .want(needs.paths().recordedBefore())
        .want(needs.paths().apexService())
        .want(needs.paths().route())
        .until(scene.conditions().weightInEffect())
        .until(scene.conditions().drained())
        .want(needs.targetScaledTo(0));
  }

  /**
   * The target may still change as long as nobody is sent to the primary; later a change is a new
   * revision.
   */
  private boolean isPinnedAsSeen() {
    var current = scene.run().revisions().current();
    return !current.isEmpty()
        && (scene.fingerprint().equals(current)
            || scene.fingerprint().isEmpty()
            || mayServeUsers(current));
  }

  /**
   * Users are sent to the primary, or may be, because it was there before the set-up began; and it
   * is still there or can be made again.
   */
  private boolean mayServeUsers(String current) {
    var wasThere = !scene.run().revisions().promoted().isEmpty();
    return scene.primary().isPresent()
        ? wasThere || needs.paths().apexPointsAtPrimary()
        : scene.pinned(current).isPresent() && needs.paths().apexPointsAtPrimary();
  }

  @Override
  public Decision decide(Convergence convergence) {
    if (!isPinnedAsSeen() && !scene.fingerprint().isEmpty()) {
      return pin();
    }
    var before = needs.paths().toRecord();
    if (!before.isEmpty()) {
      return remember(before);
    }
    if (convergence.isReached()) {
      return initialized();
    }
    if (scene.status().phase() != Phase.FAILED && isGivenUp(convergence)) {
      return failed(convergence);
    }
    return announce(convergence);
  }

  /** What users own is recorded as it was, before it is changed. */
  private Decision remember(Map<String, JsonNode> before) {
    var kept = scene.run().kept();
    var all = new TreeMap<>(kept.before());
    all.putAll(before);
    return scene.move(
        scene.status().with(scene.run().with(kept.withBefore(all))),
        scene.tell(),
        "objects of the user are taken over: " + String.join(", ", before.keySet()));
  }

  private Decision pin() {
    var run = scene.run();
    var begun = scene.status().with(Phase.INITIALIZING).with(run.enter(Stage.SETUP, scene.now()));
    if (run.revisions().current().isEmpty()) {
      var kept = TakeOver.keepingThePrimary(scene.seen(), begun);
      if (kept.isPresent()) {
        return scene.move(kept.get(), scene.tell(), "the primary is there already");
      }
    }
    var pinned =
        begun
            .run()
            .with(new Run.Revisions(scene.fingerprint(), "", scene.generation()))
            .with(run.kept().drawn(scene.seen().drawn()));
    return scene.move(
        begun.with(pinned),
        scene.tell(),
        "the primary is made from revision " + scene.fingerprint());
  }

  private Decision initialized() {
    var pinned = scene.pinned(scene.run().revisions().current());
    var hash =
        pinned
            .map(snapshot -> RevisionHash.of(snapshot.template()))
            .orElse(scene.status().lastPromotedSpec());
    var run =
        scene.run().with(scene.run().revisions().promotedCurrent()).enter(Stage.IDLE, scene.now());
    var next =
        scene
            .status()
            .with(Phase.INITIALIZED)
            .with(run)
            .counting(0, 0, 0)
            .applied(hash, scene.trackedConfigs())
            .promotedApplied();
    var messages =
        Messages.as(next)
            .normal(EventText.initializationDone(scene.canary().key()))
            .alert(
                Severity.INFO,
                AlertText.initializationCompleted(scene.canary().targetRef().kind().wireName()),
                scene.alertFields());
    return scene.move(next, messages, "everything is in place and the target is scaled to zero");
  }

  private boolean isGivenUp(Convergence convergence) {
    return convergence.waitsFor(Unmet.What.PRIMARY_PODS)
        && (scene
                .conditions()
                .isGivenUp(scene.primary(), scene.canary().analysis().primaryReadyThreshold())
            || scene.isOverdue());
  }

  /**
   * The target keeps serving; when the primary recovers after all, or the target changes, the story
   * goes on.
   */
  private Decision failed(Convergence convergence) {
    var why = convergence.unmet().getFirst().text();
    var next =
        scene
            .status()
            .with(Phase.FAILED)
            .counting(0, 0, 0)
            .applied(scene.targetHash(), scene.trackedConfigs());
    return new Reporting(scene)
        .conclude(
            next,
            Phase.FAILED,
            scene.status().phase(),
            scene.tell().warning(why),
            after -> after,
            "the primary did not become ready: " + why);
  }

  /** What Flagger needs before it asks anything else (spec/rollout.md §4, steps 4 and 5). */
  private boolean isUnusable() {
    return Stream.of(needs.target(), needs.paths().canaryService(), needs.paths().primaryService())
        .anyMatch(Want.Blocked.class::isInstance);
  }

  /** Each round tells whether the metric providers answer, then what is waited for. */
  private Decision announce(Convergence convergence) {
    var round = scene.memory().round("availability", scene.grid().round());
    if (scene.canary().spec().skipAnalysis()) {
      return scene.await(convergence, 1, List.of());
    }
    if (isUnusable()) {
      return scene.await(convergence, 0, List.of());
    }
    var told = new ArrayList<Notification>();
    switch (new Availability(scene).check(Long.toString(round))) {
      case Availability.Answered.Asked(Question question) -> {
        return new Decision.Wait(
            List.of(question),
            List.of(),
            scene.due(),
            List.of("asking whether the metric providers answer"));
      }
      case Availability.Answered.Available available ->
          told.add(scene.once(EventType.NORMAL, EventText.metricProvidersAvailable()));
      case Availability.Answered.Unavailable(String error) ->
          told.add(scene.once(EventType.WARNING, EventText.metricProvidersError(error)));
    }
    scene.memory().concluded("availability");
    if (!scene.memory().announces("availability", round)) {
      told.clear();
    }
    var wait = scene.await(convergence, 0, List.of());
    told.addAll(wait.tell());
    var until =
        wait.until().filter(due -> due.isBefore(scene.grid().next())).orElse(scene.grid().next());
    return new Decision.Wait(List.of(), told, Optional.of(until), wait.why());
  }
}
