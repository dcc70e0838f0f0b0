package io.guidon.operator.canary;

import io.guidon.core.notification.Notification;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.resource.Phase;
import io.guidon.core.rollout.Gauges;
import io.guidon.core.rollout.RolloutStatus;
import java.util.List;
import java.util.function.Consumer;

/** Tells people and machines; returns at once, the delivery runs beside the loop. */
public interface Telling {

  /** Told once, at best. */
  void once(ObjectRef ref, Canary canary, List<Notification> notifications);

  /**
   * Told at least once, in order. What was handed over before is not told again.
   *
   * @param delivered takes the id of each that has reached everybody, on whatever thread
   */
  void kept(
      ObjectRef ref, Canary canary, List<Notification> notifications, Consumer<String> delivered);

  /** What dashboards show. */
  void shown(Canary canary, Gauges gauges);

  /** A Canary is gone. */
  void forget(ObjectRef ref);

  /** A decision was recorded; {@code from} is the phase before it. */
  void moved(Canary canary, Phase from, RolloutStatus status);
}
