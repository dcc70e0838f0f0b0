package io.guidon.core.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.analysis.MetricChecks;
import io.guidon.core.notification.AlertFields;
import io.guidon.core.notification.EventType;
import io.guidon.core.notification.Field;
import io.guidon.core.notification.Notification;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.resource.Webhook;
import io.guidon.core.resource.WebhookType;
import io.guidon.core.routing.RoutingProvider;
import io.guidon.core.routing.RoutingProviders;
import io.guidon.core.workload.PinnedRevision;
import io.guidon.core.workload.RevisionHash;
import io.guidon.core.workload.Scale;
import io.guidon.core.workload.Selector;
import io.guidon.core.workload.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One pass over one Canary: what is seen, what is recorded, what is remembered, and the ways to
 * answer.
 */
final class Scene {
  private final Observation seen;
  private final RolloutStatus status;
  private final Memory memory;
  private final Optional<ObjectNode> target;
  private final Optional<Snapshot> snapshot;
  private final String fingerprint;
  private final Conditions conditions;
  private final List<PinnedRevision.Kept> revisions;
  private final List<String> remarks = new ArrayList<>();
  private Optional<Instant> due = Optional.empty();

  Scene(Observation seen, RolloutStatus status, Memory memory) {
    this.seen = seen;
    this.status = status;
    this.memory = memory;
    this.target = seen.sight().object(targetRef(seen.canary()));
    this.snapshot = target.map(Snapshot::of);
    this.fingerprint = snapshot.map(Snapshot::fingerprint).orElse("");
    this.revisions = seen.sight().revisions().stream().map(PinnedRevision.Kept::of).toList();
    this.conditions = new Conditions(this);
  }

  static ObjectRef targetRef(Canary canary) {
    return deployment(canary, canary.targetRef().name());
  }

  static ObjectRef primaryRef(Canary canary) {
    return deployment(canary, canary.primaryName());
  }

  private static ObjectRef deployment(Canary canary, String name) {
    return new ObjectRef("apps/v1", "Deployment", canary.metadata().namespace(), name);
  }

  Observation seen() {
    return seen;
  }

  Canary canary() {
    return seen.canary();
  }

  RolloutStatus status() {
    return status;
  }

  Run run() {
    return status.run();
  }

  /** Whether the record is our own, and not made anew of what Flagger left. */
  boolean isRecorded() {
    return seen.shown().run().flatMap(RunJson::read).isPresent();
  }

  Memory memory() {
    return memory;
  }

  Instant now() {
    return seen.now();
  }

  Duration interval() {
    return canary().analysis().interval();
  }

  /** The target workload as it stands. */
  Optional<ObjectNode> target() {
    return target;
  }

  /** What the target would be pinned as now. */
  Optional<Snapshot> snapshot() {
    return snapshot;
  }

  /** The revision of the target as it stands; empty while it is missing. */
  String fingerprint() {
    return fingerprint;
  }

  /** The revision pinned under this fingerprint. */
  Optional<Snapshot> pinned(String fingerprint) {
    return revisions.stream()
        .filter(kept -> kept.fingerprint().equals(fingerprint))
        .findFirst()
        .flatMap(PinnedRevision.Kept::snapshot);
  }

  /** All that is pinned for this Canary. */
  List<PinnedRevision.Kept> revisions() {
    return revisions;
  }

  Conditions conditions() {
    return conditions;
  }

  /**
   * Names what a question is about, so that no answer counts for another revision, stage or round,
   * nor for the same one begun anew, however late it comes.
   */
  String occasion(String round) {
    return fingerprint() + "/" + run().since().toEpochMilli() + "/" + round;
  }

  Optional<ObjectNode> primary() {
    return seen.sight().object(primaryRef(canary()));
  }

  String checksum() {
    return Hooks.checksum(status);
  }

  List<Webhook> webhooks(WebhookType type) {
    return canary().analysis().webhooks().stream().filter(hook -> hook.type() == type).toList();
  }

  /** Asks to look again at {@code instant}, because something depends on time alone. */
  void wakeAt(Instant instant) {
    if (due.isEmpty() || instant.isBefore(due.get())) {
      due = Optional.of(instant);
    }
  }

  /** Something that people should know and that holds nothing up. */
  void note(String text) {
    memory.note(text);
  }

