package io.guidon.sim.ledger;

import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.store.Change;
import io.guidon.sim.store.Takeover;
import java.util.function.BiPredicate;

/**
 * I8: the operator changes only its own fields, those that Flagger left to it, and the few that it
 * must change.
 */
final class OwnFields implements Check {

  private static final String PREDECESSOR = "flagger";

  private final BiPredicate<ObjectRef, String> mayChange;
  private final Book book;

  OwnFields(BiPredicate<ObjectRef, String> mayChange, Book book) {
    this.mayChange = mayChange;
    this.book = book;
  }

  @Override
  public void onChange(Change change) {
    if (change.type() != Change.Type.MODIFIED || !Operator.wrote(change.by())) {
      return;
    }
    for (Takeover taken :
        Takeover.between(change.before().orElseThrow(), change.object(), OwnFields::isOurs)) {
      if (!mayChange.test(change.ref(), taken.path())) {
        book.note(
            Invariant.I8,
            "%s changed %s of %s, which %s owns"
                .formatted(change.by().manager(), taken.path(), change.ref(), taken.owner()));
      }
    }
  }

  private static boolean isOurs(String manager) {
    return Operator.owns(manager) || manager.equals(PREDECESSOR);
  }
}
