package io.guidon.sim.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds an object against its schema, and words what is wrong as the API server does: {@code
 * spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1}.
 */
final class Checking {

  private final List<String> problems = new ArrayList<>();

  List<String> problems() {
    return List.copyOf(problems);
  }

  void root(ObjectNode object, Schema schema) {
    // What is wrong with metadata is for the API server itself to say.
    var content = object.deepCopy();
    content.remove("metadata");
    check(content, schema, "");
    listTypes(content, schema, "");
  }

  private void check(JsonNode node, Schema schema, String path) {
    if (node.isNull() && schema.is("nullable")) {
      return;
    }
    if (!Types.fits(node, schema)) {
      String found = Types.of(node);
      problem(
          path,
          "Invalid value: \"%s\": %s in body must be of type %s: \"%s\""
              .formatted(found, path, Types.named(schema), found));
      return;
    }
    oneOfThese(node, schema, path);
    Values.problems(node, schema, path).forEach(problems::add);
    fields(node, schema, path);
    if (node.isArray()) {
      items(node, schema, path);
    }
    alternatives(node, schema, path);
  }

  private void oneOfThese(JsonNode node, Schema schema, String path) {
    var allowed = schema.tree().path("enum");
    if (!allowed.isArray()) {
      return;
    }
    var quoted = new ArrayList<String>();
    for (var value : allowed) {
      if (value.equals(node)) {
        return;
      }
      quoted.add(value.isTextual() ? value.toString() : "\"" + value + "\"");
    }
    problem(
        path,
        "Unsupported value: %s: supported values: %s".formatted(node, String.join(", ", quoted)));
  }

  private void fields(JsonNode node, Schema schema, String path) {
    if (!node.isObject()) {
      return;
    }
    var values = new TreeMap<String, JsonNode>();
    node.properties().forEach(field -> values.put(field.getKey(), field.getValue()));
    var names = new TreeSet<>(values.keySet());
    schema.tree().path("required").forEach(name -> names.add(name.asText()));
    for (String name : names) {
      var value = values.get(name);
      var below = below(path, name);
      if (value == null) {
        problems.add(below + ": Required value");
      } else {
        schema.of(name).ifPresent(part -> check(value, part, below));
      }
    }
    int limit = schema.tree().path("maxProperties").asInt(Integer.MAX_VALUE);
    if (node.size() > limit) {
      problem(path, "Too many: %d: must have at most %d items".formatted(node.size(), limit));
    }
  }

  private void items(JsonNode list, Schema schema, String path) {
    int least = schema.tree().path("minItems").asInt(0);
    int most = schema.tree().path("maxItems").asInt(Integer.MAX_VALUE);
    if (list.size() < least) {
      problem(
          path,
          "Invalid value: %d: %s in body should have at least %d items"
              .formatted(list.size(), path, least));
    }
    if (list.size() > most) {
      problem(path, "Too many: %d: must have at most %d items".formatted(list.size(), most));
    }
    schema
        .items()
        .ifPresent(items -> {
          for (int i = 0; i < list.size(); i++) {
            check(list.get(i), items, path + "[" + i + "]");
          }
        });
  }

  /** {@code allOf}, {@code anyOf}, {@code oneOf} and {@code not}. */
  private void alternatives(JsonNode node, Schema schema, String path) {
    schema.tree().path("allOf").forEach(part -> problems.addAll(against(node, part, path)));
    var any = schema.tree().path("anyOf");
    if (!any.isEmpty() && !schema.is("x-kubernetes-int-or-string")) {
      var best = fewestProblems(node, any, path);
      if (!best.isEmpty()) {
        nowhere("\"%s\" must validate at least one schema (anyOf)".formatted(path));
        problems.addAll(best);
      }
    }
    var one = schema.tree().path("oneOf");
    if (!one.isEmpty()) {
      long valid = count(node, one, path);
      if (valid == 0) {
        nowhere(
            "\"%s\" must validate one and only one schema (oneOf). Found none valid"
                .formatted(path));
        problems.addAll(fewestProblems(node, one, path));
      } else if (valid > 1) {
        nowhere(
            "\"%s\" must validate one and only one schema (oneOf). Found %d valid alternatives"
                .formatted(path, valid));
      }
    }
    var not = schema.tree().path("not");
    if (not.isObject() && against(node, not, path).isEmpty()) {
      nowhere("\"%s\" must not validate the schema (not)".formatted(path));
    }
  }

  private static long count(JsonNode node, JsonNode alternatives, String path) {
    long valid = 0;
    for (var alternative : alternatives) {
      valid += against(node, alternative, path).isEmpty() ? 1 : 0;
    }
    return valid;
  }

  /** Those of the alternative that comes closest. */
  private static List<String> fewestProblems(JsonNode node, JsonNode alternatives, String path) {
    List<String> best = List.of();
    boolean first = true;
    for (var alternative : alternatives) {
      var found = against(node, alternative, path);
      if (first || found.size() < best.size()) {
        best = found;
        first = false;
      }
    }
    return best;
  }

  private static List<String> against(JsonNode node, JsonNode schema, String path) {
    var checking = new Checking();
    checking.check(node, Schema.of((ObjectNode) schema), path);
    return checking.problems();
  }

  /** Lists whose items must be different, by value or by key. */
  private void listTypes(JsonNode node, Schema schema, String path) {
    if (node.isObject()) {
      node.properties()
          .forEach(field ->
              schema
                  .of(field.getKey())
                  .ifPresent(
                      part -> listTypes(field.getValue(), part, below(path, field.getKey()))));
    } else if (node.isArray() && schema.items().isPresent()) {
      var seen = new HashSet<JsonNode>();
      for (int i = 0; i < node.size(); i++) {
        var place = path + "[" + i + "]";
        var key = key(node.get(i), schema);
        if (!key.isMissingNode() && !seen.add(key)) {
          problem(place, "Duplicate value: %s".formatted(key));
        }
        listTypes(node.get(i), schema.items().get(), place);
      }
    }
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

  private static String below(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private void problem(String path, String what) {
    problems.add((path.isEmpty() ? "<nil>" : path) + ": " + what);
  }

  /** A problem that the API server does not put in any place. */
  private void nowhere(String what) {
    problems.add("<nil>: Invalid value: \"\": " + what);
  }
}
