package io.guidon.operator.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.rollout.Write.Outcome.Refused;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the store of one kind filled: a consistent list, then a watch that is resumed where it
 * broke off.
 */
final class KindWatch implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(KindWatch.class);
  private static final int SHORTEST_WATCH_SECONDS = 300;
  private static final int LONGEST_WATCH_SECONDS = 600;
  private static final int GONE = 410;
  private static final int NOT_THAT_FAR = 504;

  /** A watch that lived so long was a good one: the next follows at once. */
  private static final Duration GOOD = Duration.ofSeconds(10);

  /** Trouble that lasts so long is told to those who need the kind. */
  private static final Duration LASTING = Duration.ofMinutes(1);

  private final ApiClient api;
  private final Store store;
  private final Lists lists;
  private final Patience patience;
  private final Consumer<Cluster.KindState> changed;
  private final BackOff backOff = new BackOff(() -> ThreadLocalRandom.current().nextDouble());
  private final CountDownLatch answered = new CountDownLatch(1);
  private volatile Cluster.KindState state = Cluster.KindState.STARTING;

  /** From where the watch goes on; none if a list is needed first. */
  private Version seen = Version.NONE;

  /** The latest version of which the API server has told anything, however long ago. */
  private Version latest = Version.NONE;

  /** Since when the API server has been unable to tell anything; empty if it was able last. */
  private OptionalLong troubled = OptionalLong.empty();

  /** When the present attempt began. */
  private long attempted;

  /** When the present watch began; empty if none is open. */
  private OptionalLong began = OptionalLong.empty();

  /**
   * How long it waits for what.
   *
   * @param nanos a clock that never goes back
   * @param silence after which a watch is taken for dead
   * @param begin how long the API server may take to begin to answer a watch
   */
  record Patience(Pause pause, LongSupplier nanos, Duration silence, Duration begin) {
    /** The API server sends a bookmark about once a minute, also where nothing happens. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    /** It does so at once. */
    private static final Duration BEGIN = Duration.ofSeconds(30);

    static Patience of(Pause pause) {
      return new Patience(pause, System::nanoTime, SILENCE, BEGIN);
    }
  }

  /**
   * @param changed takes each new {@link #state()}
   */
  KindWatch(
      ApiClient api,
      Store store,
      Optional<String> namespace,
      Patience patience,
      Consumer<Cluster.KindState> changed) {
    this.api = api;
    this.store = store;
    this.lists = new Lists(api, store.kind(), namespace);
    this.patience = patience;
    this.changed = changed;
  }

  Cluster.KindState state() {
    return state;
  }

  /** Counted down when it is known for the first time what there is of this kind. */
  CountDownLatch answered() {
    return answered;
  }

  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      var atLeast = Duration.ZERO;
      attempted = patience.nanos().getAsLong();
      try {
        round();
      } catch (RefusedException refused) {
        refused(refused.why());
        atLeast = refused.retryAfter();
      } catch (IOException broken) {
        broken(broken);
      } catch (RuntimeException bug) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        LOG.atError().setCause(bug).log("{}: listed anew after {}", store.kind(), bug.toString());
        seen = Version.NONE;
      }
      try {
        patience.pause().pause(next(atLeast));
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  private Duration next(Duration atLeast) {
    if (began.isPresent() && patience.nanos().getAsLong() - began.getAsLong() >= GOOD.toNanos()) {
      backOff.reset();
    }
    began = OptionalLong.empty();
    var next = backOff.next();
    return next.compareTo(atLeast) < 0 ? atLeast : next;
  }

  /** Returns when a watch has ended in peace. */
  private void round() throws IOException {
    if (seen.equals(Version.NONE)) {
      seen = lists.fill(store, latest);
      latest = seen;
      become(Cluster.KindState.READY);
    }
    watch();
  }

  /** A watch that breaks is resumed; only one that does not begin leaves the store unreliable. */
  private void broken(IOException failure) {
    LOG.atDebug().log("{}: watching goes on in a moment: {}", store.kind(), failure.getMessage());
    if (began.isPresent()) {
      return;
    }
    if (troubled.isEmpty()) {
      LOG.atWarn().log("{} cannot be watched, tried again: {}", store.kind(), failure.getMessage());
    }
    if (isNobodyThere(failure)) {
      troubled = OptionalLong.of(patience.nanos().getAsLong());
    } else if (troubled.isEmpty()) {
      troubled = OptionalLong.of(attempted);
    }
    if (isLasting()) {
      become(Cluster.KindState.UNANSWERED);
    } else if (state == Cluster.KindState.READY) {
      become(Cluster.KindState.STARTING);
    }
  }

  /** Then it is not this kind that is in trouble, and those who need it could not be told. */
  private static boolean isNobodyThere(IOException failure) {
    return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
        .anyMatch(ConnectException.class::isInstance);
  }

  private boolean isLasting() {
    return troubled.isPresent()
        && patience.nanos().getAsLong() - troubled.getAsLong() >= LASTING.toNanos();
  }

  private void watch() throws IOException {
    var query = lists.query();
    query.put("watch", "true");
    query.put("allowWatchBookmarks", "true");
    query.put("resourceVersion", seen.text());
    query.put(
        "timeoutSeconds",
        Integer.toString(
            ThreadLocalRandom.current().nextInt(SHORTEST_WATCH_SECONDS, LONGEST_WATCH_SECONDS)));
    var end = open(lists.target(query));
    if (end.status() == GONE || end.status() == NOT_THAT_FAR) {
      seen = Version.NONE;
    }
    if (!end.isSuccess()) {
      throw new RefusedException(end);
    }
  }

  private ApiClient.Response open(ApiClient.Target target) throws IOException {
    try {
      return api.stream(
          target,
          patience.begin(),
          patience.silence(),
          new ApiClient.LineReader() {
            @Override
            public void begin() {
              began = OptionalLong.of(patience.nanos().getAsLong());
              become(Cluster.KindState.READY);
            }

            @Override
            public void read(byte[] line) throws IOException {
              event(Json.parse(line));
            }
          });
    } catch (SilenceException silent) {
      // It may wait for a version that will not come, or hang on a definition that is gone.
      seen = Version.NONE;
      throw silent;
    }
  }

  private void event(ObjectNode event) throws IOException {
    if (!(event.get("object") instanceof ObjectNode object)) {
      throw new IOException("something that is no event came from the watch");
    }
    switch (event.path("type").asText()) {
      case "ADDED", "MODIFIED" -> store.put(object);
      case "DELETED" -> store.deleted(object);
      case "BOOKMARK" -> {}
      case "ERROR" -> {
        if (object.path("code").asInt() == GONE) {
          seen = Version.NONE;
        }
        throw new IOException(object.path("message").asText());
      }
      default ->
          throw new IOException(
              "an unknown event came from the watch: " + event.path("type").asText());
    }
    seen = Version.of(object);
    latest = seen;
    backOff.reset();
  }

  private void refused(Refused refused) {
    switch (refused.why()) {
      case NO_SUCH_KIND, NOT_FOUND -> {
        seen = Version.NONE;
        store.clear();
        become(Cluster.KindState.MISSING);
      }
      case FORBIDDEN -> {
        // A watch that is refused is resumed, not listed anew every time.
        become(Cluster.KindState.FORBIDDEN);
        LOG.atDebug().log("{}", refused.message());
      }
      case CONFLICT, ALREADY_EXISTS, INVALID, TERMINATING, THROTTLED, UNAVAILABLE ->
          broken(new IOException(refused.message()));
    }
  }

  private void become(Cluster.KindState next) {
    var isNews = state != next;
    state = next;
    switch (next) {
      case STARTING -> {}
      case UNANSWERED -> answered.countDown();
      case READY, MISSING, FORBIDDEN -> {
        troubled = OptionalLong.empty();
        answered.countDown();
      }
    }
    if (isNews) {
      switch (next) {
        case UNANSWERED ->
            LOG.atError()
                .log("the watch of {} is not answered; tried again every 30 s", store.kind());
        case MISSING ->
            LOG.atWarn().log("{} are not installed; looked for again every 30 s", store.kind());
        case FORBIDDEN ->
            LOG.atError()
                .log("{} may not be listed or watched; tried again every 30 s", store.kind());
        case READY -> LOG.atInfo().log("{} are watched", store.kind());
        case STARTING -> {}
      }
      changed.accept(next);
    }
  }
}
