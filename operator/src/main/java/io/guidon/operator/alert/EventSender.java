package io.guidon.operator.alert;

import io.guidon.core.rollout.HookCall;
import io.guidon.operator.hook.Delivery;

/** Posts the body of an event; {@code WebhookClient::deliver} in production. */
@FunctionalInterface
public interface EventSender {
  /**
   * Sends, with the call's own retries.
   *
   * @throws InterruptedException when the operator stops
   */
  Delivery send(HookCall call) throws InterruptedException;
}
