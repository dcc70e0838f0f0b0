package io.guidon.operator.canary;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.References;
import io.guidon.core.rollout.Settings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Knows which Canaries a changed object concerns, and which of two Canaries has the older claim to
 * a target.
 */
public final class Watching {
  private final Map<ObjectRef, Set<ObjectRef>> concerned = new HashMap<>();
  private final Map<ObjectRef, Set<ObjectRef>> objects = new HashMap<>();
  private final Claims claims = new Claims();
  private final Consumer<ObjectRef> look;
  private final Settings settings;
  private boolean begun;

  /** {@code look} asks for the next pass of a Canary. */
  public Watching(Settings settings, Consumer<ObjectRef> look) {
    this.settings = settings;
    this.look = look;
  }

  void look(ObjectRef canary) {
    look.accept(canary);
  }

  /** Does {@code first} before the first pass over any Canary, once. */
  synchronized void begin(Runnable first) {
    if (!begun) {
      first.run();
      begun = true;
    }
  }

  /** A Canary of this form is seen. */
  synchronized void concerns(ObjectRef ref, Canary canary, JsonNode tree) {
    claims.lay(ref, Claims.Claim.of(canary, tree)).stream()
        .filter(other -> !other.equals(ref))
        .forEach(look);
    var needed = References.of(canary, settings);
    if (!needed.equals(objects.get(ref))) {
      release(ref);
      needed.forEach(object -> concerned.computeIfAbsent(object, _ -> new HashSet<>()).add(ref));
      objects.put(ref, needed);
    }
  }

  /** Why this Canary has to stand back for an older one; empty if it does not. */
  synchronized Optional<String> rival(ObjectRef ref) {
    return claims
        .of(ref)
        .flatMap(own ->
            claims
                .before(ref)
                .map(older ->
                    "Canary "
                        + older.name()
                        + " is older and has the same target or Service name ("
                        + own.target()
                        + ", "
                        + own.apex()
                        + "); this one takes over when that one is gone"));
  }

  /** A Canary is gone; those that stood back for it are looked at. */
  synchronized void forget(ObjectRef ref) {
    release(ref);
    claims.drop(ref).forEach(look);
  }

  private void release(ObjectRef ref) {
    var released = objects.remove(ref);
    if (released == null) {
      return;
    }
    for (var object : released) {
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
