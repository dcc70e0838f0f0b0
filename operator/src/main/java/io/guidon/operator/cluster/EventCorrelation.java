package io.guidon.operator.cluster;

import io.guidon.core.notification.EventType;
import io.guidon.core.resource.ObjectRef;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of an event that resembles earlier ones, as client-go's recorder does it: the same
 * one again counts up, the tenth different message of one type within 10 minutes and those that
 * follow share one event, and an object that has had 25 gets one per 5 minutes. Used by one thread.
 */
final class EventCorrelation {
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int DIFFERENT = 10;
  private static final int BURST = 25;
  private static final Duration PER_TOKEN = Duration.ofMinutes(5);
  private static final int REMEMBERED = 4096;
  private static final String COMBINED = "(combined from similar events): ";

  private final Map<Topic, Messages> topics = remembering();
  private final Map<Line, Sent> lines = remembering();
  private final Map<String, Tokens> tokens = remembering();
  private long lastName;

  private record Topic(String uid, ObjectRef about, EventType type) {}

  /**
   * @param message empty if it is the combined one of the topic
   */
  private record Line(Topic topic, Optional<String> message) {}

  /** The event that stands for all alike. */
  private record Sent(String name, int count, Instant first, Instant last) {}

  private record Messages(Set<String> different, Instant last) {}

  private record Tokens(double left, Instant at) {}

  /**
   * What to send.
   *
   * @param count 1: a new event; more: the existing one of this name counts up
   */
  record Sending(String name, String message, int count, Instant first, Instant last) {}

  /** Empty if the object has had too many events. */
  Optional<Sending> next(EventRecorder.Happened event) {
    var topic = new Topic(event.uid(), event.about(), event.type());
    var isCombined = isCombined(topic, event);
    var line = new Line(topic, isCombined ? Optional.empty() : Optional.of(event.message()));
    var now = event.at();
    var sent =
        Optional.ofNullable(lines.get(line))
            .map(same -> new Sent(same.name(), same.count() + 1, same.first(), now))
            .orElseGet(() -> new Sent(name(event), 1, now, now));
    lines.put(line, sent);
    if (!isAllowed(topic, now)) {
      return Optional.empty();
    }
    var message = isCombined ? COMBINED + event.message() : event.message();
    return Optional.of(new Sending(sent.name(), message, sent.count(), sent.first(), now));
  }

  /** The event of this name no longer exists, or never has: the next one alike is a new one. */
  void forget(Sending sending) {
    lines.values().removeIf(sent -> sent.name().equals(sending.name()));
  }

  /** A new event in place of one that has expired. */
  Sending anew(EventRecorder.Happened event, Sending sending) {
    var name = name(event);
    lines.replaceAll((_, sent) ->
        sent.name().equals(sending.name())
            ? new Sent(name, 1, sending.last(), sending.last())
            : sent);
    return new Sending(name, sending.message(), 1, sending.last(), sending.last());
  }

  private boolean isCombined(Topic topic, EventRecorder.Happened event) {
    var known =
        Optional.ofNullable(topics.get(topic))
            .filter(messages -> !event.at().isAfter(messages.last().plus(WINDOW)))
            .map(Messages::different)
            .orElseGet(HashSet::new);
    var isCombined = !known.contains(event.message()) && known.size() >= DIFFERENT - 1;
    if (!isCombined) {
      known.add(event.message());
    }
    topics.put(topic, new Messages(known, event.at()));
    return isCombined;
  }

  private boolean isAllowed(Topic topic, Instant now) {
    var known = tokens.getOrDefault(topic.uid() + topic.about(), new Tokens(BURST, now));
    var gained = (double) Duration.between(known.at(), now).toMillis() / PER_TOKEN.toMillis();
    var left = Math.min(BURST, known.left() + Math.max(0, gained));
    tokens.put(topic.uid() + topic.about(), new Tokens(left >= 1 ? left - 1 : left, now));
    return left >= 1;
  }

  /** {@code <object>.<nanoseconds of the time, as 16 hexadecimal digits>}, never the same twice. */
  private String name(EventRecorder.Happened event) {
    var at = event.at();
    lastName = Math.max(lastName + 1, at.getEpochSecond() * 1_000_000_000L + at.getNano());
    return event.about().name() + "." + "%016x".formatted(lastName);
  }

  private static <K, V> Map<K, V> remembering() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }
}
