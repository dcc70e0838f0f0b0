package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Trees;
import java.time.InstantSource;
import java.util.List;

/** Rows for people: metav1.Table. */
final class Tables {

  private final List<Column> columns;

  Tables(Target target, InstantSource clock) {
    this.columns =
        target.type().isCustom()
            ? CustomColumns.of(target.version().columns(), clock)
            : BuiltInColumns.of(target.type().kind(), clock);
  }

  /**
   * A column.
   *
   * @param type {@code string}, {@code integer} and so on
   * @param priority above 0 for what is only shown in wide tables
   */
  record Column(String name, String type, String format, int priority, Cell cell) {}

  /** What stands in a column for an object. */
  @FunctionalInterface
  interface Cell {
    JsonNode of(ObjectNode object);
  }

  /**
   * A table.
   *
   * @param include what of the object each row carries: {@code None}, {@code Object}, else its
   *     metadata
   */
  ObjectNode of(List<ObjectNode> objects, String include, String version) {
    var table = Trees.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    table.putObject("metadata").put("resourceVersion", version);
    var definitions = table.putArray("columnDefinitions");
    for (var column : columns) {
      definitions
          .addObject()
          .put("name", column.name())
          .put("type", column.type())
          .put("format", column.format())
          .put("description", column.name())
          .put("priority", column.priority());
    }
    var rows = table.putArray("rows");
    for (var object : objects) {
      var row = rows.addObject();
      var cells = row.putArray("cells");
      columns.forEach(column -> cells.add(column.cell().of(object)));
      switch (include) {
        case "None" -> {
          // The row says it all.
        }
        case "Object" -> row.set("object", object);
        default -> {
          var partial =
              row.putObject("object")
                  .put("kind", "PartialObjectMetadata")
                  .put("apiVersion", "meta.k8s.io/v1");
          partial.set("metadata", object.path("metadata"));
        }
      }
    }
    return table;
  }
}
