package io.guidon.e2e.faults;

import io.guidon.core.analysis.Measurement;
import io.guidon.core.analysis.MetricQuery;
import io.guidon.core.notification.Notification;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.CrossNamespaceRefs;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.resource.Phase;
import io.guidon.core.rollout.Gauges;
import io.guidon.core.rollout.HookAnswer;
import io.guidon.core.rollout.RolloutStatus;
import io.guidon.core.rollout.Settings;
import io.guidon.operator.canary.Asking;
import io.guidon.operator.canary.Reconciler;
import io.guidon.operator.canary.Telling;
import io.guidon.operator.canary.Watching;
import io.guidon.operator.cluster.KubernetesCluster;
import io.guidon.operator.cluster.Options;
import io.guidon.operator.loop.KeyedLoop;
import io.guidon.sim.FastClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One process of the operator: its loop, engine and HTTP client as they are, on a clock on which
 * time flies, with metrics that the story answers.
 */
final class FastOperator implements AutoCloseable {
  private static final Settings SETTINGS =
      new Settings(
          "gatewayapi:v1",
          "http://prometheus:9090",
          List.of("app", "name", "app.kubernetes.io/name"),
          List.of(),
          Settings.ConfigTracking.ON,
          Optional.empty());

  private final FastAsync async;
  private final KubernetesCluster cluster;
  private final KeyedLoop<ObjectRef> loop;

  private FastOperator(FastAsync async, KubernetesCluster cluster, KeyedLoop<ObjectRef> loop) {
    this.async = async;
    this.cluster = cluster;
    this.loop = loop;
  }

  /**
   * Starts it; it has nothing in its memory.
   *
   * @param name tells it from the process before, in what it sends
   */
  static FastOperator start(
      String name, Path kubeconfig, FastClock clock, Function<MetricQuery, Measurement> metrics) {
    var async = new FastAsync(clock);
    var cluster =
        new KubernetesCluster(
            new Options(
                Optional.of(kubeconfig), Optional.empty(), Optional.empty(), 2_000, 4_000, name));
    var loop = new KeyedLoop<ObjectRef>(async, clock, 4);
    var watching = new Watching(SETTINGS, loop::look);
    cluster.onChange(watching::changed);
    cluster.onKindChange(watching::kindChanged);
    var asking =
        new Asking(
            async,
            _ -> new HookAnswer.Accepted(),
            (_, query) -> metrics.apply(query),
            cluster::dryRun,
            loop::look);
    loop.begin(
        new Reconciler(
            cluster,
            new Reconciler.Context(
                SETTINGS, CrossNamespaceRefs.ALLOWED, () -> UUID.randomUUID().toString()),
            clock,
            new Reconciler.Beside(asking, new Said(async), watching)));
    cluster.start();
    return new FastOperator(async, cluster, loop);
  }

  /** It is gone at once, in the middle of whatever it does. */
  @Override
  public void close() {
    async.close();
    loop.close();
    cluster.close();
  }

  /** Everything counts as told a moment after it was said for the first time. */
  private record Said(FastAsync async, Set<String> ids) implements Telling {
    Said(FastAsync async) {
      this(async, ConcurrentHashMap.newKeySet());
    }

    @Override
    public void once(ObjectRef ref, Canary canary, List<Notification> notifications) {}

    @Override
    public void kept(
        ObjectRef ref,
        Canary canary,
        List<Notification> notifications,
        Consumer<String> delivered) {
      for (var notification : notifications) {
        if (ids.add(notification.id())) {
          async.run("telling", notification::id, _ -> delivered.accept(notification.id()));
        }
      }
    }

    @Override
    public void moved(Canary canary, Phase from, RolloutStatus status) {}

    @Override
    public void shown(Canary canary, Gauges gauges) {}

    @Override
    public void forget(ObjectRef ref) {}
  }
}
