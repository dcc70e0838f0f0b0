package io.guidon.core.notification;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An alert as Slack's incoming webhooks and {@code chat.postMessage} take it (spec/alerts.md §4.1).
 */
public final class SlackMessage {
  private SlackMessage() {}

  /** Renders the body; {@code canaryKey} is {@code <canary>.<namespace>}. */
  public static ObjectNode render(
      Notification.Alert alert, String canaryKey, String channel, String username) {
    var message = JsonNodeFactory.instance.objectNode();
    message
        .put("channel", channel)
        .put("username", username)
        .put("icon_url", "")
        .put("icon_emoji", ":rocket:");
    var attachment = message.putArray("attachments").addObject();
    attachment
        .put("color", color(alert.severity()))
        .put("author_name", canaryKey)
        .put("text", alert.message());
    attachment.putArray("mrkdwn_in").add("text");
    var fields = attachment.putArray("fields");
    for (var field : alert.fields()) {
      fields.addObject().put("title", field.name()).put("value", field.value()).put("short", false);
    }
    return message;
  }

  private static String color(Severity severity) {
    return switch (severity) {
      case INFO, WARN -> "good";
      case ERROR -> "danger";
    };
  }
}
