package io.guidon.operator.cluster;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Trees to bytes and back. */
final class Json {

  private Json() {}

  /** Made when the first answer has come. */
  private static final class Mapping {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * @throws IOException if the bytes are not one JSON object
   */
  static ObjectNode parse(byte[] bytes) throws IOException {
    return object(Mapping.MAPPER.readTree(bytes));
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
    return object(Mapping.MAPPER.readTree(text));
  }

  /**
   * All that is no list and no mapping comes as text. It does without a mapper, whose making would
   * take a fifth of the start.
   *
   * @throws IOException if the text is not YAML or JSON, or empty
   */
  static JsonNode yaml(String text) throws IOException {
    try (var parser = new YAMLFactory().createParser(text)) {
      return value(parser, parser.nextToken());
    }
  }

  private static JsonNode value(JsonParser parser, @Nullable JsonToken token) throws IOException {
    if (token == null) {
      throw new IOException("there is nothing in it");
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      default -> JsonNodeFactory.instance.textNode(parser.getText());
    };
  }

  private static JsonNode object(JsonParser parser) throws IOException {
    var object = object();
    for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      object.set(name, value(parser, parser.nextToken()));
    }
    return object;
  }

  private static JsonNode array(JsonParser parser) throws IOException {
    var array = JsonNodeFactory.instance.arrayNode();
    for (var next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
      array.add(value(parser, next));
    }
    return array;
  }

  static String text(ObjectNode tree) {
    try {
      return Mapping.MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree can always be written", impossible);
    }
  }
}
