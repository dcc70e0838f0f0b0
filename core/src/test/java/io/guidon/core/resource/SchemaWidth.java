package io.guidon.core.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares two structural schemas: does {@code ours} admit, keep and default everything as {@code
 * theirs} does?
 */
final class SchemaWidth {
  private static final Set<String> WORDS_ONLY = Set.of("description", "title", "example");

  /** May be missing in ours; where it is given, it must be the same. */
  private static final Set<String> RESTRICTIONS =
      Set.of(
          "format",
          "pattern",
          "oneOf",
          "anyOf",
          "allOf",
          "not",
          "multipleOf",
          "uniqueItems",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "x-kubernetes-validations");

  private static final Set<String> LOWER_LIMITS =
      Set.of("minimum", "minLength", "minItems", "minProperties");
  private static final Set<String> UPPER_LIMITS =
      Set.of("maximum", "maxLength", "maxItems", "maxProperties");

  private final List<String> narrower = new ArrayList<>();

  private SchemaWidth() {}

  /** Where ours is narrower than theirs or lacks something; empty when it is equal or wider. */
  static List<String> narrower(JsonNode theirs, JsonNode ours) {
    var comparison = new SchemaWidth();
    comparison.compare("", theirs, ours);
    return comparison.narrower;
  }

  /** The paths of the properties that only ours has. */
  static List<String> additions(JsonNode theirs, JsonNode ours) {
    var all = new TreeSet<>(paths("", ours));
    all.removeAll(paths("", theirs));
    return List.copyOf(all);
  }

  private void compare(String path, JsonNode theirs, JsonNode ours) {
    var keywords = new HashSet<String>();
    theirs.fieldNames().forEachRemaining(keywords::add);
    ours.fieldNames().forEachRemaining(keywords::add);
    keywords.removeAll(WORDS_ONLY);
    for (String keyword : new TreeSet<>(keywords)) {
      compare(keyword, path, theirs.path(keyword), ours.path(keyword));
    }
  }

  private void compare(String keyword, String path, JsonNode theirs, JsonNode ours) {
    switch (keyword) {
      case "properties" -> properties(path, theirs, ours);
      case "items", "additionalProperties" -> nested(path + "/" + keyword, theirs, ours);
      case "enum" ->
          report(
              ours.isMissingNode() || (theirs.isArray() && containsAll(ours, theirs)),
              keyword,
              path);
      case "required" -> report(containsAll(theirs, ours), keyword, path);
      // Losing any of these changes what is kept or stored.
      case "type",
          "default",
          "nullable",
          "x-kubernetes-int-or-string",
          "x-kubernetes-preserve-unknown-fields",
          "x-kubernetes-embedded-resource" ->
          report(same(theirs, ours), keyword, path);
      default -> {
        boolean lower = LOWER_LIMITS.contains(keyword) && theirs.isNumber();
        boolean upper = UPPER_LIMITS.contains(keyword) && theirs.isNumber();
        boolean wider =
            (lower && ours.isNumber() && ours.asDouble() <= theirs.asDouble())
                || (upper && ours.isNumber() && ours.asDouble() >= theirs.asDouble())
                || (isRestriction(keyword) && (ours.isMissingNode() || same(theirs, ours)));
        report(wider, keyword, path);
      }
    }
  }

  private static boolean isRestriction(String keyword) {
    return RESTRICTIONS.contains(keyword)
        || LOWER_LIMITS.contains(keyword)
        || UPPER_LIMITS.contains(keyword);
  }

  private void properties(String path, JsonNode theirs, JsonNode ours) {
    theirs
        .properties()
        .forEach(entry ->
            nested(path + "/" + entry.getKey(), entry.getValue(), ours.path(entry.getKey())));
  }

  private void nested(String path, JsonNode theirs, JsonNode ours) {
    if (theirs.isMissingNode() || !ours.isObject()) {
      report(same(theirs, ours), "schema", path);
    } else {
      compare(path, theirs, ours);
    }
  }

  private void report(boolean fine, String keyword, String path) {
    if (!fine) {
      narrower.add(path + ": " + keyword);
    }
  }

  private static boolean containsAll(JsonNode whole, JsonNode part) {
    var values = new HashSet<JsonNode>();
    whole.forEach(values::add);
    for (JsonNode value : part) {
      if (!values.contains(value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(JsonNode theirs, JsonNode ours) {
    return withoutWords(theirs).equals(withoutWords(ours));
  }

  /** Descriptions are words, but a property may have the same name. */
  private static JsonNode withoutWords(JsonNode schema) {
    return switch (schema) {
      case ObjectNode object -> {
        var copy = object.objectNode();
        object
            .properties()
            .forEach(entry -> {
              if (!WORDS_ONLY.contains(entry.getKey()) || !entry.getValue().isTextual()) {
                copy.set(entry.getKey(), withoutWords(entry.getValue()));
              }
            });
        yield copy;
      }
      case ArrayNode list -> {
        var copy = list.arrayNode();
        list.forEach(item -> copy.add(withoutWords(item)));
        yield copy;
      }
      default -> schema;
    };
  }

  private static List<String> paths(String path, JsonNode schema) {
    var paths = new ArrayList<String>();
    schema
        .path("properties")
        .properties()
        .forEach(entry -> {
          String child = path + "/" + entry.getKey();
          paths.add(child);
          paths.addAll(paths(child, entry.getValue()));
        });
    if (schema.has("items")) {
      paths.addAll(paths(path + "/items", schema.path("items")));
    }
    if (schema.path("additionalProperties").isObject()) {
      paths.addAll(paths(path + "/additionalProperties", schema.path("additionalProperties")));
    }
    return paths;
  }
}
