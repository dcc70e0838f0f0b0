package io.guidon.operator.canary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.CrossNamespaceRefs;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.resource.Parsed;
import io.guidon.core.resource.Problem;
import io.guidon.core.rollout.Convergence;
import io.guidon.core.rollout.Decision;
import io.guidon.core.rollout.Leaving;
import io.guidon.core.rollout.Observation;
import io.guidon.core.rollout.Rollout;
import io.guidon.core.rollout.Settings;
import io.guidon.core.rollout.Write;
import io.guidon.operator.cluster.Cluster;
import io.guidon.operator.loop.KeyedLoop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass over one Canary: observe, converge, decide, record, and round again until there is
 * nothing to do before the next event (design.md §1). All that decides is in {@code core}; all that
 * waits runs beside it.
 */
public final class Reconciler implements KeyedLoop.Pass<ObjectRef> {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  /** More rounds than any story needs in one go; what is left goes on after a breath. */
  private static final int MOST_ROUNDS = 40;

  private static final Duration BREATH = Duration.ofMillis(200);

  /** No event tells that a permission was granted. */
  private static final Duration UNREACHABLE_PAUSE = Duration.ofSeconds(10);

  private final Cluster cluster;
  private final Context context;
  private final InstantSource clock;
  private final Beside beside;
  private final Canaries canaries;
  private final Records records;
  private final Reach reach;

  public Reconciler(Cluster cluster, Context context, InstantSource clock, Beside beside) {
    this.cluster = cluster;
    this.context = context;
    this.clock = clock;
    this.beside = beside;
    this.canaries = new Canaries();
    this.reach = new Reach(cluster, context.settings());
    this.records = new Records(cluster, clock, beside.telling());
  }

  /**
   * What decisions depend on besides the cluster.
   *
   * @param draws gives a random UUID at each call
   */
  public record Context(
      Settings settings, CrossNamespaceRefs crossNamespace, Supplier<String> draws) {}

  /** What runs beside the loop. */
  public record Beside(Asking asking, Telling telling, Watching watching) {}

  @Override
  public Optional<Instant> look(ObjectRef ref) {
    beside.watching().begin(this::introduce);
    for (int count = 0; count < MOST_ROUNDS; count++) {
      var tree = cluster.get(ref);
      if (tree.isEmpty()) {
        forget(ref);
        return Optional.empty();
      }
      if (round(ref, tree.get()) instanceof Round.Until(Optional<Instant> due)) {
        return due;
      }
    }
    LOG.atWarn()
        .addKeyValue("canary", ref)
        .log("still not at rest after {} rounds, going on in a moment", MOST_ROUNDS);
    return Optional.of(clock.instant().plus(BREATH));
  }

  /** Each Canary is known before the first is acted upon, or a younger one could come first. */
  private void introduce() {
    for (var ref : cluster.list("flagger.app/v1beta1", "Canary")) {
      cluster
          .get(ref)
          .ifPresent(tree -> {
            if (Canary.parse(tree) instanceof Parsed.Ok<Canary>(var canary)) {
              beside.watching().concerns(ref, canary, tree);
            }
          });
    }
  }

  /**
   * Before an orderly stop, when no pass begins any more: records what was told since the last
   * decisions.
   */
  public void stop() {
    for (var known : canaries.all()) {
      cluster
          .get(known.ref())
          .filter(tree -> records.stopped(known, tree, clock.instant()).isEmpty())
          .ifPresent(tree -> lastWords(known, tree));
    }
  }

  private void lastWords(Canaries.Known known, ObjectNode tree) {
    if (Canary.parse(tree) instanceof Parsed.Ok<Canary>(var canary)) {
      known.takeAnswers();
      var seen = observe(tree, canary);
      Rollout.of(seen, known.memory())
          .lastWords()
          .ifPresent(move -> records.write(known, seen, move));
    }
  }

  private Observation observe(ObjectNode tree, Canary canary) {
    return new Observation(
        clock.instant(),
        canary,
        tree,
        new Sighting(cluster, canary),
        context.settings(),
        context.draws().get());
  }

  private sealed interface Round {
    /** Something moved: look again at once. */
    record Again() implements Round {}

    /** Nothing more to do before this moment or the next event. */
    record Until(Optional<Instant> due) implements Round {}
  }

  private Round round(ObjectRef ref, ObjectNode tree) {
    var known = canaries.of(ref);
    var stopped = records.stopped(known, tree, clock.instant());
    if (stopped.isPresent()) {
      known.memory().rests(clock.instant());
      return new Round.Until(stopped);
    }
    return switch (Canary.parse(tree)) {
      case Parsed.Invalid<Canary>(var problems) -> unfit(known, tree, texts(problems));
      case Parsed.Ok<Canary>(var canary) -> {
        beside.watching().concerns(ref, canary, tree);
        var problems = canary.validate(context.crossNamespace());
        if (!problems.isEmpty()) {
          yield unfit(known, tree, List.of(problems.getFirst().text()));
        }
        var rival = beside.watching().rival(ref);
        yield rival.isPresent()
            ? unfit(known, tree, List.of(rival.get()))
            : inReach(known, tree, canary);
      }
    };
  }

