package io.guidon.sim.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.TreeMap;

/** Trees as Go prints maps and slices, for messages of the API server that contain them. */
final class GoText {

  private GoText() {}

  static String of(JsonNode node) {
    if (node.isObject()) {
      var fields = new TreeMap<String, String>();
      node.properties().forEach(field -> fields.put(field.getKey(), of(field.getValue())));
      var texts = fields.entrySet().stream().map(field -> field.getKey() + ":" + field.getValue());
      return "map[" + String.join(" ", texts.toList()) + "]";
    }
    if (node.isArray()) {
      var texts = new ArrayList<String>();
      node.forEach(item -> texts.add(of(item)));
      return "[" + String.join(" ", texts) + "]";
    }
    return node.isNull() ? "<nil>" : node.asText();
  }
}
