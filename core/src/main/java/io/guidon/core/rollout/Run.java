package io.guidon.core.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.core.notification.Notification;
import io.guidon.core.resource.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The record, kept in {@code status.run}: everything that must survive a crash (design.md R3).
 * Flagger's fields of the status show what Flagger would show and are never read back once this
 * exists.
 *
 * @param since when the stage began
 * @param before the phase to return to when a revision that waits for approval is taken back
 */
public record Run(
    Stage stage,
    Instant since,
    Revisions revisions,
    Traffic traffic,
    Kept kept,
    Telling telling,
    Phase before) {

  /** Version of the shape of {@code status.run}. */
  public static final int SHAPE = 1;

  /**
   * Which revisions the record is about, by fingerprint; empty texts where there is none.
   *
   * @param current the revision acted on last: of the run under way, or of the last one
   * @param promoted the revision that the primary was last promoted to
   * @param generation the target's generation at which {@code current} was recorded
   */
  public record Revisions(String current, String promoted, long generation) {
    public static final Revisions NONE = new Revisions("", "", 0);

    Revisions running(String fingerprint, long seenGeneration) {
      return new Revisions(fingerprint, promoted, seenGeneration);
    }

    Revisions promotedCurrent() {
      return new Revisions(current, current, generation);
    }
  }

  /**
   * What users get.
   *
   * @param weight percent of the requests for the canary while nothing is wrong
   * @param carrier who carries the requests
   * @param waited how long operators have seen the run wait at this weight without getting on
   */
  public record Traffic(int weight, Carrier carrier, Duration waited) {
    public static final Traffic PRIMARY = of(0, Carrier.BOTH);

    static Traffic of(int weight, Carrier carrier) {
      return new Traffic(weight, carrier, Duration.ZERO);
    }

    /** The weight that the route must have. */
    int routed() {
      return switch (carrier) {
        case BOTH -> weight;
        case PRIMARY_ONLY -> 0;
        case CANARY_ONLY -> 100;
      };
    }

    Traffic carriedBy(Carrier next) {
      return new Traffic(weight, next, waited);
    }

    Traffic having(Duration nextWaited) {
      return new Traffic(weight, carrier, nextWaited);
    }
  }

  /** Who can carry requests (design.md R7). */
  public enum Carrier {
    /** Both, by weight. */
    BOTH,
    /** The canary lost its pods: hold at 0 until they are back, then the weight again. */
    PRIMARY_ONLY,
    /** The primary lost its pods, or never got ready: the canary carries all. */
    CANARY_ONLY
  }

  /**
   * What is drawn or found once and kept.
   *
   * @param primaryId the {@code flagger-id} of the primary's pod template (R15)
   * @param before by {@code Kind/name}, what objects of the user were before they were changed
   *     (R13)
   * @param primaryReplicas of the primary, when it was seen at the last decision; 0 if never (O24)
   * @param made by which names everything was set up (R13)
   */
  public record Kept(
      String primaryId, Map<String, JsonNode> before, int primaryReplicas, Made made) {
    public Kept {
      before = Map.copyOf(before);
    }

    Kept drawn(String id) {
      return new Kept(id, before, primaryReplicas, made);
    }

    Kept withBefore(Map<String, JsonNode> objects) {
      return new Kept(primaryId, objects, primaryReplicas, made);
    }

    Kept withPrimaryReplicas(int count) {
      return new Kept(primaryId, before, count, made);
    }

    Kept with(Made names) {
      return new Kept(primaryId, before, primaryReplicas, names);
    }
  }

  /**
   * What is still to be told.
   *
   * @param outbox in order; each stays until it was delivered
   * @param report post-rollout hooks still to be called
   * @param sequence the number of the last notification
   */
  public record Telling(List<Pending> outbox, Optional<Report> report, long sequence) {
    public static final Telling NOTHING = new Telling(List.of(), Optional.empty(), 0);

    public Telling {
      outbox = List.copyOf(outbox);
    }

    Telling reporting(Optional<Report> next) {
      return new Telling(outbox, next, sequence);
    }
  }

  /**
   * A notification in the outbox.
   *
   * @param when {@link When#IN_EFFECT} holds it back until the route is seen to carry the recorded
   *     weight
   */
  public record Pending(Notification notification, When when) {
    /** From when on it may be told. */
    public enum When {
      AT_ONCE,
      IN_EFFECT
    }
  }

  /**
   * The post-rollout hooks of a run that has ended; they go on whatever comes next.
   *
   * @param phase of the payload, {@code Succeeded} or {@code Failed}
   * @param shownPhase the phase that receivers of its events see
   * @param checksum of the payload
   * @param afterwards told when the hooks are through
   */
  public record Report(
      Phase phase, Phase shownPhase, String checksum, List<Notification> afterwards) {
    public Report {
      afterwards = List.copyOf(afterwards);
    }
  }

  /** The record of a Canary that is seen for the first time. */
  static Run begin(Instant now, String revision, long generation, Kept kept) {
    return new Run(
        Stage.SETUP,
        now,
        new Revisions(revision, "", generation),
        Traffic.PRIMARY,
        kept,
        Telling.NOTHING,
        Phase.INITIALIZING);
  }

  Run enter(Stage next, Instant now) {
    return new Run(next, now, revisions, traffic, kept, telling, before);
  }

  Run with(Revisions next) {
    return new Run(stage, since, next, traffic, kept, telling, before);
  }

  Run with(Traffic next) {
    return new Run(stage, since, revisions, next, kept, telling, before);
  }

  Run with(Kept next) {
    return new Run(stage, since, revisions, traffic, next, telling, before);
  }

  Run with(Telling next) {
    return new Run(stage, since, revisions, traffic, kept, next, before);
  }

  Run returningTo(Phase phase) {
    return new Run(stage, since, revisions, traffic, kept, telling, phase);
  }
}
