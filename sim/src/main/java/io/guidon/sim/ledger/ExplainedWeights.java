package io.guidon.sim.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Change;
import java.util.Set;
import java.util.function.Function;

/** I2: before the operator changes a weight, the Canary's status says that it will. */
final class ExplainedWeights implements Check {

  private final World world;
  private final Apps apps;
  private final Function<ObjectNode, Set<Integer>> explained;
  private final Book book;

  ExplainedWeights(
      World world, Apps apps, Function<ObjectNode, Set<Integer>> explained, Book book) {
    this.world = world;
    this.apps = apps;
    this.explained = explained;
    this.book = book;
  }

  @Override
  public void onChange(Change change) {
    if (change.ref().kind().equals("HTTPRoute")
        && change.type() != Change.Type.DELETED
        && Operator.wrote(change.by())) {
      apps.of(change.ref()).ifPresent(app -> judge(change, app));
    }
  }

  private void judge(Change change, App app) {
    int weight = Weights.ofCanary(change.object(), app).orElse(0);
    int before = change.before().map(old -> Weights.ofCanary(old, app).orElse(0)).orElse(0);
    if (weight == before) {
      return;
    }
    var known = world.get(app.canary()).map(explained);
    if (known.isEmpty() || !known.get().contains(weight)) {
      book.note(
          Invariant.I2,
          "%s went from weight %d to %d, but the status of %s explains only %s"
              .formatted(
                  change.ref(),
                  before,
                  weight,
                  app.canary(),
                  known.map(Set::toString).orElse("nothing: it is gone")));
    }
  }
}
