package io.guidon.sim.ledger;

import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.ledger.BadStates.Cause;
import io.guidon.sim.model.PodChange;
import io.guidon.sim.model.Workloads;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Author;
import io.guidon.sim.store.Change;
import io.guidon.sim.store.Trees;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Records every version of Canaries, Deployments, Services, routes and scalers from now on, and
 * checks the invariants after each change of any object and each change of pods, not only at the
 * end.
 */
public final class Ledger {

  private static final Set<String> RECORDED =
      Set.of("Canary", "Deployment", "Service", "HTTPRoute", "HorizontalPodAutoscaler");

  /** How much of the story a failure shows. */
  private static final int LAST_LINES = 60;

  private final ApiStore store;
  private final Instant start;
  private final Book book;
  private final Apps apps = new Apps();
  private final List<Check> checks;
  private final List<Change> recorded = new ArrayList<>();
  private final Map<ObjectRef, Author> lastWriters = new HashMap<>();

  private Ledger(ApiStore store, Workloads pods, VirtualTime time, Expectations expected) {
    this.store = store;
    this.start = time.now();
    this.book = new Book(time);
    var world = new World(store, pods);
    this.checks =
        List.of(
            new ServedTraffic(
                world, apps, new BadStates(Invariant.I1, time, expected.grace(), book)),
            new ExplainedWeights(world, apps, expected.explainedWeights(), book),
            new PassedTemplates(apps, expected.passed(), book),
            new ReachableAfterDeletion(
                world, new BadStates(Invariant.I7, time, expected.grace(), book)),
            new OwnFields(expected.mayChange(), book),
            new OneActor(apps, book));
  }

  /** Begins to record; what happened before counts as the work of others. */
  public static Ledger start(
      ApiStore store, Workloads pods, VirtualTime time, Expectations expected) {
    var ledger = new Ledger(store, pods, time, expected);
    store.journal().forEach(ledger.apps::onChange);
    ledger.judgeWorld(Cause.OTHERS);
    store.onChange(ledger::onChange);
    pods.onPodsChanged(ledger::onPods);
    return ledger;
  }

  /** What was recorded, in order. The trees must not be changed. */
  public List<Change> versions() {
    return Collections.unmodifiableList(recorded);
  }

  /** The recorded versions of one object. */
  public List<Change> versions(ObjectRef ref) {
    return recorded.stream().filter(change -> change.ref().equals(ref)).toList();
  }

  /**
   * The canary's weights on the route of a Canary in order, in percent; equal ones in a row count
   * once.
   */
  public List<Integer> weights(ObjectRef canary) {
    var weights = new ArrayList<Integer>();
    for (App app : apps.all()) {
      if (app.canary().equals(canary)) {
        versions(app.route()).stream()
            .filter(change -> change.type() != Change.Type.DELETED)
            .forEach(change ->
                Weights.ofCanary(change.object(), app).ifPresent(weight -> add(weights, weight)));
      }
    }
    return weights;
  }

  /** The phases of a Canary in order; equal ones in a row count once. */
  public List<String> phases(ObjectRef canary) {
    var phases = new ArrayList<String>();
    versions(canary).stream()
        .map(change -> Trees.text(change.object(), "status", "phase"))
        .filter(phase -> !phase.isEmpty())
        .forEach(phase -> add(phases, phase));
    return phases;
  }

  /**
   * Forgets the versions that were recorded, and the apps of which nothing is left, in a story that
   * is too long to keep them all.
   */
  public void forgetVersions() {
    recorded.clear();
    for (App app : apps.all()) {
      if (Stream.of(app.canary(), app.targetDeployment(), app.apexService(), app.route())
          .allMatch(ref -> store.get(ref).isEmpty())) {
        apps.forget(app.canary());
        checks.forEach(check -> check.forget(app.canary()));
      }
    }
  }

  public List<Violation> violations() {
    return book.violations();
  }

  /** Fails with what was violated and with the last part of the story, if anything was. */
  public void expectNoViolation() {
    if (!violations().isEmpty()) {
      var lines = new ArrayList<String>();
      lines.add(violations().size() + " violations:");
      violations().forEach(violation -> lines.add("  " + violation));
      lines.add("The story, from " + start + " on, its last part:");
      lines.add(
          Story.lines(
              recorded.subList(Math.max(0, recorded.size() - LAST_LINES), recorded.size()), start));
      throw new AssertionError(String.join("\n", lines));
    }
  }

  /** All that was recorded, a line for each version. */
  public String story() {
    return Story.lines(recorded, start);
  }

  private void onChange(Change change) {
    if (RECORDED.contains(change.ref().kind())) {
      recorded.add(change);
    }
    boolean wanted =
        change
            .before()
            .map(before -> !before.path("spec").equals(change.object().path("spec")))
            .orElse(true);
    if (change.type() == Change.Type.DELETED) {
      lastWriters.remove(change.ref());
    } else if (wanted) {
      lastWriters.put(change.ref(), change.by());
    }
    apps.onChange(change);
    checks.forEach(check -> check.onChange(change));
    judgeWorld(Operator.wrote(change.by()) ? Cause.OPERATOR : Cause.OTHERS);
  }

  /** Pods that follow a Deployment are the doing of whoever wrote or deleted it last. */
  private void onPods(PodChange change) {
    var writer =
        store.get(change.deployment()).isPresent()
            ? lastWriters.get(change.deployment())
            : store.journal().getLast().by();
    boolean ours =
        change.cause() == PodChange.Cause.WRITTEN && writer != null && Operator.wrote(writer);
    judgeWorld(ours ? Cause.OPERATOR : Cause.OTHERS);
  }

  private void judgeWorld(Cause cause) {
    checks.forEach(check -> check.onWorld(cause));
  }

  private static <T> void add(List<T> list, T next) {
    if (list.isEmpty() || !list.getLast().equals(next)) {
      list.add(next);
    }
  }
}
