package io.guidon.sim.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.ledger.BadStates.Cause;
import io.guidon.sim.ledger.BadStates.State;
import io.guidon.sim.ledger.World.Backend;
import io.guidon.sim.model.Workloads;
import java.util.ArrayList;
import java.util.List;

/** I1: requests go to backends that have pods, as long as any backend has. */
final class ServedTraffic implements Check {

  private final World world;
  private final Apps apps;
  private final BadStates bad;

  ServedTraffic(World world, Apps apps, BadStates bad) {
    this.world = world;
    this.apps = apps;
    this.bad = bad;
  }

  @Override
  public void onWorld(Cause cause) {
    var now = new ArrayList<State>();
    world.routes().forEach(route -> addDeadWeights(route, now));
    apps.all().forEach(app -> addDeadSelector(app, now));
    bad.are(now, cause);
  }

  private void addDeadWeights(ObjectNode route, List<State> found) {
    List<List<Backend>> rules = world.rules(route);
    for (int i = 0; i < rules.size(); i++) {
      var backends = rules.get(i);
      for (Backend dead : backends) {
        if (dead.weight() > 0
            && dead.ready() == 0
            && backends.stream().anyMatch(other -> other.ready() > 0)) {
          found.add(
              new State(
                  ObjectRef.of(route) + " " + i + " " + dead.service(),
                  dead.weight(),
                  "%s: rule %d gives weight %d to Service %s, which has no ready pod, while %s"
                      .formatted(
                          ObjectRef.of(route), i, dead.weight(), dead.service(), alive(backends))));
        }
      }
    }
  }

  private static String alive(List<Backend> backends) {
    return backends.stream()
        .filter(backend -> backend.ready() > 0)
        .map(backend -> backend.service() + " has " + backend.ready())
        .findFirst()
        .orElse("none has any");
  }

  private void addDeadSelector(App app, List<State> found) {
    var service = world.get(app.apexService());
    if (service.isEmpty()) {
      return;
    }
    var selector = Workloads.selectorOf(service.get());
    boolean alive = world.ready(app.targetDeployment()) + world.ready(app.primaryDeployment()) > 0;
    if (!selector.isEmpty()
        && alive
        && world.readyBehind(app.canary().namespace(), app.apex()) == 0) {
      found.add(
          new State(
              app.apexService().toString(),
              0,
              "%s selects %s, which no ready pod has, while %s has %d and %s has %d"
                  .formatted(
                      app.apexService(),
                      selector,
                      app.targetDeployment(),
                      world.ready(app.targetDeployment()),
                      app.primaryDeployment(),
                      world.ready(app.primaryDeployment()))));
    }
  }
}
