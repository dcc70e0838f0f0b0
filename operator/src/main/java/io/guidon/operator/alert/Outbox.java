package io.guidon.operator.alert;

import io.guidon.core.notification.Notification;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import io.guidon.operator.alert.Addressees.Keeping;
import io.guidon.operator.loop.Async;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers notifications beside the loop: to the log and Kubernetes at once, to each receiver in
 * order, at least once. A receiver that fails is tried again with a growing pause and given up
 * after ten minutes; it holds up nobody else. What must survive a crash is in the run record; this
 * only remembers what was handed over in this process.
 */
public final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private final Map<ObjectRef, Addressees> canaries = new ConcurrentHashMap<>();
  private final Async async;
  private final InstantSource clock;
  private final Channels channels;
  private final EventRecorder kubernetes;
  private final BiConsumer<ObjectRef, String> acknowledged;

  /**
   * An empty outbox.
   *
   * @param acknowledged hears, on whatever thread, the id of what need not be handed over again; it
   *     must not wait, nor call the outbox
   */
  public Outbox(
      Async async,
      InstantSource clock,
      Channels channels,
      EventRecorder kubernetes,
      BiConsumer<ObjectRef, String> acknowledged) {
    this.async = async;
    this.clock = clock;
    this.channels = channels;
    this.kubernetes = kubernetes;
    this.acknowledged = acknowledged;
  }

  /**
   * Delivers what is in the run record, each notification once however often it is handed over. One
   * call at a time per Canary.
   *
   * @param pending everything in the record that may be told by now, in order; what is no longer in
   *     it is forgotten
   */
  public void deliver(ObjectRef about, Canary canary, List<Notification> pending) {
    if (pending.isEmpty() && !canaries.containsKey(about)) {
      return;
    }
    var addressees = addressees(about, canary);
    for (var notification : addressees.fresh(pending)) {
      announce(about, canary, notification);
      addressees.post(notification, Keeping.IN_RECORD);
    }
    if (addressees.isIdle()) {
      canaries.remove(about);
    }
  }

  /** Delivers what is in no record, such as a repeated wait; it is lost if the operator stops. */
  public void tell(ObjectRef about, Canary canary, List<Notification> notifications) {
    if (notifications.isEmpty()) {
      return;
    }
    var addressees = addressees(about, canary);
    for (var notification : notifications) {
      announce(about, canary, notification);
      addressees.post(notification, Keeping.NOWHERE);
    }
  }

  /** The Canary is gone: what was handed over is still delivered. */
  public void forget(ObjectRef about) {
    canaries.remove(about);
  }

  private Addressees addressees(ObjectRef about, Canary canary) {
    var uid = canary.metadata().uid();
    var addressees =
        canaries.compute(
            about,
            (key, known) ->
                known != null && known.uid().equals(uid)
                    ? known
                    : new Addressees(
                        uid, canary.key(), async, clock, id -> acknowledged.accept(about, id)));
    addressees.serve(channels.of(canary));
    return addressees;
  }

  private void announce(ObjectRef about, Canary canary, Notification notification) {
    switch (notification) {
      case Notification.Event event -> {
        LOG.atInfo().addKeyValue("canary", canary.key()).log(event.message());
        kubernetes.event(about, event.type(), event.message());
      }
      case Notification.Alert alert -> {}
    }
  }
}
