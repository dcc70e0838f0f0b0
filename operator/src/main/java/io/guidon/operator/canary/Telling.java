package io.guidon.operator.canary;

import io.guidon.core.notification.Notification;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.RolloutStatus;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Tells people and machines; returns at once, the delivery runs beside the loop. */
public interface Telling {

  /** Told once, at best. */
  void once(ObjectRef ref, Canary canary, List<Notification> notifications);

  /**
   * Told at least once, in order. What was handed over before is not told again.
   *
   * @param delivered takes the ids of what has reached everybody
   */
  void kept(
      ObjectRef ref,
      Canary canary,
      List<Notification> notifications,
      Consumer<Set<String>> delivered);

  /** A decision was recorded. */
  void moved(Canary canary, RolloutStatus status);
}