  /** What was noted and not told yet about this revision. */
  List<Notification> notesToTell() {
    return memory.takeNotes().stream()
        .filter(text -> memory.isNews(run().revisions().current() + "/" + text))
        .<Notification>map(text -> once(EventType.WARNING, text))
        .toList();
  }

  /** What the routing provider cannot do, for the log. */
  void remark(List<String> texts) {
    remarks.addAll(texts);
  }

  List<String> remarks() {
    return remarks.stream().distinct().toList();
  }

  /** When something that depends on time alone is due. */
  Optional<Instant> due() {
    return due;
  }

  /** The beat of this stage. */
  Grid grid() {
    return new Grid(begun(), interval(), now());
  }

  /** When this stage began; when it was seen first, if the clock was set back since. */
  Instant begun() {
    var since = run().since();
    return memory.holds("stage/begun", since.isAfter(now()) ? now() : since);
  }

  /** Whether the run has waited for the Canary's progress deadline; if not, when it will have. */
  boolean isOverdue() {
    var left = canary().spec().progressDeadline().minus(waited());
    if (left.isPositive()) {
      wakeAt(now().plus(left));
      return false;
    }
    return true;
  }

  private Duration waited() {
    return memory.waited(run().traffic().waited(), now());
  }

  /** The fields that Flagger adds to the alerts about a Canary as such. */
  List<Field> alertFields() {
    return AlertFields.of(canary(), seen.settings().clusterName());
  }

  /** The fields of all other alerts. */
  List<Field> plainFields() {
    return AlertFields.cluster(seen.settings().clusterName());
  }

  /** Messages as events of this moment. */
  Messages tell() {
    return Messages.as(status);
  }

  /** The same messages as ones that are told now and not kept. */
  List<Notification> once(Messages messages) {
    var told = new ArrayList<Notification>();
    for (var notification : messages.notifications()) {
      told.add(
          switch (notification) {
            case Notification.Event event ->
                new Notification.Event(
                    memory.nextTold(),
                    event.type(),
                    event.message(),
                    event.phase(),
                    event.checksum());
            case Notification.Alert alert ->
                new Notification.Alert(
                    memory.nextTold(), alert.severity(), alert.message(), alert.fields());
          });
    }
    return told;
  }

  /** A question is out; its answer brings the next look. */
  Decision.Wait asking(Question question) {
    return new Decision.Wait(
        List.of(question), List.of(), due(), List.of("asking " + question.id()));
  }

  /** Nothing to do before {@code until}. */
  Decision.Wait asOf(Instant until, String why) {
    return new Decision.Wait(
        List.of(), List.of(), Optional.of(earliest(due(), until)), List.of(why));
  }

  /** The label by which the target's pods are told from the primary's. */
  Selector selector() {
    return target
        .map(tree -> Selector.of(tree, seen.settings().selectorLabels()))
        .orElseGet(() -> new Selector.Missing("the target is missing"));
  }

  /** The same; where there is no target any more, as the primary was made to be told from it. */
  Selector primarySelector() {
    return target.isEmpty() && primary().isPresent()
        ? Selector.ofPrimary(primary().get(), seen.settings().selectorLabels())
        : selector();
  }

  /** A Service of the Canary's namespace. */
  Optional<ObjectNode> service(String name) {
    return seen.sight().object(new ObjectRef("v1", "Service", canary().namespace(), name));
  }

  /** What built-in checks need to know. */
  MetricChecks.Settings metricSettings() {
    return new MetricChecks.Settings(
        seen.settings().metricsServer(), seen.settings().meshProvider());
  }

  /** The primary as Flagger's texts name it. */
  String primaryKey() {
    return canary().primaryName() + "." + canary().namespace();
  }

  /** The routing provider of this Canary. */
  Optional<RoutingProvider> routing() {
    return RoutingProviders.of(Unsupported.provider(seen));
  }

  /** Whether new revisions are analysed, or promoted as soon as they are ready. */
  boolean isAnalysed() {
    return !canary().spec().skipAnalysis();
  }

  /** The generation of the target as it stands; 0 while it is missing. */
  long generation() {
    return target.map(tree -> tree.path("metadata").path("generation").asLong()).orElse(0L);
  }

  /** Flagger's hash of the target as it stands. */
  String targetHash() {
    return snapshot
        .map(pinned -> RevisionHash.of(pinned.template()))
        .orElse(status.lastAppliedSpec());
  }

