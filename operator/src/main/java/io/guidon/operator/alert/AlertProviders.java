package io.guidon.operator.alert;

import java.util.List;
import java.util.Map;

/** The kinds of chats that an AlertProvider may name ({@code spec.type}). */
final class AlertProviders {
  private static final Map<String, Chat> CHATS = Map.of("slack", new Slack());

  /** Flagger's other ones. */
  private static final List<String> NOT_YET = List.of("msteams", "discord", "rocket", "gchat");

  private AlertProviders() {}

  sealed interface Found {
    record Supported(Chat chat) implements Found {}

    /** {@code text} says what was found and what was expected. */
    record Unsupported(String text) implements Found {}
  }

  static Found of(String type) {
    var chat = CHATS.get(type);
    if (chat != null) {
      return new Found.Supported(chat);
    }
    return new Found.Unsupported(
        NOT_YET.contains(type)
            ? "provider " + type + " does nothing yet, supported: slack"
            : "provider " + type + " not supported");
  }
}
