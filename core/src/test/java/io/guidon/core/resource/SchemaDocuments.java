package io.guidon.core.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** Draws documents that a structural schema admits, with whole numbers of 32 bits only. */
final class SchemaDocuments {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> TEXTS =
      List.of("", "a", "info", "10s", "1m30s", "x-y", "ünï", "0");
  private static final List<Integer> NUMBERS = List.of(0, 1, 2, 10, 50, 100, -1, Integer.MAX_VALUE);

  private final Random random;

  SchemaDocuments(Random random) {
    this.random = random;
  }

  JsonNode draw(JsonNode schema) {
    JsonNode drawn = drawAnything(schema);
    while (!admitsChoice(schema, drawn)) {
      drawn = drawAnything(schema);
    }
    return drawn;
  }

  private JsonNode drawAnything(JsonNode schema) {
    if (schema.has("enum")) {
      return schema.path("enum").path(random.nextInt(schema.path("enum").size()));
    }
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return random.nextBoolean() ? number(schema) : NODES.textNode(any(TEXTS));
    }
    return switch (schema.path("type").asText("object")) {
      case "string" -> NODES.textNode(text(schema));
      case "number", "integer" -> number(schema);
      case "boolean" -> NODES.booleanNode(random.nextBoolean());
      case "array" -> list(schema);
      case "object" -> object(schema);
      default -> throw new IllegalArgumentException("a type that is not known: " + schema);
    };
  }

  private String text(JsonNode schema) {
    if (schema.path("pattern").asText().startsWith("^[0-9]")) {
      return any(List.of("1m", "10s", "1m30s", "5mfoo", "500ms", "7s"));
    }
    return schema.has("pattern") || schema.has("minLength")
        ? any(List.of("a", "Gw1", "b2"))
        : any(TEXTS);
  }

  private JsonNode number(JsonNode schema) {
    int least = schema.path("minimum").asInt(Integer.MIN_VALUE);
    int greatest = schema.path("maximum").asInt(Integer.MAX_VALUE);
    int number = Math.clamp(any(NUMBERS), least, greatest);
    // A whole number may be spelled as a decimal one.
    return random.nextInt(8) == 0 ? NODES.numberNode((double) number) : NODES.numberNode(number);
  }

  private ArrayNode list(JsonNode schema) {
    var list = NODES.arrayNode();
    for (int size = random.nextInt(3); size > 0; size--) {
      list.add(draw(schema.path("items")));
    }
    return list;
  }

  private ObjectNode object(JsonNode schema) {
    var object = NODES.objectNode();
    boolean sparse = random.nextBoolean();
    // Aims at one of the alternatives, since chance alone would rarely fulfil it.
    int alternatives = schema.path("oneOf").size();
    JsonNode chosen = schema.path("oneOf").path(random.nextInt(alternatives + 1)).path("required");
    schema
        .path("properties")
        .properties()
        .forEach(entry -> {
          boolean required =
              contains(schema.path("required"), entry.getKey()) || contains(chosen, entry.getKey());
          if (required || random.nextInt(sparse ? 6 : 2) == 0) {
            object.set(entry.getKey(), draw(entry.getValue()));
          }
        });
    if (schema.path("additionalProperties").isObject()) {
      for (int size = random.nextInt(3); size > 0; size--) {
        object.set("key." + size, draw(schema.path("additionalProperties")));
      }
    }
    return object;
  }

  /** Whether exactly one alternative of {@code oneOf} holds. */
  private static boolean admitsChoice(JsonNode schema, JsonNode value) {
    if (!schema.has("oneOf")) {
      return true;
    }
    int alternatives = 0;
    for (JsonNode alternative : schema.path("oneOf")) {
      alternatives += holds(alternative, value) ? 1 : 0;
    }
    return alternatives == 1;
  }

  private static boolean holds(JsonNode rule, JsonNode value) {
    for (JsonNode name : rule.path("required")) {
      if (!value.has(name.asText())) {
        return false;
      }
    }
    if (rule.has("not") && holds(rule.path("not"), value)) {
      return false;
    }
    if (rule.has("anyOf")) {
      boolean any = false;
      for (JsonNode alternative : rule.path("anyOf")) {
        any |= holds(alternative, value);
      }
      if (!any) {
        return false;
      }
    }
    for (var nested : rule.path("properties").properties()) {
      if (value.has(nested.getKey())
          && !admitsChoice(nested.getValue(), value.path(nested.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(JsonNode names, String name) {
    for (JsonNode candidate : names) {
      if (candidate.asText().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