  /** What Flagger would record about tracked ConfigMaps and Secrets: none are tracked yet. */
  Optional<Map<String, String>> trackedConfigs() {
    return seen.settings().configTracking() == Settings.ConfigTracking.ON
        ? Optional.of(Map.of())
        : Optional.empty();
  }

  /** Something in the record has been told. */
  boolean hasToldSomeOfTheOutbox() {
    var delivered = memory.delivered();
    return run().telling().outbox().stream()
        .anyMatch(pending -> delivered.contains(pending.notification().id()));
  }

  /**
   * All that was recorded to be told has been told, and there is something to take off the record.
   */
  boolean outboxIsDelivered() {
    var outbox = run().telling().outbox();
    return !outbox.isEmpty()
        && outbox.stream()
            .allMatch(pending -> memory.delivered().contains(pending.notification().id()));
  }

  /**
   * The story goes on as {@code next}; {@code messages} join the outbox, what was delivered leaves
   * it.
   */
  Decision.Move move(RolloutStatus next, Messages messages, String why) {
    var delivered = memory.delivered();
    var effect = conditions.weightInEffect().isEmpty();
    var outbox = new ArrayList<Run.Pending>();
    for (var earlier : run().telling().outbox()) {
      var released = earlier.when() == Run.Pending.When.AT_ONCE || effect;
      if (released && !delivered.contains(earlier.notification().id())) {
        outbox.add(new Run.Pending(earlier.notification(), Run.Pending.When.AT_ONCE));
      }
    }
    outbox.addAll(messages.pending());
    var telling =
        new Run.Telling(
            outbox,
            next.run().telling().report(),
            Math.max(messages.sequence(), next.run().telling().sequence()));
    var run =
        next.run()
            .with(telling)
            .with(seenAt(next.run().revisions()))
            .with(withMade(withPrimary(next.run().kept())))
            .with(withWaited(next.run()));
    return new Decision.Move(next.with(run), List.of(why));
  }

  /**
   * With each record the generation at which the recorded revision was last seen (design.md R10).
   */
  private Run.Revisions seenAt(Run.Revisions revisions) {
    return fingerprint().equals(revisions.current())
        ? revisions.running(revisions.current(), generation())
        : revisions;
  }

  /** With each record how big the primary was, for the day on which it is lost (O24). */
  private Run.Kept withPrimary(Run.Kept kept) {
    return primary()
        .map(tree -> kept.withPrimaryReplicas(Scale.initialReplicas(tree)))
        .orElse(kept);
  }

  /** With each record by which names the Canary works, for the day on which it cannot be read. */
  private Run.Kept withMade(Run.Kept kept) {
    return run().stage() == Stage.DELETING ? kept : kept.with(Made.of(seen));
  }

  /** As long as the run does not get on, with each record how long it has waited (design.md R7). */
  private Run.Traffic withWaited(Run next) {
    var same =
        next.stage() == run().stage()
            && next.traffic().weight() == run().traffic().weight()
            && next.revisions().current().equals(run().revisions().current());
    return next.traffic().having(same ? waited() : Duration.ZERO);
  }

  /** The story stays; what is waited for is announced once per round from {@code firstRound} on. */
  Decision.Wait await(Convergence convergence, long firstRound, List<Question> questions) {
    var told = new ArrayList<Notification>();
    var round = grid().round();
    var texts =
        convergence.unmet().stream().filter(Unmet::isTold).map(Unmet::text).distinct().toList();
    if (round >= firstRound && !texts.isEmpty() && memory.announces("wait", round)) {
      texts.forEach(text -> told.add(once(EventType.WARNING, text)));
    }
    var until = texts.isEmpty() ? due() : Optional.of(earliest(due(), grid().next()));
    return new Decision.Wait(
        questions, told, until, convergence.unmet().stream().map(Unmet::text).toList());
  }

  private static Instant earliest(Optional<Instant> one, Instant other) {
    return one.filter(instant -> instant.isBefore(other)).orElse(other);
  }

  /** An event that is told once and not kept. */
  Notification.Event once(EventType type, String text) {
    return new Notification.Event(
        memory.nextTold(), type, text, status.phase().wireName(), checksum());
  }

  Decision.Wait rest(String why) {
    return new Decision.Wait(List.of(), List.of(), due(), List.of(why));
  }
}
