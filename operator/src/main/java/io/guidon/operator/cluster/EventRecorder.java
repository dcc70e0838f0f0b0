package io.guidon.operator.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.notification.EventType;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Write.Outcome.Refused;
import io.guidon.core.rollout.Write.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of Kubernetes events, which look like Flagger's. One thread sends; those that tell
 * never wait.
 */
final class EventRecorder implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final int WAITING = 4096;

  /** About two minutes: events outlive a restart of the API server. */
  private static final int ATTEMPTS = 11;

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String REASON = "Synced";
  private static final String COMPONENT = "flagger";

  private final ApiClient api;
  private final Pace pace;
  private final EventCorrelation correlation;
  private final Pause pause;
  private final BlockingQueue<Happened> waiting = new ArrayBlockingQueue<>(WAITING);

  /**
   * Something that is to be told about an object, whose uid and resourceVersion are empty if it is
   * not known.
   */
  record Happened(
      ObjectRef about,
      String uid,
      String resourceVersion,
      EventType type,
      String message,
      Instant at) {}

  EventRecorder(ApiClient api, Pace pace, EventCorrelation correlation, Pause pause) {
    this.api = api;
    this.pace = pace;
    this.correlation = correlation;
    this.pause = pause;
  }

  /** Returns at once; what finds no room is lost. */
  void record(Happened event) {
    if (!waiting.offer(event)) {
      LOG.atWarn()
          .log(
              "an event about {} is lost, too many are waiting: {}",
              event.about(),
              event.message());
    }
  }

  @Override
  public void run() {
    try {
      while (true) {
        var event = waiting.take();
        try {
          var sending = correlation.next(event);
          if (sending.isPresent()) {
            send(event, sending.get());
          }
        } catch (RuntimeException bug) {
          LOG.atError()
              .setCause(bug)
              .log("an event about {} is lost: {}", event.about(), bug.toString());
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Happened event, EventCorrelation.Sending first) throws InterruptedException {
    var sending = first;
    var backOff = new BackOff(() -> 0);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      paced();
      var refused = attempt(event, sending);
      if (refused.isEmpty()) {
        LOG.atDebug().log(
            "event {} {}: {}", event.about(), event.type().wireName(), sending.message());
        return;
      }
      switch (refused.get().why()) {
        case NOT_FOUND -> {
          if (sending.count() == 1) {
            lost(event, sending, refused.get());
            return;
          }
          sending = correlation.anew(event, sending);
        }
        case ALREADY_EXISTS -> {
          return;
        }
        case THROTTLED, UNAVAILABLE -> pause.pause(backOff.next());
        case CONFLICT, INVALID, FORBIDDEN, NO_SUCH_KIND, TERMINATING -> {
          lost(event, sending, refused.get());
          return;
        }
      }
    }
    lost(
        event,
        sending,
        new Refused(Refusal.UNAVAILABLE, "no answer after " + ATTEMPTS + " attempts"));
  }

  private void paced() throws InterruptedException {
    var wait = pace.event();
    while (!wait.isZero()) {
      pause.pause(wait);
      wait = pace.event();
    }
  }

  private void lost(Happened event, EventCorrelation.Sending sending, Refused refused) {
    correlation.forget(sending);
    LOG.atWarn()
        .log(
            "an event about {} is lost ({}): {}",
            event.about(),
            refused.message(),
            sending.message());
  }

  /** Empty if it arrived. */
  private Optional<Refused> attempt(Happened event, EventCorrelation.Sending sending) {
    var ref = Kinds.EVENTS.ref(namespace(event), sending.name());
    try {
      var response =
          sending.count() == 1
              ? api.send(
                  "POST",
                  ApiClient.Target.of(Kinds.EVENTS.collection(ref)),
                  Optional.of(
                      new ApiClient.Content(ApiClient.JSON, Json.text(body(event, sending)))),
                  LIMIT)
              : api.send(
                  "PATCH",
                  ApiClient.Target.of(Kinds.EVENTS.path(ref)),
                  Optional.of(
                      new ApiClient.Content(
                          "application/merge-patch+json", Json.text(again(sending)))),
                  LIMIT);
      pace.hold(response.retryAfter());
      return response.isSuccess() ? Optional.empty() : Optional.of(Answers.refused(response));
    } catch (IOException failed) {
      return Optional.of(Answers.unreachable(failed));
    }
  }

  /** Events about objects without a namespace live in the default one. */
  private static String namespace(Happened event) {
    return event.about().namespace().isEmpty() ? "default" : event.about().namespace();
  }

  private static ObjectNode body(Happened event, EventCorrelation.Sending sending) {
    var about = event.about();
    var body = Json.object().put("apiVersion", "v1").put("kind", "Event");
    body.putObject("metadata").put("namespace", namespace(event)).put("name", sending.name());
    var involved = body.putObject("involvedObject");
    involved.put("apiVersion", about.apiVersion()).put("kind", about.kind());
    involved.put("namespace", about.namespace()).put("name", about.name());
    involved.put("uid", event.uid()).put("resourceVersion", event.resourceVersion());
    body.putObject("source").put("component", COMPONENT);
    return body.put("reportingComponent", COMPONENT)
        .put("reportingInstance", "")
        .put("reason", REASON)
        .put("type", event.type().wireName())
        .put("message", sending.message())
        .put("firstTimestamp", time(sending.first()))
        .put("lastTimestamp", time(sending.last()))
        .put("count", 1);
  }

  private static ObjectNode again(EventCorrelation.Sending sending) {
    return Json.object()
        .put("message", sending.message())
        .put("count", sending.count())
        .put("lastTimestamp", time(sending.last()));
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
