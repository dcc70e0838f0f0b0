package io.guidon.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.notification.EventType;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Endpoints;
import io.guidon.core.rollout.Write;
import io.guidon.core.rollout.Write.Outcome;
import io.guidon.core.rollout.Write.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster behind a Kubernetes API server: one watch and one store per kind, and fenced writes.
 */
public final class KubernetesCluster implements Cluster, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KubernetesCluster.class);
  private static final Duration WRITE_LIMIT = Duration.ofSeconds(30);
  private static final Duration READ_LIMIT = Duration.ofSeconds(15);

  private final Options options;
  private final ApiClient api;
  private final Pace pace;
  private final EventRecorder events;
  private final InstantSource clock;
  private final Map<Kind, KindWatch> watches = new LinkedHashMap<>();
  private final Map<Kind, Store> stores = new LinkedHashMap<>();
  private final List<Consumer<ObjectRef>> listeners = new CopyOnWriteArrayList<>();
  private final List<KindListener> kindListeners = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Makes no request yet.
   *
   * @throws IllegalArgumentException if the kubeconfig cannot be used
   */
  public KubernetesCluster(Options options) {
    this(options, InstantSource.system(), Pause.SLEEP);
  }

  KubernetesCluster(Options options, InstantSource clock, Pause pause) {
    this.options = options;
    this.api = ApiClient.of(options);
    this.clock = clock;
    this.pace = new Pace(options.qps(), options.burst(), System::nanoTime);
    this.events = new EventRecorder(api, pace, new EventCorrelation(), pause);
    for (var kind : Kinds.WATCHED) {
      var store = new Store(kind, this::changed);
      stores.put(kind, store);
      watches.put(
          kind,
          new KindWatch(
              api, store, options.namespace(), KindWatch.Patience.of(pause), _ -> changed(kind)));
    }
  }

  /** Starts the watches and the sending of events. Called once. */
  public void start() {
    watches.forEach((kind, watch) -> begin("watch " + kind.plural(), watch));
    begin("events", events);
  }

  private void begin(String name, Runnable work) {
    threads.add(Thread.ofVirtual().name(name).start(work));
  }

  /**
   * What the API server calls itself, such as {@code v1.36.1+k3s1}.
   *
   * @throws IOException if it does not answer, or refuses to say
   */
  public String serverVersion() throws IOException {
    var response = api.get(ApiClient.Target.of("/version"), READ_LIMIT);
    if (!response.isSuccess()) {
      throw new RefusedException(response);
    }
    return Json.parse(response.body()).path("gitVersion").asText();
  }

  /**
   * Waits until it is known of each kind what there is of it, or that it is missing or forbidden;
   * false if that takes longer than {@code limit}.
   */
  public boolean awaitSynced(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (var watch : watches.values()) {
      if (!watch.answered().await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes part in the election of the one operator that acts; {@link LeaderElection#start()} begins
   * it.
   */
  public LeaderElection leaderElection(
      String namespace, String identity, LeaderElection.Outcome outcome) {
    return new LeaderElection(
        ApiClient.apart(options), namespace, new Campaign(identity), outcome, clock);
  }

  @Override
  public Optional<ObjectNode> get(ObjectRef ref) {
    return store(ref).flatMap(store -> store.get(ref));
  }

  @Override
  public List<ObjectRef> list(String apiVersion, String kind) {
    return Kinds.find(apiVersion, kind)
        .flatMap(found -> Optional.ofNullable(stores.get(found)))
        .map(Store::refs)
        .orElseGet(List::of);
  }

  @Override
  public Endpoints endpoints(String namespace, String service) {
    return store(Kinds.SLICES.ref(namespace, service))
        .map(store -> store.slices().endpoints(namespace, service))
        .orElseGet(Endpoints.None::new);
  }

  @Override
  public KindState kind(String apiVersion, String kind) {
    return Kinds.find(apiVersion, kind)
        .flatMap(found -> Optional.ofNullable(watches.get(found)))
        .map(KindWatch::state)
        .orElse(KindState.MISSING);
  }

  @Override
  public Live read(ObjectRef ref) {
    var kind = Kinds.find(ref.apiVersion(), ref.kind());
    if (kind.isEmpty()) {
      return new Live.Failed(unknown(ref));
    }
    try {
      return live(api.get(ApiClient.Target.of(kind.get().path(ref)), READ_LIMIT));
    } catch (IOException failed) {
      return new Live.Failed(Answers.unreachable(failed).message());
    }
  }

  private static Live live(ApiClient.Response response) throws IOException {
    if (response.isSuccess()) {
      return new Live.Found(Json.parse(response.body()));
    }
    var refused = Answers.refused(response);
    return refused.why() == Refusal.NOT_FOUND
        ? new Live.Absent(refused.message())
        : new Live.Failed(refused.message());
  }

  @Override
  public Live dryRun(ObjectRef workload, JsonNode podTemplate) {
    var kind = Kinds.find(workload.apiVersion(), workload.kind());
    if (kind.isEmpty()) {
      return new Live.Failed(unknown(workload));
    }
    return asked(Request.dryRun(kind.get(), workload, podTemplate));
  }

  private Live asked(Request request) {
    try {
      Thread.sleep(pace.write());
      return live(
          api.send(request.method(), request.target(), Optional.of(request.content()), READ_LIMIT));
    } catch (IOException failed) {
      return new Live.Failed(Answers.unreachable(failed).message());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Live.Failed("the operator is stopping");
    }
  }

  @Override
  public Outcome write(Write write) {
    var kind = Kinds.find(write.on().apiVersion(), write.on().kind());
    if (kind.isEmpty()) {
      return new Outcome.Refused(Refusal.NO_SUCH_KIND, unknown(write.on()));
    }
    var request = Request.of(kind.get(), write);
    try {
      Thread.sleep(pace.write());
      var response =
          api.send(request.method(), request.target(), Optional.of(request.content()), WRITE_LIMIT);
      if (response.isSuccess()) {
        return written(write, Json.parse(response.body()));
      }
      pace.hold(response.retryAfter());
      var refused = Answers.refused(response);
      if (isNews(refused.why())) {
        refresh(kind.get(), write.on());
      }
      return refused;
    } catch (IOException failed) {
      return Answers.unreachable(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Outcome.Refused(Refusal.THROTTLED, "the operator is stopping");
    }
  }

  @Override
  public Outcome rehearse(Write write) {
    var kind = Kinds.find(write.on().apiVersion(), write.on().kind());
    if (kind.isEmpty()) {
      return new Outcome.Refused(Refusal.NO_SUCH_KIND, unknown(write.on()));
    }
    return switch (asked(Request.of(kind.get(), write).rehearsed())) {
      case Live.Found(var object) -> new Outcome.Written(Optional.of(object));
      case Live.Absent(String message) -> new Outcome.Refused(Refusal.NOT_FOUND, message);
      case Live.Failed(String message) -> new Outcome.Refused(Refusal.UNAVAILABLE, message);
    };
  }

  private Outcome written(Write write, ObjectNode answer) {
    var store = store(write.on());
    var uid =
        write instanceof Write.Delete(_, var given)
            ? given
            : answer.path("metadata").path("uid").asText();
    if (isGone(write, answer.path("metadata"))) {
      store.ifPresent(known -> known.deleted(write.on(), uid));
      return new Outcome.Written(Optional.empty());
    }
    return new Outcome.Written(Optional.of(store.map(known -> known.put(answer)).orElse(answer)));
  }

  /**
   * What is being deleted is gone as soon as no finalizer holds it, also when a patch took the last
   * one away.
   */
  private static boolean isGone(Write write, JsonNode metadata) {
    var isDeleting = write instanceof Write.Delete || metadata.has("deletionTimestamp");
    return isDeleting
        && (!metadata.has("deletionTimestamp") || metadata.path("finalizers").isEmpty());
  }

  /** Whether the refusal means that the store is behind. */
  private static boolean isNews(Refusal why) {
    return switch (why) {
      case CONFLICT, ALREADY_EXISTS, NOT_FOUND -> true;
      case INVALID, FORBIDDEN, NO_SUCH_KIND, TERMINATING, THROTTLED, UNAVAILABLE -> false;
    };
  }

  /** Fetches what a write collided with, so that the next look does not collide with it again. */
  private void refresh(Kind kind, ObjectRef ref) {
    var store = stores.get(kind);
    if (store == null) {
      return;
    }
    try {
      var response = api.get(ApiClient.Target.of(kind.path(ref)), READ_LIMIT);
      if (response.isSuccess()) {
        store.put(Json.parse(response.body()));
      } else if (Answers.refused(response).why() == Refusal.NOT_FOUND) {
        store.absent(ref);
      }
    } catch (IOException failed) {
      LOG.atDebug().log("{} is left to its watch: {}", ref, failed.getMessage());
    }
  }

  @Override
  public void event(ObjectRef about, EventType type, String message) {
    var metadata = get(about).map(object -> object.path("metadata"));
    events.record(
        new EventRecorder.Happened(
            about,
            metadata.map(of -> of.path("uid").asText()).orElse(""),
            metadata.map(of -> of.path("resourceVersion").asText()).orElse(""),
            type,
            message,
            clock.instant()));
  }

  @Override
  public void onChange(Consumer<ObjectRef> listener) {
    listeners.add(listener);
  }

  private void changed(ObjectRef ref) {
    listeners.forEach(listener -> listener.accept(ref));
  }

  /** Takes which kind has become another {@link Cluster.KindState}. It must only enqueue. */
  @FunctionalInterface
  public interface KindListener {
    void changed(String apiVersion, String kind);
  }

  /** From now on {@code listener} is told when it changes whether a kind can be relied upon. */
  public void onKindChange(KindListener listener) {
    kindListeners.add(listener);
  }

  private void changed(Kind kind) {
    kindListeners.forEach(listener -> listener.changed(kind.apiVersion(), kind.kind()));
  }

  private Optional<Store> store(ObjectRef ref) {
    return Kinds.find(ref.apiVersion(), ref.kind()).map(stores::get);
  }

  private static String unknown(ObjectRef ref) {
    return "Guidon does not work with " + ref.kind() + " of " + ref.apiVersion();
  }

  /** Ends the watches; events that are not sent yet are lost. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    api.close();
  }
}
