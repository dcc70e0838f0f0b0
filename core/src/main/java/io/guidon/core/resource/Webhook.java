package io.guidon.core.resource;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A webhook of the analysis (spec/webhooks.md §1).
 *
 * @param type {@link WebhookType#ROLLOUT} when none is given
 * @param muteAlert whether the alert about waiting for this hook's approval is left out
 * @param timeout of one attempt, a Go duration as given or its default; see {@link
 *     #timeoutDuration}
 * @param retries further attempts after connection errors and some statuses
 * @param disableTls skips the verification of the server's certificate
 * @param metadata copied to the payload
 */
public record Webhook(
    String name,
    WebhookType type,
    String url,
    boolean muteAlert,
    String timeout,
    int retries,
    boolean disableTls,
    Map<String, String> metadata) {
  private static final String DEFAULT_TIMEOUT = "10s";

  public Webhook {
    metadata = SortedMaps.copyOf(metadata);
  }

  /**
   * The time-out of one attempt; empty where the text is no duration, and then every call of the
   * hook fails.
   */
  public Optional<Duration> timeoutDuration() {
    return GoDuration.parse(timeout);
  }

  static Webhook read(Field hook) {
    WebhookType type =
        hook.at("type").optionalOneOf(WebhookType.values()).orElse(WebhookType.ROLLOUT);
    return new Webhook(
        hook.at("name").text(),
        type,
        hook.at("url").text(),
        hook.at("muteAlert").flag(),
        timeout(hook.at("timeout").textOr(""), type),
        hook.at("retries").integerOr(0),
        hook.at("disableTLS").flag(),
        hook.at("metadata").textMap());
  }

  private static String timeout(String given, WebhookType type) {
    int shortest = type == WebhookType.EVENT ? 1 : 2;
    return given.length() < shortest ? DEFAULT_TIMEOUT : given;
  }
}
