package io.guidon.core.rollout;

import io.guidon.core.notification.EventType;
import io.guidon.core.notification.Field;
import io.guidon.core.notification.Notification;
import io.guidon.core.notification.Severity;
import io.guidon.core.resource.Phase;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what one decision tells. Events carry the phase and the checksum that Flagger's
 * receivers would see at that moment (spec/webhooks.md §8).
 */
final class Messages {
  private final List<Run.Pending> pending = new ArrayList<>();
  private final String phase;
  private final String checksum;
  private long sequence;

  private Messages(Phase phase, String checksum, long sequence) {
    this.phase = phase.wireName();
    this.checksum = checksum;
    this.sequence = sequence;
  }

  /** Events show the phase and the checksum of {@code status}. */
  static Messages as(RolloutStatus status) {
    return as(status, status.phase(), Hooks.checksum(status));
  }

  static Messages as(RolloutStatus status, Phase phase, String checksum) {
    return new Messages(phase, checksum, status.run().telling().sequence());
  }

  /** Messages that follow these ones, and show {@code status}. */
  Messages later(RolloutStatus status) {
    return new Messages(status.phase(), Hooks.checksum(status), sequence);
  }

  Messages normal(String text) {
    return event(EventType.NORMAL, text, phase, Run.Pending.When.AT_ONCE);
  }

  /** Told when the route is seen to carry the recorded weight. */
  Messages normalInEffect(String text) {
    return event(EventType.NORMAL, text, phase, Run.Pending.When.IN_EFFECT);
  }

  /** Shown under another phase than the others. */
  Messages normal(String text, Phase shown) {
    return event(EventType.NORMAL, text, shown.wireName(), Run.Pending.When.AT_ONCE);
  }

  Messages warning(String text) {
    return event(EventType.WARNING, text, phase, Run.Pending.When.AT_ONCE);
  }

  Messages alert(Severity severity, String text, List<Field> fields) {
    return ready(new Notification.Alert(id(), severity, text, fields));
  }

  /** One that has its number already. */
  Messages ready(Notification notification) {
    pending.add(new Run.Pending(notification, Run.Pending.When.AT_ONCE));
    return this;
  }

  private Messages event(EventType type, String text, String shown, Run.Pending.When when) {
    pending.add(new Run.Pending(new Notification.Event(id(), type, text, shown, checksum), when));
    return this;
  }

  private String id() {
    return Long.toString(++sequence);
  }

  /** In the order in which they are told. */
  List<Run.Pending> pending() {
    return List.copyOf(pending);
  }

  /** The same, told now and not kept. */
  List<Notification> notifications() {
    return pending.stream().map(Run.Pending::notification).toList();
  }

  /** The number of the last one. */
  long sequence() {
    return sequence;
  }
}
