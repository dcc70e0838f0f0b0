package io.guidon.core.notification;

import java.util.List;
import java.util.Objects;

/**
 * What is told to people and machines about one Canary. It is kept in the outbox of the run record
 * until it was delivered (design.md §3), so it holds everything that its receivers see.
 */
public sealed interface Notification {

  /** Unique within the Canary: {@code <run id>/<n>}. */
  String id();

  /**
   * Goes to the log, to Kubernetes and to event receivers (spec/webhooks.md §7, §8).
   *
   * @param phase the phase that receivers see; may be empty for a new Canary
   * @param checksum of tracked configs and revision at that moment (spec/webhooks.md §4)
   */
  record Event(String id, EventType type, String message, String phase, String checksum)
      implements Notification {
    public Event {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(phase, "phase");
      Objects.requireNonNull(checksum, "checksum");
    }
  }

  /** Goes to chat rooms (spec/alerts.md). */
  record Alert(String id, Severity severity, String message, List<Field> fields)
      implements Notification {
    public Alert {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(severity, "severity");
      Objects.requireNonNull(message, "message");
      fields = List.copyOf(fields);
    }
  }
}
