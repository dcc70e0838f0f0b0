package io.guidon.sim.store;

import static io.guidon.sim.store.Trees.objects;
import static io.guidon.sim.store.Trees.text;
import static io.guidon.sim.store.Trees.texts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Kind.Trait;
import io.guidon.sim.store.ResourceType.Column;
import io.guidon.sim.store.ResourceType.Names;
import io.guidon.sim.store.ResourceType.Origin;
import io.guidon.sim.store.ResourceType.Scale;
import io.guidon.sim.store.ResourceType.Scope;
import io.guidon.sim.store.ResourceType.Version;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** Reads CustomResourceDefinitions (apiextensions.k8s.io/v1). */
final class Definitions {

  private Definitions() {}

  static boolean isDefinition(Kind kind) {
    return kind.is("apiextensions.k8s.io", "CustomResourceDefinition");
  }

  /** The kind that a valid definition defines. */
  static Kind kindOf(ObjectNode definition) {
    var spec = Trees.need(definition, "spec");
    var scope = text(spec, "scope").equals("Cluster") ? Scope.CLUSTER : Scope.NAMESPACED;
    var versions = objects(spec, "versions").stream().map(Definitions::version).toList();
    var type = new ResourceType(text(spec, "group"), names(spec), scope, Origin.CUSTOM, versions);
    var traits = EnumSet.of(Trait.GENERATION);
    if (type.storageVersion().status()) {
      traits.add(Trait.STATUS);
    }
    if (scope == Scope.CLUSTER) {
      traits.add(Trait.CLUSTER);
    }
    return new Kind(type, type.resource(), traits);
  }

  /** Fills in what the API server fills in. */
  static void fill(ObjectNode definition) {
    var spec = Trees.need(definition, "spec");
    Trees.putIfAbsent(Trees.need(spec, "conversion"), "strategy", "None");
    var names = Trees.need(spec, "names");
    String kind = text(names, "kind");
    Trees.putIfAbsent(names, "singular", kind.toLowerCase(Locale.ROOT));
    Trees.putIfAbsent(names, "listKind", kind + "List");
  }

  /** Says in the status that the names are accepted and the kind is served. */
  static void establish(ObjectNode definition, String now) {
    var status = Trees.need(definition, "status");
    status.set("acceptedNames", Trees.need(definition, "spec", "names").deepCopy());
    var conditions = status.withArray("conditions");
    if (conditions.isEmpty()) {
      condition(conditions.addObject(), now, "NamesAccepted", "NoConflicts", "no conflicts found");
      condition(
          conditions.addObject(),
          now,
          "Established",
          "InitialNamesAccepted",
          "the initial names have been accepted");
    }
    var stored = status.withArray("storedVersions");
    String storage = kindOf(definition).type().storageVersion().name();
    if (!texts(status, "storedVersions").contains(storage)) {
      stored.add(storage);
    }
  }

  private static void condition(
      ObjectNode condition, String now, String type, String reason, String message) {
    condition
        .put("lastTransitionTime", now)
        .put("message", message)
        .put("reason", reason)
        .put("status", "True")
        .put("type", type);
  }

  private static Names names(ObjectNode spec) {
    var names = Trees.need(spec, "names");
    return new Names(
        text(names, "kind"),
        text(names, "listKind"),
        text(names, "plural"),
        text(names, "singular"),
        texts(names, "shortNames"),
        texts(names, "categories"));
  }

  private static Version version(ObjectNode version) {
    return new Version(
        text(version, "name"),
        version.path("served").asBoolean(),
        version.path("storage").asBoolean(),
        version.path("subresources").has("status"),
        Trees.objectAt(version, "subresources", "scale").map(Definitions::scale),
        columns(version),
        Trees.objectAt(version, "schema", "openAPIV3Schema"));
  }

  private static Scale scale(ObjectNode scale) {
    return new Scale(
        text(scale, "specReplicasPath"),
        text(scale, "statusReplicasPath"),
        text(scale, "labelSelectorPath"));
  }

  private static List<Column> columns(ObjectNode version) {
    return objects(version, "additionalPrinterColumns").stream()
        .map(column ->
            new Column(
                text(column, "name"),
                text(column, "type"),
                text(column, "format"),
                text(column, "description"),
                column.path("priority").asInt(),
                text(column, "jsonPath")))
        .toList();
  }
}
