package io.guidon.sim.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

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
    problems.addAll(Structure.problems(content, schema));
    if (schema.hasRules() && problems.stream().anyMatch(Checking::keepsRulesFromBeingChecked)) {
      problems.add(
          "<nil>: Invalid value: null: some validation rules were not checked because the object was invalid;"
              + " correct the existing errors to complete validation");
    }
  }

  /** Rules in CEL could fail in other ways on an object that has such a problem. */
  private static boolean keepsRulesFromBeingChecked(String problem) {
    String what = problem.substring(problem.indexOf(": ") + 2);
    return what.contains("in body must be of type ")
        || Stream.of("Required value", "Unsupported value", "Too long", "Too many")
            .anyMatch(what::startsWith);
  }

  private void check(JsonNode node, Schema schema, String path) {
    if (node.isNull() && schema.is("nullable")) {
      return;
    }
    if (!Types.fits(node, schema)) {
      wrongType(node, schema, path);
      alternatives(node, schema, path);
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

  private void wrongType(JsonNode node, Schema schema, String path) {
    var format = schema.tree().path("format").asText();
    boolean isFraction = node.isNumber() && schema.tree().path("type").asText().equals("integer");
    boolean isFormatted = isFraction && format.startsWith("int");
    String found = isFormatted ? "float64" : Types.of(node);
    problem(
        path,
        "Invalid value: \"%s\": %s in body must be of type %s: \"%s\""
            .formatted(found, path, isFormatted ? format : Types.named(schema), found));
    if (isFraction) {
      nowhere(
          "Checked value must be of type integer %s in %s"
              .formatted(isFormatted ? "with format " + format : "(default format)", path));
    }
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
    int least = schema.tree().path("minProperties").asInt(0);
    if (node.size() < least) {
      problem(
          path,
          "Invalid value: %d: %s in body should have at least %d properties"
              .formatted(node.size(), path, least));
    }
    int limit = schema.tree().path("maxProperties").asInt(Integer.MAX_VALUE);
    if (node.size() > limit) {
      problem(path, tooMany(node.size(), limit));
    }
  }

  private static String tooMany(int found, int most) {
    return "Too many: %d: must have at most %d %s"
        .formatted(found, most, most == 1 ? "item" : "items");
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
      problem(path, tooMany(list.size(), most));
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
    all(node, schema.tree().path("allOf"), path);
    var any = schema.tree().path("anyOf");
    if (!any.isEmpty()) {
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

  private void all(JsonNode node, JsonNode alternatives, String path) {
    alternatives.forEach(part -> problems.addAll(against(node, part, path)));
    long valid = count(node, alternatives, path);
    if (valid < alternatives.size()) {
      nowhere(
          "\"%s\" must validate all the schemas (allOf)%s"
              .formatted(path, valid == 0 ? ". None validated" : ""));
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

  static String below(String path, String name) {
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
