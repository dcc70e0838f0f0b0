package io.guidon.core.rollout;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.notification.EventText;
import io.guidon.core.notification.WorkloadText;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.workload.FieldOwnership;
import io.guidon.core.workload.LabelRules;
import io.guidon.core.workload.OwnedReplicas;
import io.guidon.core.workload.PinnedRevision;
import io.guidon.core.workload.PrimaryDeployment;
import io.guidon.core.workload.PrimaryDeployment.Occasion;
import io.guidon.core.workload.PrimaryScaler;
import io.guidon.core.workload.Scale;
import io.guidon.core.workload.Selector;
import java.util.Optional;
import java.util.stream.Stream;

/** What a stage may need of the workloads, as the write that is missing for it. */
final class Needs {
  private final Scene scene;
  private final World world;
  private final Paths paths;

  Needs(Scene scene) {
    this.scene = scene;
    this.world = new World(scene);
    this.paths = new Paths(scene);
  }

  /** Services and route as recorded; nothing of the workloads. */
  Plan routed() {
    return new Plan().want(target()).and(paths.all());
  }

  /** What serves users outside of a promotion: the primary as promoted, Services and route. */
  Plan serving() {
    return new Plan().want(target()).and(servedByPrimary());
  }

  /** The same where it does not matter whether there still is a target: nobody is sent to it. */
  Plan servedByPrimary() {
    return new Plan().want(primary(servingRevision())).want(primaryScaler()).and(paths.all());
  }

  /** Services and routes. */
  Paths paths() {
    return paths;
  }

  /** The revision that the primary runs in this stage. */
  private String servingRevision() {
    var revisions = scene.run().revisions();
    return switch (scene.run().stage()) {
      case SETUP, PROMOTING, RETURNING, FINALISING, KEEPING_CANARY -> revisions.current();
      case IDLE, WAITING, RECOVERING, STARTING, STEPPING, ROLLING_BACK, SETTLING, DELETING ->
          revisions.promoted();
    };
  }

  /** The target exists and has a label by which its pods can be told from the primary's. */
  Want target() {
    if (scene.target().isEmpty()) {
      return Want.blocked(targetMissing(scene.canary()));
    }
    return switch (scene.selector()) {
      case Selector.Found found -> new Want.There();
      case Selector.Missing(String text) -> Want.blocked(WorkloadText.selectorLabelFailed(text));
    };
  }

  /** What is told about a Canary whose target does not exist. */
  static String targetMissing(Canary canary) {
    return WorkloadText.deploymentUnreadable(
        canary.targetKey(), "deployments.apps \"" + canary.targetRef().name() + "\" not found");
  }

  /** The running revision is kept where no change of the target can reach it. */
  Want pinnedRevision() {
    var current = scene.run().revisions().current();
    if (scene.pinned(current).isPresent()) {
      return new Want.There();
    }
    return scene
        .snapshot()
        .filter(snapshot -> snapshot.fingerprint().equals(current))
        .map(snapshot ->
            world.written(
                new Write.Create(
                    PinnedRevision.render(scene.canary(), snapshot, scene.generation())),
                error -> "pinning revision " + current + " failed: " + error))
        .orElseGet(Want.There::new);
  }

  /**
   * The promoted revision is kept as it is called now, after it was recorded anew. One that was
   * taken over from Flagger is kept from its first run on, so that taking over writes nothing.
   */
  Want promotedRevision() {
    var revisions = scene.run().revisions();
    return scene.revisions().isEmpty() || !revisions.current().equals(revisions.promoted())
        ? new Want.There()
        : pinnedRevision();
  }

  /** Revisions that nothing can come back to are not kept. */
  Want outdatedRevisions() {
    var revisions = scene.run().revisions();
    for (var kept : scene.revisions()) {
      var fingerprint = kept.fingerprint();
      if (!fingerprint.equals(revisions.current()) && !fingerprint.equals(revisions.promoted())) {
        var tree = kept.object();
        return world.written(
            new Write.Delete(ObjectRef.of(tree), tree.path("metadata").path("uid").asText()),
            error -> "deleting " + ObjectRef.of(tree) + " failed: " + error);
      }
    }
    return new Want.There();
  }

