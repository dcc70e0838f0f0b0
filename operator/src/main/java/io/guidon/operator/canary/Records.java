package io.guidon.operator.canary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.notification.EventType;
import io.guidon.core.notification.GuidonText;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Decision;
import io.guidon.core.rollout.Leaving;
import io.guidon.core.rollout.Observation;
import io.guidon.core.rollout.Run;
import io.guidon.core.rollout.StatusTree;
import io.guidon.core.rollout.Write;
import io.guidon.core.workload.TreeDigest;
import io.guidon.operator.cluster.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of the status of Canaries. Each write is fenced, so that of two writers one is
 * refused; it notices a CRD that drops the record, and another operator at work (design.md R4,
 * R14).
 */
final class Records {
  private static final Logger LOG = LoggerFactory.getLogger(Records.class);
  private static final String UPGRADE =
      "kubectl apply --server-side --force-conflicts -f deploy/crds/";

  /** More than are made while an API server restarts. */
  private static final int MOST_ATTEMPTS = 100;

  private static final Duration OLD_CRD_PAUSE = Duration.ofMinutes(1);
  private static final Duration FOREIGN_PAUSE = Duration.ofMinutes(2);
  private static final Duration RELEASE_PAUSE = Duration.ofSeconds(1);

  private final Cluster cluster;
  private final InstantSource clock;
  private final Telling telling;
  private final Map<ObjectRef, Written> written = new ConcurrentHashMap<>();
  private final Map<ObjectRef, Instant> stopped = new ConcurrentHashMap<>();
  private final Map<ObjectRef, List<String>> left = new ConcurrentHashMap<>();
  private final Map<ObjectRef, List<String>> released = new ConcurrentHashMap<>();

  /** Whether the API server has been seen to keep a record. */
  private volatile boolean keepsRuns;

  /**
   * What we wrote last; one of {@code attempts} may have arrived although no answer said so.
   *
   * @param status its digest
   */
  private record Written(String status, List<Attempt> attempts) {
    Written(String status) {
      this(status, List.of());
    }

    Written attempting(Attempt attempt) {
      var all = new ArrayList<>(attempts);
      all.add(attempt);
      return new Written(
          status, List.copyOf(all.subList(Math.max(0, all.size() - MOST_ATTEMPTS), all.size())));
    }
  }

  /**
   * A write without an answer.
   *
   * @param status its digest
   * @param pending the notifications that it keeps
   */
  private record Attempt(String status, Set<String> pending) {}

  Records(Cluster cluster, InstantSource clock, Telling telling) {
    this.cluster = cluster;
    this.clock = clock;
    this.telling = telling;
  }

  enum Result {
    WRITTEN,
    /** The object has changed meanwhile: observe again. */
    RACED,
    FAILED
  }

  Result write(Canaries.Known known, Observation seen, Decision.Move move) {
    var ref = known.ref();
    if (!isKept(ref, seen.tree())) {
      return Result.FAILED;
    }
    var live = seen.tree().path("status");
    var status =
        StatusTree.of(move.next(), live, seen.canary().targetRef().kind().wireName(), seen.now());
    var version = seen.canary().metadata().resourceVersion();
    return switch (cluster.write(new Write.Status(ref, status, version))) {
      case Write.Outcome.Written(var now) -> {
        var answered = now.map(tree -> tree.path("status")).orElse(status);
        keepsRuns = answered.has("run");
        if (!keepsRuns) {
          oldCrd(ref);
          yield Result.FAILED;
        }
        written.put(ref, new Written(meaning(answered)));
        left.remove(ref);
        known.memory().moved(pendingIds(move.next().run()));
        LOG.atInfo()
            .addKeyValue("canary", seen.canary().key())
            .log(
                "{} {}: {}",
                move.next().phase().wireName(),
                move.next().run().stage().wireName(),
                String.join("; ", move.why()));
        telling.moved(seen.canary(), seen.canary().status().phase(), move.next());
        yield Result.WRITTEN;
      }
      case Write.Outcome.Refused(var why, var message) -> {
        if (why == Write.Refusal.UNAVAILABLE) {
          var last = written.getOrDefault(ref, new Written(meaning(live)));
          written.put(
              ref, last.attempting(new Attempt(meaning(status), pendingIds(move.next().run()))));
        }
        LOG.atWarn()
            .addKeyValue("canary", seen.canary().key())
            .log("status not written: {} ({})", message, why);
        yield why == Write.Refusal.CONFLICT ? Result.RACED : Result.FAILED;
      }
    };
  }

  private static Set<String> pendingIds(Run run) {
    return run.telling().outbox().stream()
        .map(pending -> pending.notification().id())
        .collect(Collectors.toSet());
  }

