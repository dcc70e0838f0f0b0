package io.guidon.operator.alert;

import io.guidon.core.resource.Canary;
import io.guidon.core.resource.WebhookType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who is told about a Canary: its own receivers, or the ones of the flags where it names none. */
public final class Channels {
  private final EventSender events;
  private final Notifier notifier;
  private final AlertSource source;
  private final Optional<String> eventWebhook;
  private final Optional<Account> account;

  /**
   * The way to everybody.
   *
   * @param eventWebhook URL of the flags' receiver of events
   * @param account of the flags
   */
  public Channels(
      EventSender events,
      Notifier notifier,
      AlertSource source,
      Optional<String> eventWebhook,
      Optional<Account> account) {
    this.events = events;
    this.notifier = notifier;
    this.source = source;
    this.eventWebhook = eventWebhook.filter(url -> !url.isEmpty());
    this.account = account;
  }

  List<Channel> of(Canary canary) {
    var channels = new ArrayList<Channel>();
    var seen = new ArrayList<String>();
    for (var hook : canary.analysis().webhooks()) {
      if (hook.type() == WebhookType.EVENT) {
        var receiver = hook.name() + " " + hook.url();
        channels.add(
            EventChannel.of(canary, hook, seen.stream().filter(receiver::equals).count(), events));
        seen.add(receiver);
      }
    }
    if (channels.isEmpty()) {
      eventWebhook.ifPresent(url -> channels.add(EventChannel.global(canary, url, events)));
    }
    for (var entry : canary.analysis().alerts()) {
      channels.add(new AlertChannel(canary, entry, source, notifier));
    }
    if (canary.analysis().alerts().isEmpty()) {
      account.ifPresent(global -> channels.add(new GlobalAlertChannel(canary, global, notifier)));
    }
    return channels;
  }
}