  /**
   * The primary runs this revision. What it runs is told by the id of its pod template, so that a
   * template edited by hand is kept, as on-call people expect (design.md R5).
   */
  Want primary(String revision) {
    var live = scene.primary();
    var isAsRecorded = primaryIsAsRecorded();
    var described = scene.target().or(() -> live);
    if (!(scene.primarySelector() instanceof Selector.Found selector) || described.isEmpty()) {
      return isAsRecorded || live.isEmpty()
          ? new Want.There()
          : Want.blocked(
              "the primary "
                  + scene.primaryKey()
                  + " has none of the labels by which its pods are told from the target's");
    }
    var desired = new PrimaryDeployment(scene.canary(), selector, rules(), described.get());
    if (isAsRecorded) {
      if (isEdited(desired, live.orElseThrow(), revision)) {
        scene.note(EventText.primaryEdited(scene.primaryKey(), revision));
      }
      return repaired(desired, live.orElseThrow());
    }
    var snapshot =
        scene
            .pinned(revision)
            .or(() -> scene.snapshot().filter(seen -> seen.fingerprint().equals(revision)));
    if (snapshot.isEmpty()) {
      return live.isPresent()
          ? new Want.There()
          : Want.blocked(
              "the primary "
                  + scene.canary().primaryName()
                  + " is gone and revision "
                  + revision
                  + " is not kept");
    }
    if (live.isEmpty()) {
      var created =
          desired.desired(snapshot.get(), scene.run().kept().primaryId(), Occasion.CREATION);
      created.withObject("/spec").put("replicas", primaryReplicas());
      return world.applied(
          created,
          error ->
              WorkloadText.primaryFailed(
                  WorkloadText.primaryNotCreated(scene.primaryKey(), error)));
    }
    var promoted =
        desired.desired(snapshot.get(), scene.run().kept().primaryId(), Occasion.PROMOTION);
    return prepared(live.get())
        .orElseGet(() ->
            world.applied(
                promoted, error -> WorkloadText.templateNotCopied(scene.primaryKey(), error)));
  }

  /**
   * Whether the primary runs neither this revision nor the one under way, which a promotion that
   * failed leaves there. Where this revision is not kept, as after Flagger, nothing can be said;
   * nor while the canary carries all, as a later revision may have taken the place of the failed
   * one.
   */
  private boolean isEdited(PrimaryDeployment desired, ObjectNode live, String revision) {
    var wanted = scene.pinned(revision);
    var underWay = scene.pinned(scene.run().revisions().current());
    return wanted.isPresent()
        && scene.run().traffic().carrier() != Run.Carrier.CANARY_ONLY
        && Stream.of(wanted, underWay)
            .flatMap(Optional::stream)
            .noneMatch(pinned -> desired.matches(pinned, live));
  }

  /** Whether the primary has the pod template that was given to it last. */
  boolean primaryIsAsRecorded() {
    return scene
        .primary()
        .map(PrimaryDeployment::flaggerId)
        .filter(scene.run().kept().primaryId()::equals)
        .isPresent();
  }

  /** Whether the primary has the pod template of this revision, as far as that is kept. */
  boolean primaryRuns(String revision) {
    var live = scene.primary();
    var pinned = scene.pinned(revision);
    return live.isPresent()
        && pinned.isPresent()
        && scene.primarySelector() instanceof Selector.Found selector
        && new PrimaryDeployment(
                scene.canary(), selector, rules(), scene.target().orElse(live.get()))
            .matches(pinned.get(), live.get());
  }

  /** Labels and ownership are kept right at any time. */
  private Want repaired(PrimaryDeployment desired, ObjectNode live) {
    var repair = desired.repair(live);
    return repair.isEmpty()
        ? new Want.There()
        : world.patched(
            live, repair, error -> WorkloadText.templateNotCopied(scene.primaryKey(), error));
  }

  /**
   * What has to happen before an apply of a template: fields that others wrote become ours, or they
   * would survive it; replicas become somebody else's, or they would fall back to 1 (design.md R6).
   */
  private Optional<Want> prepared(ObjectNode primary) {
    if (OwnedReplicas.isOurs(primary)) {
      return Optional.of(scaled(primary, primary.path("spec").path("replicas").asInt(1)));
    }
    return FieldOwnership.takeOver(primary)
        .map(patch ->
            world.patched(
                primary,
                patch,
                error -> WorkloadText.templateNotCopied(scene.primaryKey(), error)));
  }

  private LabelRules rules() {
    return new LabelRules(
        scene.seen().settings().selectorLabels(), scene.seen().settings().includeLabelPrefixes());
  }

  /**
   * Replicas of a primary that is made: as many as it had, or on the first day as many as the
   * target has.
   */
  private int primaryReplicas() {
    var had = scene.run().kept().primaryReplicas();
    return had > 0 ? had : scene.target().map(Scale::initialReplicas).orElse(1);
  }

