package io.guidon.sim.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What Kubernetes adds to OpenAPI: objects within objects, lists that are sets or maps. */
final class Structure {

  private final List<String> problems = new ArrayList<>();

  private Structure() {}

  static List<String> problems(JsonNode content, Schema schema) {
    var structure = new Structure();
    structure.embedded(content, schema, "");
    structure.listTypes(content, schema, "");
    return structure.problems;
  }

  /** Whole objects within the object must say what they are. */
  private void embedded(JsonNode node, Schema schema, String path) {
    if (node.isObject() && schema.isEmbedded()) {
      for (String field : List.of("apiVersion", "kind")) {
        if (node.path(field).asText().isEmpty()) {
          problems.add(Checking.below(path, field) + ": Required value");
        }
      }
    }
    parts(node, schema, path, this::embedded);
  }

  /** Something that is done with a part of the object. */
  private interface PartVisitor {
    void visit(JsonNode node, Schema schema, String path);
  }

  private static void parts(JsonNode node, Schema schema, String path, PartVisitor visitor) {
    if (node.isObject()) {
      node.properties()
          .forEach(field ->
              schema
                  .of(field.getKey())
                  .ifPresent(part ->
                      visitor.visit(field.getValue(), part, Checking.below(path, field.getKey()))));
    } else if (node.isArray() && schema.items().isPresent()) {
      for (int i = 0; i < node.size(); i++) {
        visitor.visit(node.get(i), schema.items().get(), path + "[" + i + "]");
      }
    }
  }

  /** Lists whose items must be different, by value or by key. */
  private void listTypes(JsonNode node, Schema schema, String path) {
    if (node.isArray()) {
      var seen = new HashSet<JsonNode>();
      for (int i = 0; i < node.size(); i++) {
        var key = key(node.get(i), schema);
        if (!key.isMissingNode() && !seen.add(key)) {
          problems.add(path + "[" + i + "]: Duplicate value: " + key);
        }
      }
    }
    parts(node, schema, path, this::listTypes);
  }

  private static JsonNode key(JsonNode item, Schema list) {
    return switch (list.listType()) {
      case "set" -> item;
      case "map" -> {
        var key = JsonNodeFactory.instance.objectNode();
        list.listMapKeys().stream()
            .filter(item::has)
            .forEach(field -> key.set(field, item.path(field)));
        yield key;
      }
      default -> MissingNode.getInstance();
    };
  }
}
