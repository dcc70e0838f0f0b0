package io.guidon.sim.store;

import static io.guidon.sim.store.Trees.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is wrong with a ConfigMap or a Secret (k8s.io/kubernetes, pkg/apis/core/validation). */
final class DataRules {

  private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]+");
  private static final String FIXED = "Forbidden: field is immutable when `immutable` is set";

  private DataRules() {}

  /**
   * @param before the version before this one; missing for a new object
   */
  static List<String> problems(ObjectNode tree, JsonNode before) {
    var problems = new ArrayList<String>();
    for (String field : List.of("data", "binaryData")) {
      tree.path(field)
          .properties()
          .forEach(entry -> checkKey(field, entry.getKey(), tree, problems));
    }
    if (before.path("immutable").asBoolean()) {
      checkFixed(tree, before, problems);
    }
    return problems;
  }

  private static void checkKey(String field, String key, ObjectNode tree, List<String> problems) {
    String found = field + "[" + key + "]: Invalid value: " + Trees.quoted(key) + ": ";
    if (!KEY.matcher(key).matches()) {
      problems.add(
          found
              + "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g."
              + " 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is"
              + " '[-._a-zA-Z0-9]+')");
    }
    if (field.equals("data") && tree.path("binaryData").has(key)) {
      problems.add(found + "duplicate of key present in binaryData");
    }
  }

  private static void checkFixed(ObjectNode tree, JsonNode before, List<String> problems) {
    if (!tree.path("immutable").asBoolean()) {
      problems.add("immutable: " + FIXED);
    }
    for (String field : List.of("data", "binaryData")) {
      if (!at(before, field).equals(at(tree, field))) {
        problems.add(field + ": " + FIXED);
      }
    }
  }
}