  private Want scaled(ObjectNode primary, int replicas) {
    var configuration = JsonNodeFactory.instance.objectNode();
    configuration.set("apiVersion", primary.path("apiVersion"));
    configuration.set("kind", primary.path("kind"));
    var metadata = configuration.putObject("metadata");
    metadata.set("name", primary.path("metadata").path("name"));
    metadata.set("namespace", primary.path("metadata").path("namespace"));
    configuration.putObject("spec").put("replicas", replicas);
    return world.written(
        new Write.Apply(World.fenced(configuration, primary), Write.FieldManager.SCALE),
        error -> WorkloadText.templateNotCopied(scene.primaryKey(), error));
  }

  /** A promotion never takes pods away from the primary; it may add some (O14). */
  Want primaryScaledUp() {
    if (scene.canary().spec().autoscalerRef().isPresent()
        || scene.primary().isEmpty()
        || scene.target().isEmpty()) {
      return new Want.There();
    }
    var wanted = scene.target().get().path("spec").path("replicas").asInt(1);
    var has = scene.primary().get().path("spec").path("replicas").asInt(1);
    return wanted > has ? scaled(scene.primary().get(), wanted) : new Want.There();
  }

  /** The copy of the target's autoscaler; updated while a revision is promoted. */
  Want primaryScaler() {
    var reference = scene.canary().spec().autoscalerRef();
    if (reference.isEmpty()) {
      return new Want.There();
    }
    var name = reference.get().name();
    var source = scene.seen().sight().object(PrimaryScaler.source(scene.canary(), reference.get()));
    var copy = scene.seen().sight().object(PrimaryScaler.copy(scene.canary(), reference.get()));
    var missing =
        "HorizontalPodAutoscaler "
            + name
            + "."
            + scene.canary().namespace()
            + " get query error: horizontalpodautoscalers.autoscaling \""
            + name
            + "\" not found";
    if (copy.isPresent() && !isPromoting()) {
      if (source.isEmpty()) {
        scene.note(missing);
      }
      return new Want.There();
    }
    if (source.isEmpty()) {
      return scene.target().isEmpty() ? new Want.There() : Want.blocked(missing);
    }
    return world.applied(
        PrimaryScaler.desired(scene.canary(), reference.get(), source.get()),
        error ->
            (copy.isPresent() ? "updating" : "creating")
                + " HorizontalPodAutoscaler v2 "
                + name
                + "-primary."
                + scene.canary().namespace()
                + " failed: "
                + error);
  }

  private boolean isPromoting() {
    return scene.run().stage() == Stage.PROMOTING || scene.run().stage() == Stage.FINALISING;
  }

  /** The target runs, with its own replicas or as many as the primary. */
  Want targetScaledUp() {
    var target = scene.target();
    if (target.isEmpty() || target.get().path("spec").path("replicas").asInt(1) > 0) {
      return new Want.There();
    }
    var reference = scene.canary().spec().autoscalerRef();
    var replicas =
        reference.isPresent()
            ? Scale.replicasForAutoscaledRun(
                target.get(),
                scene.seen().sight().object(PrimaryScaler.source(scene.canary(), reference.get())))
            : Scale.replicasForRun(target.get(), scene.primary());
    return world.patched(
        target.get(),
        World.replicas(replicas),
        error -> WorkloadText.scalingUpFailed(scene.canary().targetKey(), replicas, error));
  }

  Want targetScaledTo(int replicas) {
    return scene
        .target()
        // Not even a mistake elsewhere takes away the pods that requests are sent to.
        .filter(_ -> replicas > 0 || scene.run().traffic().routed() == 0)
        .map(target ->
            world.patched(
                target,
                World.replicas(replicas),
                error ->
                    WorkloadText.scalingDownFailed(
                        scene.canary().targetRef().kind().wireName(),
                        scene.canary().targetKey(),
                        WorkloadText.targetNotPatched(scene.canary().targetKey(), error))))
        .orElseGet(Want.There::new);
  }

  /** The update strategy takes the primary's pods away before new ones serve. */
  boolean primaryGoesDownFirst() {
    return scene
        .snapshot()
        .map(snapshot -> snapshot.settings().path("strategy"))
        .filter(strategy ->
            strategy.path("type").asText().equals("Recreate")
                || strategy.path("rollingUpdate").path("maxUnavailable").asText().equals("100%"))
        .isPresent();
  }

  /** The primary has all the pods that it wants, old or new. */
  boolean primaryCanCarryAll() {
    return scene
            .primary()
            .filter(primary ->
                primary.path("status").path("availableReplicas").asInt()
                    >= primary.path("spec").path("replicas").asInt(1))
            .isPresent()
        && scene.conditions().primaryServes();
  }
}
