package io.guidon.operator.canary;

import io.guidon.core.notification.Notification;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.resource.Phase;
import io.guidon.core.rollout.Gauges;
import io.guidon.core.rollout.RolloutStatus;
import io.guidon.operator.alert.Outbox;
import io.guidon.operator.http.OperatorMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Tells people through the outbox and dashboards through the metrics. */
public final class Voices implements Telling {
  private final OperatorMetrics metrics;
  private final Map<ObjectRef, Consumer<String>> waiting = new ConcurrentHashMap<>();
  private final Map<ObjectRef, Counted> counted = new HashMap<>();
  private final Outbox outbox;

  /** A Canary among the metrics. */
  private record Counted(String namespace, String target) {}

  /** {@code outbox} is made around the acknowledgements that this object takes. */
  public Voices(OperatorMetrics metrics, Function<Acknowledged, Outbox> outbox) {
    this.metrics = metrics;
    this.outbox = outbox.apply(this::acknowledged);
  }

  /** Hears what has reached everybody. */
  public interface Acknowledged {
    void acknowledged(ObjectRef ref, String notification);
  }

  private void acknowledged(ObjectRef ref, String notification) {
    var delivered = waiting.get(ref);
    if (delivered != null) {
      delivered.accept(notification);
    }
  }

  @Override
  public void once(ObjectRef ref, Canary canary, List<Notification> notifications) {
    outbox.tell(ref, canary, notifications);
  }

  @Override
  public void kept(
      ObjectRef ref, Canary canary, List<Notification> notifications, Consumer<String> delivered) {
    waiting.put(ref, delivered);
    outbox.deliver(ref, canary, notifications);
    count(ref, canary);
  }

  private synchronized void count(ObjectRef ref, Canary canary) {
    if (counted.put(ref, new Counted(canary.namespace(), canary.targetRef().name())) == null) {
      total(canary.namespace());
    }
  }

  private void total(String namespace) {
    metrics.total(
        namespace,
        (int)
            counted.values().stream()
                .filter(canary -> canary.namespace().equals(namespace))
                .count());
  }

  @Override
  public void shown(Canary canary, Gauges gauges) {
    var target = canary.targetRef().name();
    var namespace = canary.namespace();
    metrics.status(target, namespace, gauges.phase());
    gauges
        .canaryWeight()
        .ifPresent(weight -> metrics.weights(target, namespace, 100 - weight, weight));
    gauges
        .readings()
        .forEach((metric, value) -> metrics.metricValue(target, namespace, metric, value));
    gauges.analyses().forEach(length -> metrics.duration(target, namespace, length));
  }

  @Override
  public void moved(Canary canary, Phase from, RolloutStatus after) {
    if (from == after.phase()) {
      return;
    }
    var target = canary.targetRef().name();
    switch (after.phase()) {
      case SUCCEEDED ->
          metrics.success(
              target,
              canary.namespace(),
              canary.strategy(),
              canary.spec().skipAnalysis()
                  ? OperatorMetrics.AnalysisStatus.SKIPPED
                  : OperatorMetrics.AnalysisStatus.COMPLETED);
      case FAILED -> metrics.failure(target, canary.namespace(), canary.strategy());
      case NONE,
          INITIALIZING,
          INITIALIZED,
          WAITING,
          PROGRESSING,
          WAITING_PROMOTION,
          PROMOTING,
          FINALISING,
          TERMINATING,
          TERMINATED -> {}
    }
  }

  @Override
  public synchronized void forget(ObjectRef ref) {
    waiting.remove(ref);
    outbox.forget(ref);
    var gone = counted.remove(ref);
    if (gone != null) {
      metrics.forget(gone.target(), gone.namespace());
      total(gone.namespace());
    }
  }
}