  /**
   * Whether the API server keeps what is recorded on a Canary. Where another operator has left a
   * status without a record it is asked before anything is changed: the answer to a real write
   * would come after the phase has moved (design.md R4).
   */
  boolean isKept(ObjectRef ref, ObjectNode tree) {
    var status = tree.path("status");
    if (keepsRuns || status.has("run") || status.path("phase").asText().isEmpty()) {
      return true;
    }
    ObjectNode recorded = status.deepCopy();
    recorded.putObject("run");
    var version = tree.path("metadata").path("resourceVersion").asText();
    return switch (cluster.rehearse(new Write.Status(ref, recorded, version))) {
      case Write.Outcome.Written(var now) -> {
        keepsRuns = now.filter(object -> object.path("status").has("run")).isPresent();
        if (!keepsRuns) {
          oldCrd(ref);
        }
        yield keepsRuns;
      }
      case Write.Outcome.Refused(var why, var message) -> {
        LOG.atWarn()
            .addKeyValue("canary", ref)
            .log("cannot tell whether a record would be kept: {} ({})", message, why);
        yield false;
      }
    };
  }

  private void oldCrd(ObjectRef ref) {
    var text = GuidonText.oldCrd(UPGRADE);
    LOG.atError().addKeyValue("canary", ref).log("{}", text);
    if (stopped.put(ref, clock.instant().plus(OLD_CRD_PAUSE)) == null) {
      cluster.event(ref, EventType.WARNING, text);
    }
  }

  /** Until when this Canary is not to be touched, if it is so. */
  Optional<Instant> stopped(Canaries.Known known, ObjectNode tree, Instant now) {
    var ref = known.ref();
    var last = written.get(ref);
    if (last != null) {
      var seen = meaning(tree.path("status"));
      var arrived =
          last.attempts().stream().filter(attempt -> seen.equals(attempt.status())).findFirst();
      if (arrived.isPresent()) {
        written.put(ref, new Written(seen));
        known.memory().moved(arrived.get().pending());
      } else if (!seen.equals(last.status())) {
        foreign(ref, tree, now);
        written.remove(ref);
      }
    }
    var until = stopped.get(ref);
    return until != null && now.isBefore(until) ? Optional.of(until) : Optional.empty();
  }

  private void foreign(ObjectRef ref, ObjectNode tree, Instant now) {
    var text =
        "the status of "
            + ref
            + " was changed by somebody else"
            + tree.path("metadata").path("managedFields").findValuesAsText("manager").stream()
                .distinct()
                .collect(Collectors.joining(", ", " (managers: ", ")"))
            + "; it is not touched for "
            + FOREIGN_PAUSE.toMinutes()
            + " minutes. Stop the other operator";
    LOG.atError().addKeyValue("canary", ref).log("{}", text);
    cluster.event(ref, EventType.WARNING, text);
    stopped.put(ref, now.plus(FOREIGN_PAUSE));
  }

  /** The digest of the fields that an operator writes; conditions of others do not matter. */
  private static String meaning(JsonNode status) {
    var fields = JsonNodeFactory.instance.objectNode();
    if (status instanceof ObjectNode object) {
      fields.setAll(object);
      fields.remove("conditions");
    }
    return TreeDigest.of(fields);
  }

  /** Says on the Canary, once, why it is left as it is. */
  Optional<Instant> leave(Canaries.Known known, ObjectNode tree, List<String> problems) {
    var ref = known.ref();
    if (problems.equals(left.get(ref))) {
      return Optional.empty();
    }
    var text = GuidonText.notActedUpon(String.join("; ", problems));
    var status = StatusTree.leftAlone(tree.path("status"), text, clock.instant());
    if (status.isPresent()) {
      var outcome =
          cluster.write(
              new Write.Status(
                  ref, status.get(), tree.path("metadata").path("resourceVersion").asText()));
      if (outcome instanceof Write.Outcome.Refused(var why, var message)) {
        LOG.atWarn()
            .addKeyValue("canary", ref)
            .log("{}; the condition could not be written: {} ({})", text, message, why);
        return Optional.of(clock.instant().plus(Duration.ofSeconds(5)));
      }
      written.remove(ref);
    }
    left.put(ref, problems);
    LOG.atError().addKeyValue("canary", ref).log("{}", text);
    cluster.event(ref, EventType.WARNING, text);
    return Optional.empty();
  }

  /** Lets a Canary go that is deleted and for which nothing can be handed back. */
  Optional<Instant> release(ObjectRef ref, ObjectNode tree, List<String> why) {
    var text = GuidonText.released(ref.name() + "." + ref.namespace(), String.join("; ", why));
    if (!why.equals(released.put(ref, why))) {
      LOG.atWarn().addKeyValue("canary", ref).log("{}", text);
      cluster.event(ref, EventType.WARNING, text);
    }
    if (cluster.write(Leaving.release(tree))
        instanceof Write.Outcome.Refused(var refusal, var message)) {
      LOG.atWarn()
          .addKeyValue("canary", ref)
          .log("the finalizer could not be removed: {} ({})", message, refusal);
      return Optional.of(clock.instant().plus(RELEASE_PAUSE));
    }
    return Optional.empty();
  }

  void forget(ObjectRef ref) {
    released.remove(ref);
    written.remove(ref);
    stopped.remove(ref);
    left.remove(ref);
  }
}
