package io.guidon.core.rollout;

import io.guidon.core.notification.AlertText;
import io.guidon.core.notification.EventText;
import io.guidon.core.notification.EventType;
import io.guidon.core.notification.Notification;
import io.guidon.core.notification.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * What is told, once per interval, while a confirm-traffic-increase hook refuses (spec/webhooks.md
 * §5).
 */
final class TrafficGate {
  private final Scene scene;

  TrafficGate(Scene scene) {
    this.scene = scene;
  }

  List<Notification> closed(Hooks.Answered.Refused refused) {
    var told = new ArrayList<Notification>();
    refused
        .accepted()
        .forEach(
            name -> told.add(scene.once(EventType.NORMAL, EventText.trafficIncreasePassed(name))));
    told.add(
        scene.once(
            EventType.WARNING,
            EventText.waitingForTrafficIncrease(scene.canary().key(), refused.hook().name())));
    if (!refused.hook().muteAlert()) {
      told.add(
          new Notification.Alert(
              scene.memory().nextTold(),
              Severity.WARN,
              AlertText.trafficIncreaseWaitingForApproval(),
              scene.plainFields()));
    }
    return told;
  }
}
