package io.guidon.e2e.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;

/** Trees as a case writes and reads them. */
final class Trees {

  private static final YAMLMapper YAML = new YAMLMapper();

  private Trees() {}

  /** What the YAML says. */
  static JsonNode tree(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no YAML: " + yaml, e);
    }
  }

  static ObjectNode object(String yaml) {
    return (ObjectNode) tree(yaml);
  }

  /** The names of the objects of a list, in its order. */
  static List<String> names(JsonNode list) {
    return texts(list.path("items"), "/metadata/name");
  }

  /** What {@code managedFields} says of a manager that must be there. */
  static JsonNode entry(JsonNode object, String manager) {
    for (var entry : object.at("/metadata/managedFields")) {
      if (entry.path("manager").asText().equals(manager)) {
        return entry;
      }
    }
    throw new AssertionError(manager + " owns nothing in " + object);
  }

  /** The text at {@code pointer} in each element, in their order. */
  static List<String> texts(JsonNode array, String pointer) {
    var texts = new ArrayList<String>();
    array.forEach(element -> texts.add(element.at(pointer).asText()));
    return texts;
  }
}
