package io.guidon.sim.ledger;

import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.ledger.BadStates.Cause;
import io.guidon.sim.ledger.BadStates.State;
import io.guidon.sim.store.Change;
import io.guidon.sim.store.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * I7: from the deletion of a Canary on, the app is reached as it was before, as long as its target
 * exists.
 */
final class ReachableAfterDeletion implements Check {

  private final World world;
  private final BadStates bad;
  private final Map<ObjectRef, Before> ending = new LinkedHashMap<>();

  ReachableAfterDeletion(World world, BadStates bad) {
    this.world = world;
    this.bad = bad;
  }

  /** How an app was reached when the deletion of its Canary began. */
  private record Before(App app, Path service, Path route) {}

  private enum Path {
    WORKED,
    DID_NOT_WORK
  }

  @Override
  public void onChange(Change change) {
    if (!change.ref().kind().equals("Canary")) {
      return;
    }
    boolean ends =
        change.type() == Change.Type.DELETED
            || Trees.at(change.object(), "metadata").has("deletionTimestamp");
    if (ends) {
      ending.computeIfAbsent(change.ref(), any -> before(App.of(change.object())));
    } else {
      ending.remove(change.ref());
    }
  }

  @Override
  public void onWorld(Cause cause) {
    var now = new ArrayList<State>();
    for (Before before : ending.values()) {
      var app = before.app();
      boolean mattersNoMore =
          world.get(app.targetDeployment()).isEmpty()
              || world.isTerminating(app.canary().namespace());
      if (mattersNoMore) {
        continue;
      }
      if (before.service() == Path.WORKED && service(app) != Path.WORKED) {
        now.add(unreachable(app, app.apexService()));
      }
      if (before.route() == Path.WORKED && route(app) != Path.WORKED) {
        now.add(unreachable(app, app.route()));
      }
    }
    bad.are(now, cause);
  }

  @Override
  public void forget(ObjectRef canary) {
    ending.remove(canary);
  }

  private static State unreachable(App app, ObjectRef path) {
    return new State(
        path.toString(),
        0,
        "%s is being deleted and %s reaches no ready pod any more".formatted(app.canary(), path));
  }

  private Before before(App app) {
    return new Before(app, service(app), route(app));
  }

  private Path service(App app) {
    return world.readyBehind(app.canary().namespace(), app.apex()) > 0
        ? Path.WORKED
        : Path.DID_NOT_WORK;
  }

  /** A route works if every backend that it gives weight to has ready pods. */
  private Path route(App app) {
    boolean works =
        world
            .get(app.route())
            .map(world::rules)
            .filter(rules -> !rules.isEmpty())
            .filter(rules ->
                rules.stream()
                    .allMatch(backends ->
                        backends.stream().anyMatch(backend -> backend.weight() > 0)
                            && backends.stream()
                                .allMatch(backend -> backend.weight() == 0 || backend.ready() > 0)))
            .isPresent();
    return works ? Path.WORKED : Path.DID_NOT_WORK;
  }
}
