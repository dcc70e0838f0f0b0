package io.guidon.operator.alert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.notification.EventPayload;
import io.guidon.core.notification.Notification;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.Webhook;
import io.guidon.core.rollout.HookCall;
import io.guidon.operator.hook.Delivery;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/**
 * A receiver of events: a webhook of type event, or the one of the flags (spec/webhooks.md §8).
 *
 * @param metadata added to each payload
 * @param call makes the call out of a payload
 */
record EventChannel(
    String key,
    Canary canary,
    Map<String, String> metadata,
    Function<ObjectNode, HookCall> call,
    EventSender sender)
    implements Channel {
  private static final String GLOBAL_TIMEOUT = "10s";

  /**
   * The receiver of a Canary.
   *
   * @param number of those with the same name and URL before it
   */
  static EventChannel of(Canary canary, Webhook hook, long number, EventSender sender) {
    return new EventChannel(
        "event " + hook.name() + " " + hook.url() + (number == 0 ? "" : " " + number),
        canary,
        hook.metadata(),
        body -> HookCall.of(hook, body),
        sender);
  }

  static EventChannel global(Canary canary, String url, EventSender sender) {
    return new EventChannel(
        "event-webhook",
        canary,
        Map.of(),
        body ->
            new HookCall(
                "event-webhook", url, GLOBAL_TIMEOUT, 0, HookCall.TlsVerification.ON, body),
        sender);
  }

  @Override
  public boolean takes(Notification notification) {
    return notification instanceof Notification.Event;
  }

  @Override
  public Delivery deliver(Notification notification, Instant at) throws InterruptedException {
    var event = (Notification.Event) notification;
    var body =
        EventPayload.render(canary.name(), canary.namespace(), event, metadata, at.toEpochMilli());
    return switch (sender.send(call.apply(body))) {
      case Delivery.Delivered delivered -> delivered;
      case Delivery.Failed(String reason, boolean retriable) ->
          new Delivery.Failed("error sending event to webhook: " + reason, retriable);
    };
  }
}
