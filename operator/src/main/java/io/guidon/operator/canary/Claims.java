package io.guidon.operator.canary;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of several Canaries with the same target or Service name is acted upon: the oldest. Of two
 * that were created in the same second it is the one that was acted upon before.
 */
final class Claims {
  private final Map<ObjectRef, Claim> claims = new HashMap<>();

  private static final Comparator<Map.Entry<ObjectRef, Claim>> OLDEST =
      Comparator.comparing(
          Map.Entry::getValue,
          Comparator.comparing(Claim::created)
              .thenComparing(Claim::fresh)
              .thenComparing(Claim::uid));

  /**
   * What a Canary lays claim to.
   *
   * @param fresh it has no record yet
   */
  record Claim(
      String namespace, String target, String apex, String created, boolean fresh, String uid) {
    static Claim of(Canary canary, JsonNode tree) {
      return new Claim(
          canary.namespace(),
          canary.targetRef().name(),
          canary.apexName(),
          tree.path("metadata").path("creationTimestamp").asText(),
          !tree.path("status").has("run"),
          canary.metadata().uid());
    }

    private boolean collidesWith(Claim other) {
      return namespace.equals(other.namespace)
          && (target.equals(other.target) || apex.equals(other.apex));
    }

    private boolean isOnTheSame(Claim other) {
      return namespace.equals(other.namespace)
          && target.equals(other.target)
          && apex.equals(other.apex);
    }
  }

  /** Takes note of a claim; gives the Canaries for which something is free now. */
  List<ObjectRef> lay(ObjectRef ref, Claim claim) {
    var before = claims.put(ref, claim);
    return before == null || before.isOnTheSame(claim) ? List.of() : colliding(before);
  }

  /** A Canary is gone; gives those that stood back for it. */
  List<ObjectRef> drop(ObjectRef ref) {
    var gone = claims.remove(ref);
    return gone == null ? List.of() : colliding(gone);
  }

  private List<ObjectRef> colliding(Claim claim) {
    return claims.entrySet().stream()
        .filter(entry -> entry.getValue().collidesWith(claim))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The Canary that this one has to stand back for; empty if there is none. */
  Optional<ObjectRef> before(ObjectRef ref) {
    var own = claims.get(ref);
    return own == null
        ? Optional.empty()
        : claims.entrySet().stream()
            .filter(entry -> entry.getValue().collidesWith(own))
            .min(OLDEST)
            .map(Map.Entry::getKey)
            .filter(oldest -> !oldest.equals(ref));
  }

  /** What it claims. */
  Optional<Claim> of(ObjectRef ref) {
    return Optional.ofNullable(claims.get(ref));
  }
}
