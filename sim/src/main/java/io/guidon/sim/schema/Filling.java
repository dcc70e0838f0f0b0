package io.guidon.sim.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Fills in the defaults of a schema. A null where none is allowed counts as nothing, so it is taken
 * out first.
 */
final class Filling {

  private Filling() {}

  static void fill(JsonNode node, Schema schema) {
    if (node instanceof ObjectNode object) {
      schema.properties().forEach((name, part) -> property(object, name, part));
      schema
          .additional()
          .filter(part -> !part.is("nullable") && !part.keepsUnknown())
          .ifPresent(part -> object.properties().removeIf(field -> field.getValue().isNull()));
      object
          .properties()
          .forEach(field -> {
            if (!schema.properties().containsKey(field.getKey())) {
              schema.additional().ifPresent(part -> fill(field.getValue(), part));
            }
          });
    } else if (node.isArray()) {
      schema.items().ifPresent(items -> node.forEach(item -> fill(item, items)));
    }
  }

  private static void property(ObjectNode object, String name, Schema part) {
    if (object.path(name).isNull() && !part.is("nullable")) {
      object.remove(name);
    }
    if (!object.has(name) && part.tree().has("default")) {
      object.set(name, part.tree().path("default").deepCopy());
    }
    if (object.has(name)) {
      fill(object.path(name), part);
    }
  }
}
