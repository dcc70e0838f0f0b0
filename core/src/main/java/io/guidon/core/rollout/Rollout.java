package io.guidon.core.rollout;

import io.guidon.core.notification.EventText;
import io.guidon.core.notification.EventType;
import io.guidon.core.notification.Notification;
import io.guidon.core.resource.Phase;
import io.guidon.core.workload.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One pass over one Canary: the status says what the world should look like; {@link #convergence}
 * says what is missing, {@link #decide} how the status moves on. Pure; the loop carries both out
 * (design.md §1).
 */
public final class Rollout {
  private static final String WITHOUT_TARGET = "without a target";

  private final Observation seen;
  private final Memory memory;
  private final Optional<Scene> scene;

  private Rollout(Observation seen, Memory memory) {
    this.seen = seen;
    this.memory = memory;
    memory.sees(seen.tree().path("metadata").path("generation").asLong());
    this.scene = TakeOver.status(seen, memory).map(status -> new Scene(seen, status, memory));
  }

  /** What is seen now, with what is remembered; {@code memory} takes note of what is seen. */
  public static Rollout of(Observation seen, Memory memory) {
    return new Rollout(Leaving.asMade(seen), memory);
  }

  /** The writes that are missing, and what is waited for. */
  public Convergence convergence() {
    if (scene.isEmpty() && isBeingDeleted()) {
      return new Unknown(seen, memory).convergence();
    }
    if (scene.isEmpty() || isLeftAlone()) {
      return new Convergence(List.of(), List.of());
    }
    return rules(scene.get()).plan().convergence();
  }

  /** What comes next, given how far the world has come. */
  public Decision decide(Convergence convergence) {
    if (!isBeingDeleted()) {
      var problems = Unsupported.in(seen);
      if (!problems.isEmpty()) {
        return new Decision.Leave(problems);
      }
      if (scene.isEmpty() && TakeOver.isNew(seen)) {
        return firstContact();
      }
      if (seen.canary().spec().suspend()) {
        return suspended();
      }
    }
    memory.ceased("suspended");
    if (scene.isEmpty()) {
      return isBeingDeleted() ? new Unknown(seen, memory).decide() : withoutTarget();
    }
    memory.ceased(WITHOUT_TARGET);
    new Overdue(scene.get()).watch(convergence);
    return switch (withReport(scene.get(), decided(scene.get(), convergence))) {
      case Decision.Wait wait -> wait.alsoTelling(scene.get().notesToTell());
      case Decision.Move move -> move;
      case Decision.Leave leave -> leave;
    };
  }

  /**
   * What the Canary asks of its routing provider and does not get, one sentence each, for the log;
   * empty where {@link #convergence()} did not come to the routes.
   */
  public List<String> remarks() {
    return scene.map(Scene::remarks).orElse(List.of());
  }

  /** What the record holds to be told and may be told now, in order. */
  public List<Notification> due() {
    if (scene.isEmpty()) {
      return List.of();
    }
    var effect = scene.get().conditions().weightInEffect().isEmpty();
    return scene.get().run().telling().outbox().stream()
        .filter(pending -> effect || pending.when() == Run.Pending.When.AT_ONCE)
        .map(Run.Pending::notification)
        .toList();
  }

  /** What dashboards show; empty before the first record. */
  public Optional<Gauges> gauges() {
    return scene.map(now ->
        memory.gauges(
            now.status().phase(),
            now.conditions().weightInEffect().isEmpty()
                ? OptionalInt.of(now.run().traffic().routed())
                : OptionalInt.empty()));
  }

  /**
   * Before an orderly stop: what was told leaves the record, so that the next process does not tell
   * it again. Empty if there is nothing of the kind.
   */
  public Optional<Decision.Move> lastWords() {
    return scene
        .filter(Scene::hasToldSomeOfTheOutbox)
        .map(now -> now.move(now.status(), now.tell(), "the operator stops"));
  }

  private Decision decided(Scene now, Convergence convergence) {
    if (isBeingDeleted() && now.run().stage() != Stage.DELETING) {
      return new Deleting(now).begin();
    }
    return carriedAtRest(now).orElseGet(() -> rules(now).decide(convergence));
  }

  private static Optional<Decision> carriedAtRest(Scene now) {
    return now.run().stage().isOutsideOfAnalysis()
        ? new Carrying(now).changeAtRest()
        : Optional.empty();
  }

  private boolean isBeingDeleted() {
    return seen.canary().metadata().deletionTimestamp().isPresent();
  }

  private boolean isLeftAlone() {
    if (isBeingDeleted()) {
      return scene.map(now -> now.run().stage() != Stage.DELETING).orElse(true);
    }
    return seen.canary().spec().suspend() || !Unsupported.in(seen).isEmpty();
  }

  private static StageRules rules(Scene now) {
    return switch (now.run().stage()) {
      case SETUP -> new Setup(now);
      case IDLE, WAITING -> new Idle(now);
      case RECOVERING -> new Recovering(now);
      case STARTING -> new Starting(now);
      case STEPPING -> new Stepping(now);
      case PROMOTING -> new Promoting(now);
      case RETURNING -> new Returning(now);
      case FINALISING -> new Finalising(now);
      case ROLLING_BACK -> new RollingBack(now);
      case SETTLING -> new Settling(now);
      case KEEPING_CANARY -> new KeepingCanary(now);
      case DELETING -> new Deleting(now);
    };
  }

  /** The post-rollout hooks of the last run go on beside everything else. */
  private static Decision withReport(Scene now, Decision decided) {
    return switch (new Reporting(now).progress()) {
      case Reporting.Progress.Nothing nothing -> decided;
      case Reporting.Progress.Done(Decision.Move move) -> move;
      case Reporting.Progress.Asking(Question question) ->
          switch (decided) {
            case Decision.Wait wait -> wait.alsoAsking(question);
            case Decision.Move move -> move;
            case Decision.Leave leave -> leave;
          };
    };
  }

  /** The first status write; nothing is touched before it. */
  private Decision firstContact() {
    var target = seen.sight().object(Scene.targetRef(seen.canary()));
    var snapshot = target.map(Snapshot::of);
    var run =
        Run.begin(
            seen.now(),
            snapshot.map(Snapshot::fingerprint).orElse(""),
            target.map(tree -> tree.path("metadata").path("generation").asLong()).orElse(0L),
            new Run.Kept(seen.drawn(), Map.of(), 0, Made.of(seen)));
    var begun = new RolloutStatus(Phase.INITIALIZING, 0, 0, 0, Optional.empty(), "", "", run);
    return new Decision.Move(
        TakeOver.keepingThePrimary(seen, begun).orElse(begun), List.of("a new Canary"));
  }

  /**
   * One of Flagger's is taken over when its target is there: nothing else tells what the primary
   * runs, and which of it was promoted.
   */
  private Decision withoutTarget() {
    var text = Needs.targetMissing(seen.canary());
    var told = new ArrayList<Notification>();
    if (memory.begins(WITHOUT_TARGET, seen.now())) {
      told.add(once(EventType.WARNING, text));
    }
    return new Decision.Wait(List.of(), told, Optional.empty(), List.of(text));
  }

  private Notification once(EventType type, String text) {
    return new Notification.Event(
        memory.nextTold(),
        type,
        text,
        seen.shown().phase().wireName(),
        Hooks.checksum(seen.shown()));
  }

  /**
   * Frozen: nothing is written, asked or repaired; said once per interval during a run, once when
   * idle.
   */
  private Decision suspended() {
    memory.rests(seen.now());
    var told = new ArrayList<Notification>();
    var begin = memory.holds("suspended", seen.now());
    var grid = new Grid(begin, seen.canary().analysis().interval(), seen.now());
    var idle = scene.map(now -> now.run().stage() == Stage.IDLE).orElse(false);
    if (memory.announces("suspended/" + begin, idle ? 0 : grid.round())) {
      told.add(once(EventType.NORMAL, EventText.suspended()));
    }
    return new Decision.Wait(
        List.of(), told, idle ? Optional.empty() : Optional.of(grid.next()), List.of("suspended"));
  }
}
