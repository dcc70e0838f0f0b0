package io.guidon.operator.story;

import io.guidon.core.notification.Notification;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.resource.Phase;
import io.guidon.core.rollout.Gauges;
import io.guidon.core.rollout.RolloutStatus;
import io.guidon.operator.canary.Telling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** What was told, over all processes of the operator. */
final class StoryTold {
  private static final Duration DELIVERY = Duration.ofMillis(20);

  private final List<String> events = new ArrayList<>();
  private final List<String> alerts = new ArrayList<>();
  private final BiFunction<StoryTold, StoryAsync, Telling> voices;
  private Set<String> handedOver = new HashSet<>();
  private int analyses;

  /** Everything arrives, shortly after it was handed over. */
  StoryTold() {
    this(StoryTold::direct);
  }

  /** {@code voices} tell for one process of the operator. */
  StoryTold(BiFunction<StoryTold, StoryAsync, Telling> voices) {
    this.voices = voices;
  }

  void restarted() {
    handedOver = new HashSet<>();
  }

  void event(String text) {
    events.add(text);
  }

  List<String> events() {
    return events;
  }

  List<String> alerts() {
    return alerts;
  }

  Telling of(StoryAsync async) {
    return voices.apply(this, async);
  }

  private Telling direct(StoryAsync async) {
    return new Telling() {
      @Override
      public void once(ObjectRef ref, Canary canary, List<Notification> notifications) {
        notifications.forEach(StoryTold.this::tell);
      }

      @Override
      public void kept(
          ObjectRef ref,
          Canary canary,
          List<Notification> notifications,
          Consumer<String> delivered) {
        for (var notification : notifications) {
          if (handedOver.add(notification.id())) {
            async.later(
                DELIVERY,
                () -> {
                  tell(notification);
                  return notification.id();
                },
                result -> delivered.accept(notification.id()));
          }
        }
      }

      @Override
      public void moved(Canary canary, Phase from, RolloutStatus status) {}

      @Override
      public void shown(Canary canary, Gauges gauges) {
        analyses += gauges.analyses().size();
      }

      @Override
      public void forget(ObjectRef ref) {}
    };
  }

  /** Of so many analyses the duration was shown. */
  int analyses() {
    return analyses;
  }

  private void tell(Notification notification) {
    switch (notification) {
      case Notification.Event event ->
          events.add(event.phase() + " " + event.type().wireName() + " " + event.message());
      case Notification.Alert alert -> alerts.add(alert.severity() + " " + alert.message());
    }
  }
}
