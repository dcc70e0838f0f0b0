package io.guidon.operator.alert;

import io.guidon.core.notification.Notification;
import java.util.Optional;

/** One kind of chat. Pure; sending is the {@link Notifier}'s. */
interface Chat {
  /** What is wrong with the account, in Flagger's words; empty when all is well. */
  Optional<String> problem(Account account);

  /** The alert as this chat takes it; {@code canaryKey} is {@code <name>.<namespace>}. */
  AlertRequest request(Account account, Notification.Alert alert, String canaryKey);
}
