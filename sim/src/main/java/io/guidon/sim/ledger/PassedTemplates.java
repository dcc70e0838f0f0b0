package io.guidon.sim.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Change;
import io.guidon.sim.store.Trees;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** I3: what the operator lets the primary run has passed. */
final class PassedTemplates implements Check {

  private final Apps apps;
  private final Predicate<ObjectNode> passed;
  private final Book book;

  PassedTemplates(Apps apps, Predicate<ObjectNode> passed, Book book) {
    this.apps = apps;
    this.passed = passed;
    this.book = book;
  }

  @Override
  public void onChange(Change change) {
    boolean primary =
        apps.all().stream().anyMatch(app -> app.primaryDeployment().equals(change.ref()));
    if (!primary || change.type() == Change.Type.DELETED || !Operator.wrote(change.by())) {
      return;
    }
    var template = Trees.objectAt(change.object(), "spec", "template");
    if (template.isPresent()
        && !template.equals(templateBefore(change))
        && !passed.test(template.get())) {
      book.note(
          Invariant.I3,
          "%s was given a template that has not passed, with images %s"
              .formatted(change.ref(), images(template.get())));
    }
  }

  private static Optional<ObjectNode> templateBefore(Change change) {
    return change.before().flatMap(before -> Trees.objectAt(before, "spec", "template"));
  }

  private static List<String> images(ObjectNode template) {
    return Trees.objects(template, "spec", "containers").stream()
        .map(container -> Trees.text(container, "image"))
        .toList();
  }
}
