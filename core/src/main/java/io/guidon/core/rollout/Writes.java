package io.guidon.core.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.workload.TreeDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What our earlier writes came to, per object: enough to tell drift from what the API server made
 * of our configuration, and to repair with growing patience (design.md R5). May be lost; then one
 * apply too many is made.
 */
final class Writes {
  private static final Doubling PAUSES =
      new Doubling(Duration.ofSeconds(1), Duration.ofSeconds(30));

  /** After this long without a further repair, the next one is immediate again. */
  private static final Duration FORGIVEN = Duration.ofMinutes(5);

  private final Map<ObjectRef, Applied> applied = new HashMap<>();
  private final Map<ObjectRef, Applied> patched = new HashMap<>();
  private final Map<ObjectRef, Refused> refused = new HashMap<>();

  /**
   * @param configuration digest of what was sent
   * @param answered digest of what came back
   */
  private record Applied(String configuration, String answered, int repairs, Instant at) {}

  private record Refused(String message, int times, Instant retry) {}

  void carriedOut(Write write, Optional<ObjectNode> answer, Instant now) {
    refused.remove(write.on());
    if (write instanceof Write.Apply(ObjectNode configuration, Write.FieldManager manager)
        && manager == Write.FieldManager.GUIDON
        && answer.isPresent()) {
      note(applied, write.on(), configuration, answer.get(), now);
    }
    if (write instanceof Write.Patch(ObjectRef on, ObjectNode merge) && answer.isPresent()) {
      note(patched, on, merge, answer.get(), now);
    }
  }

  private static void note(
      Map<ObjectRef, Applied> earlier,
      ObjectRef on,
      ObjectNode configuration,
      ObjectNode answered,
      Instant now) {
    var sent = sent(configuration);
    var repairs =
        Optional.ofNullable(earlier.get(on))
            .filter(before -> before.configuration().equals(sent))
            .filter(before -> now.isBefore(before.at().plus(FORGIVEN)))
            .map(before -> before.repairs() + 1)
            .orElse(0);
    earlier.put(on, new Applied(sent, answered(answered), repairs, now));
  }

  void refused(Write write, String message, Instant now) {
    var before = refused.get(write.on());
    var times = before == null ? 1 : before.times() + 1;
    refused.put(write.on(), new Refused(message, times, now.plus(PAUSES.after(times - 1))));
  }

  /** Whatever was refused may be tried at once. */
  void forgive() {
    refused.clear();
  }

  /**
   * The server's words, while a refused write is not to be repeated yet; until when is the second
   * part.
   */
  Optional<Pause> refusalOf(ObjectRef ref, Instant now) {
    return Optional.ofNullable(refused.get(ref))
        .filter(refusal -> now.isBefore(refusal.retry()))
        .map(refusal -> new Pause(refusal.message(), refusal.retry()));
  }

  record Pause(String why, Instant until) {}

  /** Whether {@code live} is what the server made of this configuration when we last applied it. */
  boolean isAsAnswered(ObjectNode configuration, ObjectNode live) {
    var last = applied.get(ObjectRef.of(live));
    return last != null
        && last.configuration().equals(sent(configuration))
        && last.answered().equals(answered(live));
  }

  /**
   * Until when the next repair of the same configuration has to wait; empty if it may be made now.
   */
  Optional<Instant> repairPausedUntil(ObjectNode configuration, Instant now) {
    return pausedUntil(applied.get(ObjectRef.of(configuration)), configuration, now);
  }

  /** The same for a merge patch on {@code ref}. */
  Optional<Instant> repairPausedUntil(ObjectRef ref, ObjectNode merge, Instant now) {
    return pausedUntil(patched.get(ref), merge, now);
  }

  private static Optional<Instant> pausedUntil(
      @Nullable Applied last, ObjectNode configuration, Instant now) {
    if (last == null || last.repairs() == 0 || !last.configuration().equals(sent(configuration))) {
      return Optional.empty();
    }
    var next = last.at().plus(PAUSES.after(last.repairs() - 1));
    return now.isBefore(next) ? Optional.of(next) : Optional.empty();
  }

  /** In a merge patch a member that is null says something. */
  private static String sent(ObjectNode configuration) {
    return TreeDigest.exactly(meaning(configuration));
  }

  private static String answered(ObjectNode object) {
    return TreeDigest.of(meaning(object));
  }

  /** What an object says, without what changes by itself. */
  private static JsonNode meaning(ObjectNode object) {
    var copy = object.deepCopy();
    copy.remove("status");
    if (copy.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove(
          List.of("resourceVersion", "managedFields", "generation", "creationTimestamp", "uid"));
    }
    return copy;
  }
}