  private Round inReach(Canaries.Known known, ObjectNode tree, Canary canary) {
    var sight = Leaving.isHeld(tree) ? reach.ofDeleted(canary) : reach.of(canary);
    return switch (sight) {
      case Reach.Sight.Starting starting -> lookAgainIn(BREATH);
      case Reach.Sight.Blocked(var why) -> {
        leave(known.ref(), tree, why);
        yield lookAgainIn(UNREACHABLE_PAUSE);
      }
      case Reach.Sight.Full full -> {
        known.takeAnswers();
        yield pass(known, tree, canary);
      }
    };
  }

  /**
   * A Canary that is not acted upon as it stands. When it is deleted it goes all the same: what its
   * record knows to be made for it is handed back, unless that is another Canary's by now
   * (design.md R13).
   */
  private Round unfit(Canaries.Known known, ObjectNode tree, List<String> why) {
    if (!Leaving.isHeld(tree)) {
      return leave(known.ref(), tree, why);
    }
    var remembered = Leaving.remembered(tree);
    if (remembered.isPresent()) {
      beside.watching().concerns(known.ref(), remembered.get(), tree);
      if (beside.watching().rival(known.ref()).isEmpty()) {
        return inReach(known, tree, remembered.get());
      }
    }
    return new Round.Until(records.release(known.ref(), tree, why));
  }

  private Round lookAgainIn(Duration pause) {
    return new Round.Until(Optional.of(clock.instant().plus(pause)));
  }

  private static List<String> texts(List<Problem> problems) {
    return problems.stream().map(Problem::text).toList();
  }

  private Round pass(Canaries.Known known, ObjectNode tree, Canary canary) {
    var seen = observe(tree, canary);
    var rollout = Rollout.of(seen, known.memory());
    var convergence = rollout.convergence();
    known
        .newRemarks(rollout.remarks())
        .forEach(text -> LOG.atWarn().addKeyValue("canary", canary.key()).log("{}", text));
    if (!convergence.writes().isEmpty() && !records.isKept(known.ref(), tree)) {
      return lookAgainIn(known.notRecorded());
    }
    switch (carryOut(known, canary, convergence)) {
      case Carried.ALL -> {
        return new Round.Again();
      }
      case Carried.RACED -> {
        return lookAgainIn(BREATH);
      }
      case Carried.NOTHING -> {}
    }
    var decision = rollout.decide(convergence);
    explain(known, canary, decision);
    beside
        .telling()
        .kept(known.ref(), canary, rollout.due(), delivered -> acknowledged(known, delivered));
    rollout.gauges().ifPresent(gauges -> beside.telling().shown(canary, gauges));
    return switch (decision) {
      case Decision.Wait wait -> {
        beside.telling().once(known.ref(), canary, wait.tell());
        wait.questions().forEach(question -> beside.asking().ask(known, canary, question));
        yield new Round.Until(wait.until());
      }
      case Decision.Move move -> record(known, seen, move);
      case Decision.Leave left -> leave(known.ref(), tree, left.why());
    };
  }

  private enum Carried {
    NOTHING,
    ALL,
    /** Somebody else was faster; what is seen will tell. */
    RACED
  }

  private Carried carryOut(Canaries.Known known, Canary canary, Convergence convergence) {
    for (var write : convergence.writes()) {
      switch (cluster.write(write)) {
        case Write.Outcome.Written(var now) -> {
          LOG.atInfo().addKeyValue("canary", canary.key()).log("{}", said(write));
          known.memory().carriedOut(write, now, clock.instant());
        }
        case Write.Outcome.Refused(var why, var message) -> {
          LOG.atWarn()
              .addKeyValue("canary", canary.key())
              .log("{}: {} ({})", said(write), message, why);
          if (why == Write.Refusal.CONFLICT || why == Write.Refusal.ALREADY_EXISTS) {
            return Carried.RACED;
          }
          known.memory().refused(write, message, clock.instant());
          return Carried.ALL;
        }
      }
    }
    return convergence.writes().isEmpty() ? Carried.NOTHING : Carried.ALL;
  }

  private static String said(Write write) {
    return switch (write) {
      case Write.Create create -> create.on() + " created";
      case Write.Apply apply -> apply.on() + " applied";
      case Write.Patch patch -> patch.on() + " patched";
      case Write.Status status -> status.on() + " status written";
      case Write.Delete delete -> delete.on() + " deleted";
    };
  }

  private Round record(Canaries.Known known, Observation seen, Decision.Move move) {
    return switch (records.write(known, seen, move)) {
      case WRITTEN -> {
        known.recorded();
        yield new Round.Again();
      }
      case RACED -> lookAgainIn(BREATH);
      case FAILED -> lookAgainIn(known.notRecorded());
    };
  }

  private void acknowledged(Canaries.Known known, String delivered) {
    known.delivered(delivered);
    beside.watching().look(known.ref());
  }

  private static void explain(Canaries.Known known, Canary canary, Decision decision) {
    if (known.isNews(decision.why())) {
      LOG.atDebug()
          .addKeyValue("canary", canary.key())
          .log("{}", String.join("; ", decision.why()));
    }
  }

  private Round leave(ObjectRef ref, ObjectNode tree, List<String> problems) {
    var known = canaries.of(ref);
    known.memory().rests(clock.instant());
    return new Round.Until(records.leave(known, tree, problems));
  }

  private void forget(ObjectRef ref) {
    canaries.forget(ref);
    records.forget(ref);
    beside.telling().forget(ref);
    beside.watching().forget(ref);
  }
}
