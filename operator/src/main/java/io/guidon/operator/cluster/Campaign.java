package io.guidon.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Who may hold the Lease, judged by how long its record has stood still before our own eyes: the
 * clocks of other machines do not matter (design.md R14). Used by one thread.
 */
final class Campaign {
  static final Duration DURATION = Duration.ofSeconds(15);
  private static final String HOLDER = "holderIdentity";
  private static final String SECONDS = "leaseDurationSeconds";
  private static final String TRANSITIONS = "leaseTransitions";
  private static final String ACQUIRED = "acquireTime";
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final String identity;
  private Optional<Observed> observed = Optional.empty();

  private record Observed(JsonNode spec, Duration since) {}

  Campaign(String identity) {
    this.identity = identity;
  }

  /** What to do about a Lease. */
  sealed interface Step {
    /** Write this {@code spec}: it is ours, or free, or its holder has fallen silent. */
    record Take(ObjectNode spec) implements Step {}

    /** Another one holds it. */
    record Stand(String holder) implements Step {}
  }

  /**
   * @param spec of the Lease; empty if there is none
   * @param elapsed on a clock that never goes back
   * @param now for the record that others read
   */
  Step next(Optional<JsonNode> spec, Duration elapsed, Instant now) {
    if (spec.isEmpty()) {
      return new Step.Take(record(0, text(now), now));
    }
    var lease = spec.get();
    if (observed.filter(last -> last.spec().equals(lease)).isEmpty()) {
      observed = Optional.of(new Observed(lease, elapsed));
    }
    var holder = lease.path(HOLDER).asText();
    var transitions = lease.path(TRANSITIONS).asInt();
    if (holder.equals(identity)) {
      return new Step.Take(record(transitions, lease.path(ACQUIRED).asText(text(now)), now));
    }
    var since = observed.map(Observed::since).orElse(elapsed);
    var end = since.plusSeconds(lease.path(SECONDS).asLong(DURATION.toSeconds()));
    return holder.isEmpty() || elapsed.compareTo(end) >= 0
        ? new Step.Take(record(transitions + 1, text(now), now))
        : new Step.Stand(holder);
  }

  /** The {@code spec} that gives a Lease of ours back. */
  ObjectNode released(JsonNode ours, Instant now) {
    return record(ours.path(TRANSITIONS).asInt(), text(now), now).put(HOLDER, "").put(SECONDS, 1);
  }

  boolean isOurs(JsonNode spec) {
    return spec.path(HOLDER).asText().equals(identity);
  }

  private ObjectNode record(int transitions, String acquired, Instant now) {
    return Json.object()
        .put(HOLDER, identity)
        .put(SECONDS, DURATION.toSeconds())
        .put(ACQUIRED, acquired)
        .put("renewTime", text(now))
        .put(TRANSITIONS, transitions);
  }

  private static String text(Instant at) {
    return MICROS.format(at);
  }
}
