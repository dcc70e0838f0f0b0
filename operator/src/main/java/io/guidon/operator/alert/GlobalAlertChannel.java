package io.guidon.operator.alert;

import io.guidon.core.notification.Notification;
import io.guidon.core.resource.Canary;
import io.guidon.operator.hook.Delivery;
import java.time.Instant;

/** The account of the flags: every alert, whatever its severity (spec/alerts.md §1). */
record GlobalAlertChannel(Canary canary, Account account, Notifier notifier) implements Channel {
  private static final Chat CHAT = new Slack();

  @Override
  public String key() {
    return "global";
  }

  @Override
  public boolean takes(Notification notification) {
    return notification instanceof Notification.Alert;
  }

  @Override
  public Delivery deliver(Notification notification, Instant at) throws InterruptedException {
    return switch (notifier.send(CHAT, account, (Notification.Alert) notification, canary.key())) {
      case Delivery.Delivered delivered -> delivered;
      case Delivery.Failed(String reason, boolean retriable) ->
          new Delivery.Failed("alert can't be sent: " + reason, retriable);
    };
  }
}
