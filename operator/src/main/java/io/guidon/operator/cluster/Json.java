package io.guidon.operator.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Trees to bytes and back. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final YAMLFactory YAML = new YAMLFactory();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * @throws IOException if the bytes are not one JSON object
   */
  static ObjectNode parse(byte[] bytes) throws IOException {
    return object(MAPPER.readTree(bytes));
  }

  private static ObjectNode object(@Nullable JsonNode read) throws IOException {
    if (read instanceof ObjectNode object) {
      return object;
    }
    throw new IOException("the API server answered something that is not a JSON object");
  }

  /**
   * @throws IOException if the text is not one JSON object
   */
  static ObjectNode parse(String text) throws IOException {
    return object(MAPPER.readTree(text));
  }

  /**
   * @throws IOException if the text is not YAML or JSON, or empty
   */
  static JsonNode yaml(String text) throws IOException {
    JsonNode read = MAPPER.readTree(YAML.createParser(text));
    if (read == null) {
      throw new IOException("there is nothing in it");
    }
    return read;
  }

  static String text(ObjectNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree can always be written", impossible);
    }
  }
}
