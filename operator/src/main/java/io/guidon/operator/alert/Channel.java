package io.guidon.operator.alert;

import io.guidon.core.notification.Notification;
import io.guidon.operator.hook.Delivery;
import java.time.Instant;

/** One receiver of one Canary's notifications. */
interface Channel {
  /** The same for the same receiver, as long as the Canary names it. */
  String key();

  boolean takes(Notification notification);

  /**
   * Tells the receiver, once.
   *
   * @param at when it happened
   * @return with a failure, its reason is the line for the log
   * @throws InterruptedException when the operator stops
   */
  Delivery deliver(Notification notification, Instant at) throws InterruptedException;
}
