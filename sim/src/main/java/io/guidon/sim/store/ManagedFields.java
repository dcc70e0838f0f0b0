package io.guidon.sim.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Who owns which fields of one object: {@code metadata.managedFields}. Immutable. */
record ManagedFields(List<Entry> entries) {

  private static final Comparator<Entry> ORDER =
      Comparator.comparing((Entry entry) -> entry.who().operation().wireName())
          .thenComparing(Entry::time)
          .thenComparing(entry -> entry.who().manager())
          .thenComparing(entry -> entry.who().subresource());

  static final ManagedFields NOBODY = new ManagedFields(List.of());

  ManagedFields {
    entries = entries.stream().filter(entry -> !entry.fields().isEmpty()).sorted(ORDER).toList();
  }

  /** How a manager wrote. */
  enum Operation {
    APPLY("Apply"),
    UPDATE("Update");

    private final String wireName;

    Operation(String wireName) {
      this.wireName = wireName;
    }

    String wireName() {
      return wireName;
    }
  }

  /**
   * Who owns fields. The same manager owns separately what it applied, what it updated, and what it
   * updated through a subresource.
   *
   * @param subresource {@code status}, or empty
   */
  record Who(String manager, Operation operation, String apiVersion, String subresource) {

    /** Whether both stand for one entry: an applier keeps its entry when it changes the version. */
    boolean sameAs(Who other) {
      return manager.equals(other.manager)
          && operation == other.operation
          && subresource.equals(other.subresource)
          && (operation == Operation.APPLY || apiVersion.equals(other.apiVersion));
    }

    /** As messages about conflicts name it. */
    String readable() {
      String name =
          "\""
              + manager
              + "\""
              + (subresource.isEmpty() ? "" : " with subresource \"" + subresource + "\"");
      return operation == Operation.UPDATE ? name + " using " + apiVersion : name;
    }
  }

  /**
   * @param time of the last change to the entry, as Kubernetes writes it
   */
  record Entry(Who who, String time, FieldSet fields) {
    Entry withFields(FieldSet changed) {
      return new Entry(who, time, changed);
    }
  }

  static ManagedFields parse(JsonNode managedFields) {
    var entries = new ArrayList<Entry>();
    for (JsonNode entry : managedFields) {
      var operation =
          Trees.text(entry, "operation").equals("Apply") ? Operation.APPLY : Operation.UPDATE;
      var who =
          new Who(
              Trees.text(entry, "manager"),
              operation,
              Trees.text(entry, "apiVersion"),
              Trees.text(entry, "subresource"));
      entries.add(
          new Entry(who, Trees.text(entry, "time"), FieldSet.parse(entry.path("fieldsV1"))));
    }
    return new ManagedFields(entries);
  }

  ArrayNode toTree() {
    var list = Trees.array();
    for (Entry entry : entries) {
      var item = list.addObject();
      item.put("apiVersion", entry.who().apiVersion());
      item.put("fieldsType", "FieldsV1");
      item.set("fieldsV1", entry.fields().toFieldsV1());
      item.put("manager", entry.who().manager());
      item.put("operation", entry.who().operation().wireName());
      if (!entry.who().subresource().isEmpty()) {
        item.put("subresource", entry.who().subresource());
      }
      item.put("time", entry.time());
    }
    return list;
  }

  Optional<Entry> entry(Who who) {
    return entries.stream().filter(entry -> entry.who().sameAs(who)).findFirst();
  }

  /**
   * The ownership after an update by {@code who}: it owns what it wrote, and nobody owns what it
   * removed.
   */
  ManagedFields afterUpdate(Comparison change, Who who, String time) {
    var written = change.written();
    var left = each(fields -> fields.difference(written).difference(change.removed()));
    if (written.isEmpty()) {
      return left;
    }
    var own = entry(who).map(Entry::fields).orElse(FieldSet.NONE).difference(change.removed());
    return left.with(new Entry(who, time, own.union(written)));
  }

  /**
   * The ownership after an apply by {@code who} that named {@code named} and changed {@code
   * change}.
   */
  ManagedFields afterApply(FieldSet named, Comparison change, Who who, String time) {
    return without(who)
        .each(fields -> fields.difference(change.written()).difference(change.removed()))
        .with(new Entry(who, time, named));
  }

  /**
   * What an apply by {@code who} would take away from others, as the API server refuses it; empty
   * if nothing.
   */
  Optional<NotAccepted> conflicts(FieldSet written, Who who) {
    var taken = without(who).each(fields -> fields.intersection(written)).entries();
    var causes = new ArrayList<ObjectNode>();
    var lines = new ArrayList<String>();
    for (Entry entry : taken) {
      lines.add("conflicts with " + entry.who().readable() + ":");
      for (String path : entry.fields().paths()) {
        lines.add("- " + path);
        causes.add(
            Trees.object()
                .put("reason", "FieldManagerConflict")
                .put("message", "conflict with " + entry.who().readable())
                .put("field", path));
      }
    }
    if (causes.isEmpty()) {
      return Optional.empty();
    }
    var only = causes.getFirst();
    var message =
        causes.size() == 1
            ? "Apply failed with 1 conflict: "
                + Trees.text(only, "message")
                + ": "
                + Trees.text(only, "field")
            : "Apply failed with " + causes.size() + " conflicts: " + String.join("\n", lines);
    return Optional.of(NotAccepted.owned(message, causes));
  }

  /** All fields that anybody but {@code who} owns. */
  FieldSet ownedByOthers(Who who) {
    return without(who).entries.stream().map(Entry::fields).reduce(FieldSet.NONE, FieldSet::union);
  }

  private ManagedFields without(Who who) {
    return new ManagedFields(entries.stream().filter(entry -> !entry.who().sameAs(who)).toList());
  }

  private ManagedFields with(Entry entry) {
    var all = new ArrayList<>(without(entry.who()).entries);
    all.add(entry);
    return new ManagedFields(all);
  }

  private ManagedFields each(UnaryOperator<FieldSet> change) {
    return new ManagedFields(
        entries.stream().map(entry -> entry.withFields(change.apply(entry.fields()))).toList());
  }
}
