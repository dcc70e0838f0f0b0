package io.guidon.sim.ledger;

import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.store.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** I10: once another process has written for a Canary, the one before writes no more. */
final class OneActor implements Check {

  private final Apps apps;
  private final Book book;
  private final Map<ObjectRef, List<String>> actors = new LinkedHashMap<>();

  OneActor(Apps apps, Book book) {
    this.apps = apps;
    this.book = book;
  }

  @Override
  public void onChange(Change change) {
    if (Operator.wrote(change.by())) {
      apps.canaryOf(change).ifPresent(canary -> judge(canary, change));
    }
  }

  @Override
  public void forget(ObjectRef canary) {
    actors.remove(canary);
  }

  private void judge(ObjectRef canary, Change change) {
    var seen = actors.computeIfAbsent(canary, any -> new ArrayList<>());
    String actor = change.by().actor();
    if (!seen.contains(actor)) {
      seen.add(actor);
    } else if (!seen.getLast().equals(actor)) {
      book.note(
          Invariant.I10,
          "%s wrote %s after %s had taken over %s"
              .formatted(actor, change.ref(), seen.getLast(), canary));
    }
  }
}
