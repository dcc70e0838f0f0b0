package io.guidon.core.notification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** The body that event receivers get (spec/webhooks.md §8). */
public final class EventPayload {
  private EventPayload() {}

  /**
   * Renders the body of one event.
   *
   * @param hookMetadata of the receiver's webhook entry; it cannot replace the three keys of the
   *     event itself
   * @param timestampMillis Unix milliseconds
   */
  public static ObjectNode render(
      String canary,
      String namespace,
      Notification.Event event,
      Map<String, String> hookMetadata,
      long timestampMillis) {
    var metadata = new HashMap<>(hookMetadata);
    metadata.put("eventMessage", event.message());
    metadata.put("eventType", event.type().wireName());
    metadata.put("timestamp", Long.toString(timestampMillis));
    return HookPayload.render(canary, namespace, event.phase(), event.checksum(), metadata);
  }
}
