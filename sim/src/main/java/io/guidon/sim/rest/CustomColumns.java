package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.guidon.sim.rest.Tables.Cell;
import io.guidon.sim.rest.Tables.Column;
import io.guidon.sim.store.Trees;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The columns that a CustomResourceDefinition wants to be shown. */
final class CustomColumns {

  private CustomColumns() {}

  static List<Column> of(JsonNode definitions, InstantSource clock) {
    var columns = new ArrayList<Column>();
    columns.add(
        new Column("Name", "string", "name", 0, object -> Trees.at(object, "metadata", "name")));
    for (var definition : Trees.objects(definitions)) {
      columns.add(column(definition, clock));
    }
    if (columns.size() == 1) {
      var age = Trees.object().put("name", "Age").put("type", "date");
      columns.add(column(age.put("jsonPath", ".metadata.creationTimestamp"), clock));
    }
    return columns;
  }

  private static Column column(ObjectNode definition, InstantSource clock) {
    var path = JsonPath.of(Trees.text(definition, "jsonPath"));
    var type = Trees.text(definition, "type");
    Cell cell =
        object -> {
          var found = path.first(object);
          if (found.isMissingNode() || found.isNull()) {
            return NullNode.getInstance();
          }
          return switch (type) {
            case "date" -> TextNode.valueOf(Ages.since(found.asText(), clock.instant()));
            case "string" ->
                TextNode.valueOf(found.isTextual() ? found.asText() : found.toString());
            default -> found;
          };
        };
    return new Column(
        Trees.text(definition, "name"),
        type,
        Trees.text(definition, "format"),
        definition.path("priority").asInt(),
        cell);
  }
}
