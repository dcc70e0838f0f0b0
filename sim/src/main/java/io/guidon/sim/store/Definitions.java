package io.guidon.sim.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.ObjectLog.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Lets the CustomResourceDefinitions that are stored decide what is served. */
final class Definitions {

  /** Holds a definition that is deleted until its objects are gone. */
  static final String CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

  private final Set<String> leaving = new LinkedHashSet<>();
  private final ObjectLog log;
  private final Upkeep upkeep;
  private final Catalog catalog;
  private final Author system;

  Definitions(ObjectLog log, Upkeep upkeep, Catalog catalog, Author system) {
    this.log = log;
    this.upkeep = upkeep;
    this.catalog = catalog;
    this.system = system;
  }

  /** Begins to listen. */
  void follow() {
    log.onChange(change -> {
      if (change.ref().kind().equals(Catalog.DEFINITION.name())) {
        follow(change);
      } else if (!leaving.isEmpty() && change.type() == Change.Type.DELETED) {
        leaving.removeIf(this::letGoIfEmpty);
      }
    });
  }

  private void follow(Change change) {
    String name = change.ref().name();
    if (change.type() == Change.Type.DELETED) {
      leaving.remove(name);
      catalog
          .remove(change.object())
          .ifPresent(kind -> log.all(kind).forEach(stored -> log.remove(stored, system)));
      return;
    }
    catalog.define(change.object());
    boolean leaves = Trees.texts(change.object(), "metadata", "finalizers").contains(CLEANUP);
    if (leaves && leaving.add(name)) {
      objects(change.object()).forEach(stored -> upkeep.delete(stored, system));
      leaving.removeIf(this::letGoIfEmpty);
    }
  }

  /** Takes a definition out that no object needs any more; tells whether it did. */
  private boolean letGoIfEmpty(String name) {
    var definition = log.find(Catalog.DEFINITION, "", name);
    if (definition.isEmpty() || objects(definition.get().tree()).isEmpty()) {
      definition.ifPresent(stored -> log.remove(stored, system));
      return true;
    }
    return false;
  }

  private Collection<Stored> objects(ObjectNode definition) {
    String group = Trees.text(definition, "spec", "group");
    return catalog
        .kindOf(group + "/any", Trees.text(definition, "spec", "names", "kind"))
        .map(log::all)
        .orElse(List.of());
  }

  /** What the API server says in a new definition by itself. */
  static void complete(ObjectNode definition, String now) {
    var names = Trees.need(definition, "spec", "names");
    var kind = Trees.text(names, "kind");
    if (!kind.isEmpty()) {
      Trees.putIfAbsent(names, "singular", kind.toLowerCase(Locale.ROOT));
      Trees.putIfAbsent(names, "listKind", kind + "List");
    }
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

  /** What is wrong with a definition, each as {@code path: what}. */
  static List<String> problems(ObjectNode definition) {
    var problems = new ArrayList<String>();
    String name = Trees.text(definition, "metadata", "name");
    var spec = Trees.need(definition, "spec");
    if (!name.equals(Trees.text(spec, "names", "plural") + "." + Trees.text(spec, "group"))) {
      problems.add(
          "metadata.name: Invalid value: "
              + Trees.quoted(name)
              + ": must be spec.names.plural+\".\"+spec.group");
    }
    if (Trees.text(spec, "scope").isEmpty()) {
      problems.add("spec.scope: Required value");
    }
    var versions = Trees.objects(spec, "versions");
    for (int i = 0; i < versions.size(); i++) {
      if (!Trees.at(versions.get(i), "schema").has("openAPIV3Schema")) {
        problems.add("spec.versions[" + i + "].schema.openAPIV3Schema: Required value");
      }
    }
    if (versions.stream().filter(version -> version.path("storage").asBoolean()).count() != 1) {
      problems.add(
          "spec.versions: Invalid value: "
              + spec.withArray("versions")
              + ": must have exactly one version marked as storage version");
      problems.add(
          "status.storedVersions: Invalid value: null: must have at least one stored version");
    }
    for (String field : List.of("plural", "singular", "kind", "listKind")) {
      if (Trees.text(spec, "names", field).isEmpty()) {
        problems.add("spec.names." + field + ": Required value");
      }
    }
    return problems;
  }
}
