package io.guidon.sim.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** Lets the CustomResourceDefinitions that are stored decide what is served. */
final class Definitions {

  private final ObjectLog log;
  private final Catalog catalog;
  private final Author system;

  Definitions(ObjectLog log, Catalog catalog, Author system) {
    this.log = log;
    this.catalog = catalog;
    this.system = system;
  }

  /** Begins to listen. */
  void follow() {
    log.onChange(change -> {
      if (!change.ref().kind().equals(Catalog.DEFINITION.name())) {
        return;
      }
      if (change.type() == Change.Type.DELETED) {
        catalog
            .remove(change.object())
            .ifPresent(kind -> log.all(kind).forEach(stored -> log.remove(stored, system)));
      } else {
        catalog.define(change.object());
      }
    });
  }

  /** What the API server says in a new definition by itself. */
  static void complete(ObjectNode definition, String now) {
    var names = Trees.need(definition, "spec", "names");
    var kind = Trees.text(names, "kind");
    Trees.putIfAbsent(names, "singular", kind.toLowerCase(Locale.ROOT));
    Trees.putIfAbsent(names, "listKind", kind + "List");
    Trees.need(definition, "spec", "conversion").put("strategy", "None");
    var status = definition.putObject("status");
    status.set("acceptedNames", names.deepCopy());
    var conditions = status.putArray("conditions");
    conditions
        .addObject()
        .put("type", "NamesAccepted")
        .put("status", "True")
        .put("reason", "NoConflicts")
        .put("message", "no conflicts found")
        .put("lastTransitionTime", now);
    conditions
        .addObject()
        .put("type", "Established")
        .put("status", "True")
        .put("reason", "InitialNamesAccepted")
        .put("message", "the initial names have been accepted")
        .put("lastTransitionTime", now);
    var stored = status.putArray("storedVersions");
    Trees.objects(definition, "spec", "versions").stream()
        .filter(version -> version.path("storage").asBoolean())
        .forEach(version -> stored.add(Trees.text(version, "name")));
  }
}
