package io.guidon.core.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.notification.EventText;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.workload.Applied;
import io.guidon.core.workload.FieldOwnership;
import io.guidon.core.workload.ManagedBy;
import io.guidon.core.workload.Owner;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Turns "this object must say that" into the one write that is missing, if any (design.md R5, R6).
 */
final class World {
  private final Scene scene;

  World(Scene scene) {
    this.scene = scene;
  }

  /** How soon something that somebody else keeps changing is restored. */
  enum Repair {
    /** With growing pauses, so that nobody's controller is driven round in circles. */
    WITH_PATIENCE,
    /** Users are sent to nobody while somebody could answer them (design.md R5, outages.md I1). */
    AT_ONCE
  }

  /**
   * An object that is ours must be as {@code configuration}; {@code trouble} words a refusal. What
   * others wrote of it becomes ours first, or it would survive the apply.
   */
  Want applied(ObjectNode desired, UnaryOperator<String> trouble) {
    return applied(desired, Repair.WITH_PATIENCE, trouble);
  }

  Want applied(ObjectNode desired, Repair repair, UnaryOperator<String> trouble) {
    var ref = ObjectRef.of(desired);
    var pause = pausedAfterRefusal(ref, trouble);
    if (pause.isPresent()) {
      return new Want.Blocked(pause.get());
    }
    var live = scene.seen().sight().object(ref);
    var configuration = ManagedBy.whereCreated(desired, live);
    if (live.isEmpty()) {
      return new Want.Missing(new Write.Apply(created(configuration), Write.FieldManager.GUIDON));
    }
    if (Applied.covers(live.get(), configuration)
        || scene.memory().writes().isAsAnswered(configuration, live.get())) {
      return new Want.There();
    }
    var paused = scene.memory().writes().repairPausedUntil(configuration, scene.now());
    if (paused.isPresent() && isPatient(repair, ref, live.get())) {
      return changedByOthers(ref, live.get(), paused.get());
    }
    return Owner.of(scene.canary())
        .succeeding(live.get())
        .or(() -> FieldOwnership.takeOver(live.get()))
        .map(ownership -> patched(live.get(), ownership, repair, trouble))
        .orElseGet(() ->
            new Want.Missing(
                new Write.Apply(fenced(configuration, live.get()), Write.FieldManager.GUIDON)));
  }

  /**
   * An object that belongs to the user, or a field that others write too, must contain {@code
   * merge}.
   */
  Want patched(ObjectNode live, ObjectNode merge, UnaryOperator<String> trouble) {
    return patched(live, merge, Repair.WITH_PATIENCE, trouble);
  }

  Want patched(ObjectNode live, ObjectNode merge, Repair repair, UnaryOperator<String> trouble) {
    var ref = ObjectRef.of(live);
    var pause = pausedAfterRefusal(ref, trouble);
    if (pause.isPresent()) {
      return new Want.Blocked(pause.get());
    }
    if (contains(live, merge)) {
      return new Want.There();
    }
    var fenced = merge.deepCopy();
    metadata(fenced).set("resourceVersion", live.path("metadata").path("resourceVersion"));
    var paused = scene.memory().writes().repairPausedUntil(ref, fenced, scene.now());
    return paused.isPresent() && isPatient(repair, ref, live)
        ? changedByOthers(ref, live, paused.get())
        : new Want.Missing(new Write.Patch(ref, fenced));
  }

  private boolean isPatient(Repair repair, ObjectRef ref, ObjectNode live) {
    return switch (repair) {
      case WITH_PATIENCE -> true;
      case AT_ONCE -> {
        scene.note(EventText.changedByOthers(ref, Applied.otherManagers(live)));
        yield false;
      }
    };
  }

  private Want changedByOthers(ObjectRef ref, ObjectNode live, Instant until) {
    scene.wakeAt(until);
    return new Want.Blocked(
        new Unmet(Unmet.What.OBJECT, EventText.changedByOthers(ref, Applied.otherManagers(live))));
  }

  /** A write that is needed because of something else than the content of the object. */
  Want written(Write write, UnaryOperator<String> trouble) {
    return pausedAfterRefusal(write.on(), trouble)
        .<Want>map(Want.Blocked::new)
        .orElseGet(() -> new Want.Missing(write));
  }

  private Optional<Unmet> pausedAfterRefusal(ObjectRef ref, UnaryOperator<String> trouble) {
    var pause = scene.memory().writes().refusalOf(ref, scene.now());
    pause.ifPresent(refusal -> scene.wakeAt(refusal.until()));
    return pause.map(refusal -> new Unmet(Unmet.What.OBJECT, trouble.apply(refusal.why())));
  }

  /** Whether applying the merge patch would change nothing. */
  static boolean contains(JsonNode live, JsonNode merge) {
    if (!(merge instanceof ObjectNode object)) {
      return merge.isNull() ? live.isMissingNode() : live.equals(merge);
    }
    for (var field : object.properties()) {
      if (!contains(live.path(field.getKey()), field.getValue())) {
        return false;
      }
    }
    return true;
  }

  /** For an object that must not be there yet. */
  private static ObjectNode created(ObjectNode configuration) {
    var created = configuration.deepCopy();
    metadata(created).put("resourceVersion", "");
    return created;
  }

  /**
   * For exactly this version of this object: without the uid, an apply would make a deleted one
   * anew.
   */
  static ObjectNode fenced(ObjectNode configuration, ObjectNode live) {
    var fenced = configuration.deepCopy();
    metadata(fenced).set("resourceVersion", live.path("metadata").path("resourceVersion"));
    metadata(fenced).set("uid", live.path("metadata").path("uid"));
    return fenced;
  }

  static ObjectNode metadata(ObjectNode object) {
    return object.get("metadata") instanceof ObjectNode metadata
        ? metadata
        : object.putObject("metadata");
  }

  /** {@code {"spec": {"replicas": n}}}. */
  static ObjectNode replicas(int count) {
    var merge = JsonNodeFactory.instance.objectNode();
    merge.putObject("spec").put("replicas", count);
    return merge;
  }

  /** The reference to the Canary itself. */
  static ObjectRef ref(Canary canary) {
    return new ObjectRef(
        "flagger.app/v1beta1", "Canary", canary.metadata().namespace(), canary.metadata().name());
  }
}
