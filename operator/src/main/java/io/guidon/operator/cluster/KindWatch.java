package io.guidon.operator.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Write.Outcome.Refused;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the store of one kind filled: a consistent list, then a watch that is resumed where it
 * broke off.
 */
final class KindWatch implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(KindWatch.class);
  private static final String PAGE = "500";
  private static final int SHORTEST_WATCH_SECONDS = 300;
  private static final int LONGEST_WATCH_SECONDS = 600;
  private static final int GONE = 410;

  /** The API server sends a bookmark about once a minute. */
  private static final Duration SILENCE = Duration.ofMinutes(3);

  private static final Duration LIST_LIMIT = Duration.ofMinutes(1);

  private final ApiClient api;
  private final Store store;
  private final Optional<String> namespace;
  private final Pause pause;
  private final BackOff backOff = new BackOff(() -> ThreadLocalRandom.current().nextDouble());
  private final CountDownLatch answered = new CountDownLatch(1);
  private volatile Cluster.KindState state = Cluster.KindState.STARTING;
  private Version seen = Version.NONE;

  KindWatch(ApiClient api, Store store, Optional<String> namespace, Pause pause) {
    this.api = api;
    this.store = store;
    this.namespace = namespace;
    this.pause = pause;
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
      try {
        round();
      } catch (RefusedException refused) {
        refused(refused.why);
      } catch (IOException broken) {
        LOG.atDebug().log(
            "{}: watching goes on in a moment: {}", store.kind(), broken.getMessage());
      } catch (RuntimeException bug) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        LOG.atError().setCause(bug).log("{}: listed anew after {}", store.kind(), bug.toString());
        seen = Version.NONE;
      }
      try {
        pause.pause(backOff.next());
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  /** Returns when a watch has ended in peace. */
  private void round() throws IOException {
    if (seen.equals(Version.NONE)) {
      seen = list();
      become(Cluster.KindState.READY);
    }
    watch();
  }

  private Version list() throws IOException {
    var listed = new HashSet<ObjectRef>();
    var next = "";
    while (true) {
      var page = page(next);
      for (var item : page.path("items")) {
        listed.add(ObjectRef.of(identified((ObjectNode) item)));
        store.put((ObjectNode) item);
      }
      next = page.path("metadata").path("continue").asText();
      if (next.isEmpty()) {
        var version = Version.of(page);
        store.retain(listed, version);
        return version;
      }
    }
  }

  private ObjectNode page(String next) throws IOException {
    var query = query();
    query.put("limit", PAGE);
    if (!next.isEmpty()) {
      query.put("continue", next);
    }
    var response = api.get(target(query), LIST_LIMIT);
    if (!response.isSuccess()) {
      throw new RefusedException(Answers.refused(response));
    }
    return Json.parse(response.body());
  }

  private ObjectNode identified(ObjectNode item) {
    return item.put("apiVersion", store.kind().apiVersion()).put("kind", store.kind().kind());
  }

  private void watch() throws IOException {
    var query = query();
    query.put("watch", "true");
    query.put("allowWatchBookmarks", "true");
    query.put("resourceVersion", seen.text());
    query.put(
        "timeoutSeconds",
        Integer.toString(
            ThreadLocalRandom.current().nextInt(SHORTEST_WATCH_SECONDS, LONGEST_WATCH_SECONDS)));
    var end = api.stream(target(query), SILENCE, line -> event(Json.parse(line)));
    if (end.status() == GONE) {
      seen = Version.NONE;
    }
    if (!end.isSuccess()) {
      throw new RefusedException(Answers.refused(end));
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
    backOff.reset();
    become(Cluster.KindState.READY);
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
          LOG.atWarn()
              .log("{} cannot be watched, tried again: {}", store.kind(), refused.message());
    }
  }

  private void become(Cluster.KindState next) {
    if (state != next) {
      switch (next) {
        case MISSING ->
            LOG.atWarn().log("{} are not installed; looked for again every 30 s", store.kind());
        case FORBIDDEN ->
            LOG.atError()
                .log("{} may not be listed or watched; tried again every 30 s", store.kind());
        case READY -> LOG.atInfo().log("{} are watched", store.kind());
        case STARTING -> {}
      }
      state = next;
    }
    answered.countDown();
  }

  private Map<String, String> query() {
    var query = new HashMap<String, String>();
    store.kind().labelSelector().ifPresent(selector -> query.put("labelSelector", selector));
    return query;
  }

  private ApiClient.Target target(Map<String, String> query) {
    return new ApiClient.Target(store.kind().path(namespace), query);
  }

  @SuppressWarnings("serial")
  private static final class RefusedException extends IOException {
    private final Refused why;

    RefusedException(Refused why) {
      super(why.message());
      this.why = why;
    }
  }
}
