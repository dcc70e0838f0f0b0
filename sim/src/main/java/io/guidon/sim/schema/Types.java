package io.guidon.sim.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** The types of values, in the words of OpenAPI. */
final class Types {

  private Types() {}

  /** Whether the value has the type of the schema; one without any takes all. */
  static boolean fits(JsonNode node, Schema schema) {
    if (schema.is("x-kubernetes-int-or-string")) {
      return node.isTextual() || isWhole(node);
    }
    return switch (schema.tree().path("type").asText()) {
      case "" -> true;
      case "integer" -> isWhole(node);
      case "number" -> node.isNumber();
      case "string" -> node.isTextual();
      default -> of(node).equals(schema.tree().path("type").asText());
    };
  }

  /** What the schema asks for, in messages. */
  static String named(Schema schema) {
    return schema.is("x-kubernetes-int-or-string")
        ? "integer,string"
        : schema.tree().path("type").asText();
  }

  static String of(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT, POJO -> "object";
      case ARRAY -> "array";
      case STRING, BINARY -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER -> isWhole(node) ? "integer" : "number";
      case NULL, MISSING -> "null";
    };
  }

  static boolean isWhole(JsonNode node) {
    return node.isNumber() && node.doubleValue() == Math.rint(node.doubleValue());
  }
}
