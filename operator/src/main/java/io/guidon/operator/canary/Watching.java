package io.guidon.operator.canary;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.References;
import io.guidon.core.rollout.Settings;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Knows which Canaries a changed object concerns, and which of two Canaries has the older claim to
 * a target.
 */
public final class Watching {
  private final Map<ObjectRef, Set<ObjectRef>> concerned = new HashMap<>();
  private final Map<ObjectRef, Claim> claims = new HashMap<>();
  private final Consumer<ObjectRef> look;
  private final Settings settings;

  /** What a Canary lays claim to. */
  private record Claim(
      String namespace,
      String target,
      String apex,
      String created,
      String uid,
      Set<ObjectRef> objects) {
    boolean collidesWith(Claim other) {
      return namespace.equals(other.namespace)
          && (target.equals(other.target) || apex.equals(other.apex));
    }
  }

  private static final Comparator<Map.Entry<ObjectRef, Claim>> OLDEST =
      Comparator.<Map.Entry<ObjectRef, Claim>, String>comparing(entry -> entry.getValue().created())
          .thenComparing(entry -> entry.getValue().uid());

  /** {@code look} asks for the next pass of a Canary. */
  public Watching(Settings settings, Consumer<ObjectRef> look) {
    this.settings = settings;
    this.look = look;
  }

  void look(ObjectRef canary) {
    look.accept(canary);
  }

  /** A Canary of this form is seen. */
  synchronized void concerns(ObjectRef ref, Canary canary) {
    var objects = References.of(canary, settings);
    var before = claims.get(ref);
    if (before != null && before.objects().equals(objects)) {
      return;
    }
    if (before != null) {
      release(ref, before);
    }
    objects.forEach(object -> concerned.computeIfAbsent(object, _ -> new HashSet<>()).add(ref));
    claims.put(
        ref,
        new Claim(
            canary.namespace(),
            canary.targetRef().name(),
            canary.apexName(),
            "",
            canary.metadata().uid(),
            objects));
  }

  /** Why this Canary has to stand back for an older one; empty if it does not. */
  synchronized Optional<String> rival(ObjectRef ref, Canary canary, JsonNode tree) {
    var own = Objects.requireNonNull(claims.get(ref));
    var dated =
        new Claim(
            own.namespace(),
            own.target(),
            own.apex(),
            tree.path("metadata").path("creationTimestamp").asText(),
            own.uid(),
            own.objects());
    claims.put(ref, dated);
    return claims.entrySet().stream()
        .filter(entry -> entry.getValue().collidesWith(dated))
        .min(OLDEST)
        .filter(oldest -> !oldest.getKey().equals(ref))
        .map(oldest ->
            "Canary "
                + oldest.getKey().name()
                + " is older and has the same target or Service name ("
                + canary.targetRef().name()
                + ", "
                + canary.apexName()
                + "); this one takes over when that one is gone");
  }

  /** A Canary is gone; those that stood back for it are looked at. */
  synchronized void forget(ObjectRef ref) {
    var gone = claims.remove(ref);
    if (gone != null) {
      release(ref, gone);
      claims.forEach((other, claim) -> {
        if (claim.collidesWith(gone)) {
          look.accept(other);
        }
      });
    }
  }

  private void release(ObjectRef ref, Claim claim) {
    for (var object : claim.objects()) {
      var canaries = concerned.get(object);
      if (canaries != null) {
        canaries.remove(ref);
        if (canaries.isEmpty()) {
          concerned.remove(object);
        }
      }
    }
  }

  /** An object was added, changed or deleted. */
  public void changed(ObjectRef object) {
    if (object.kind().equals("Canary")) {
      look.accept(object);
      return;
    }
    Set<ObjectRef> canaries;
    synchronized (this) {
      canaries = Set.copyOf(concerned.getOrDefault(object, Set.of()));
    }
    canaries.forEach(look);
  }

  /** A kind can be seen now, or not any more. */
  public void kindChanged(String apiVersion, String kind) {
    var canaries = new HashSet<ObjectRef>();
    synchronized (this) {
      concerned.forEach((object, waiting) -> {
        if (object.apiVersion().equals(apiVersion) && object.kind().equals(kind)) {
          canaries.addAll(waiting);
        }
      });
    }
    canaries.forEach(look);
  }
}
