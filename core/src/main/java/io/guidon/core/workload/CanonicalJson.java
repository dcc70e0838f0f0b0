package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.TreeMap;

/**
 * One form for all trees that mean the same to the API server: members in the order of their names,
 * no member that is null, whole numbers without a fraction.
 */
final class CanonicalJson {
  private CanonicalJson() {}

  /** A fresh tree; equal for trees that mean the same. */
  static JsonNode of(JsonNode tree) {
    if (tree.isObject()) {
      var sorted = new TreeMap<String, JsonNode>();
      tree.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
      var object = JsonNodeFactory.instance.objectNode();
      sorted.forEach((name, value) -> {
        if (!value.isNull()) {
          object.set(name, of(value));
        }
      });
      return object;
    }
    if (tree.isArray()) {
      var array = JsonNodeFactory.instance.arrayNode();
      tree.forEach(element -> array.add(of(element)));
      return array;
    }
    return tree.isNumber() ? number(tree) : tree;
  }

  private static JsonNode number(JsonNode number) {
    var value = number.decimalValue().stripTrailingZeros();
    return value.scale() <= 0
        ? JsonNodeFactory.instance.numberNode(value.toBigInteger())
        : JsonNodeFactory.instance.numberNode(value);
  }

  /** Whether two trees mean the same. */
  static boolean same(JsonNode one, JsonNode other) {
    return of(one).equals(of(other));
  }
}
