package io.guidon.core.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.workload.Before;
import io.guidon.core.workload.GeneratedServices;
import io.guidon.core.workload.Selector;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a Canary hands its application back: the target serves, and the paths lead to it (design.md
 * R13).
 */
public final class Leaving {
  private static final String FINALIZER = "finalizer.flagger.app";

  /** Under which the end is announced. */
  static final String TERMINATED = "terminated";

  private final Scene scene;
  private final World world;

  Leaving(Scene scene) {
    this.scene = scene;
    this.world = new World(scene);
  }

  private static String trouble(String error) {
    return "failed to finalize: " + error;
  }

  boolean hasFinalizer() {
    return hasFinalizer(scene.seen().tree());
  }

  /** Whether this Canary waits for us when it is deleted. */
  public static boolean hasFinalizer(JsonNode canary) {
    for (var name : canary.path("metadata").path("finalizers")) {
      if (name.asText().equals(FINALIZER)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is being deleted and waits for us. */
  public static boolean isHeld(JsonNode canary) {
    return canary.path("metadata").has("deletionTimestamp") && hasFinalizer(canary);
  }

  /** The write that lets a Canary go and changes nothing else. */
  public static Write.Patch release(ObjectNode canary) {
    var merge = JsonNodeFactory.instance.objectNode();
    var metadata = merge.putObject("metadata");
    metadata.set("resourceVersion", canary.path("metadata").path("resourceVersion"));
    metadata.set("finalizers", otherFinalizers(canary));
    return new Write.Patch(ObjectRef.of(canary), merge);
  }

  /**
   * The Canary by the names of what was made for it, to hand that back when its spec cannot be used
   * any more; empty if its record does not tell.
   */
  public static Optional<Canary> remembered(ObjectNode canary) {
    return Made.remembered(canary);
  }

  /** What is deleted is handed back as it was made, also if its spec asks for other things now. */
  static Observation asMade(Observation seen) {
    return isHeld(seen.tree()) && !Unsupported.in(seen).isEmpty()
        ? remembered(seen.tree()).map(seen::as).orElse(seen)
        : seen;
  }

  /** The finalizers of others. */
  private static ArrayNode otherFinalizers(JsonNode canary) {
    var others = JsonNodeFactory.instance.arrayNode();
    for (var name : canary.path("metadata").path("finalizers")) {
      if (!name.asText().equals(FINALIZER)) {
        others.add(name);
      }
    }
    return others;
  }

  /** People hear that the Canary goes while there still is an object to tell it about. */
  Optional<Unmet> told() {
    return scene.memory().isAnnounced(TERMINATED)
        ? Optional.empty()
        : Optional.of(new Unmet(Unmet.What.FAREWELL, "the end is told before it comes"));
  }

  /** Nothing is changed before it can be undone. */
  Want finalizer() {
    return hasFinalizer() ? new Want.There() : finalizers(list -> list.add(FINALIZER));
  }

  Want finalizerRemoved() {
    return hasFinalizer() ? finalizers(list -> {}) : new Want.There();
  }

  private Want finalizers(Consumer<ArrayNode> change) {
    var merge = JsonNodeFactory.instance.objectNode();
    var list = otherFinalizers(scene.seen().tree());
    change.accept(list);
    merge.putObject("metadata").set("finalizers", list);
    return world.patched(scene.seen().tree(), merge, Leaving::trouble);
  }

  /** The target is gone, or everything around it goes: nobody is left to be served. */
  boolean isNothingToHandBack() {
    return scene
        .target()
        .map(target -> target.path("metadata").has("deletionTimestamp"))
        .orElse(true);
  }

  /** The target gets as many replicas as the primary has, so that it can carry all traffic. */
  Want targetScaledBack() {
    if (scene.target().isEmpty()) {
      return new Want.There();
    }
    var target = scene.target().get();
    var own = target.path("spec").path("replicas").asInt(1);
    var primary =
        scene.primary().map(tree -> tree.path("spec").path("replicas").asInt(1)).orElse(1);
    return own > 0 && own >= primary
        ? new Want.There()
        : world.patched(target, World.replicas(Math.max(1, primary)), Leaving::trouble);
  }

  /**
   * The apex Service selects the target's pods, as it did before, and no longer goes with the
   * Canary.
   */
  Want apexHandedBack() {
    var apex = scene.service(scene.canary().apexName());
    if (apex.isEmpty()
        || scene.target().isEmpty()
        || !(scene.selector() instanceof Selector.Found selector)) {
      return new Want.There();
    }
    var before =
        Optional.ofNullable(scene.run().kept().before().get("Service/" + scene.canary().apexName()))
            .flatMap(Before::fromTree);
    var merge =
        before
            .map(was -> services(selector).givingBack(was, apex.get()))
            .orElseGet(JsonNodeFactory.instance::objectNode);
    if (before.isEmpty()) {
      merge.putObject("spec").set("selector", selector.canary());
      released(apex.get(), merge);
    }
    return merge.isEmpty() ? new Want.There() : world.patched(apex.get(), merge, Leaving::trouble);
  }

  private GeneratedServices services(Selector.Found selector) {
    var template = scene.target().orElseThrow().path("spec").path("template");
    return new GeneratedServices(scene.canary(), selector, template);
  }

  /** The routing objects send everything to the apex Service, and no longer go with the Canary. */
  Want routeHandedBack() {
    var provider = scene.routing();
    if (provider.isEmpty()) {
      return new Want.There();
    }
    for (var merge :
        provider
            .get()
            .handedBack(scene.canary(), Conditions.routes(scene.seen(), provider.get()))) {
      var live = scene.seen().sight().object(ObjectRef.of(merge));
      if (live.isEmpty()) {
        continue;
      }
      var patch = merge.deepCopy();
      released(live.get(), patch);
      var want = world.patched(live.get(), patch, Leaving::trouble);
      if (!(want instanceof Want.There)) {
        return want;
      }
    }
    return new Want.There();
  }

  private void released(ObjectNode live, ObjectNode merge) {
    var owners = JsonNodeFactory.instance.arrayNode();
    for (var owner : live.path("metadata").path("ownerReferences")) {
      if (!owner.path("uid").asText().equals(scene.canary().metadata().uid())) {
        owners.add(owner);
      }
    }
    if (owners.size() < live.path("metadata").path("ownerReferences").size()) {
      var metadata = World.metadata(merge);
      if (owners.isEmpty()) {
        metadata.putNull("ownerReferences");
      } else {
        metadata.set("ownerReferences", owners);
      }
    }
  }

  /**
   * Requests to the primary get their time to end, counted from when everything leads to the
   * target.
   */
  Optional<Unmet> drained() {
    var since = scene.memory().holds("stage/handed-back", scene.now());
    return scene.conditions().drainedSince(since);
  }
}
