package io.guidon.sim.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The limits of texts and numbers. */
final class Values {

  private Values() {}

  static List<String> problems(JsonNode node, Schema schema, String path) {
    if (node.isTextual()) {
      return ofText(node.asText(), schema.tree(), path);
    }
    return node.isNumber() ? ofNumber(node, schema.tree(), path) : List.of();
  }

  private static List<String> ofText(String text, JsonNode schema, String path) {
    var problems = new ArrayList<String>();
    int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
    int least = schema.path("minLength").asInt(0);
    if (text.codePointCount(0, text.length()) > most
        || (text.getBytes(StandardCharsets.UTF_8).length > most && most < Integer.MAX_VALUE)) {
      problems.add(path + ": Too long: may not be more than " + most + " bytes");
    }
    if (text.codePointCount(0, text.length()) < least) {
      problems.add(wrong(path, quoted(text), "should be at least " + least + " chars long"));
      return problems;
    }
    var pattern = schema.path("pattern").asText();
    if (!pattern.isEmpty() && !Pattern.compile(pattern).matcher(text).find()) {
      problems.add(wrong(path, quoted(text), "should match '" + pattern + "'"));
    }
    var format = schema.path("format").asText();
    if (!Types.hasFormat(text, format)) {
      problems.add(wrong(path, quoted(text), "must be of type " + format + ": " + quoted(text)));
    }
    return problems;
  }

  private static List<String> ofNumber(JsonNode number, JsonNode schema, String path) {
    var problems = new ArrayList<String>();
    double value = number.doubleValue();
    if (schema.has("minimum")) {
      boolean open = schema.path("exclusiveMinimum").asBoolean();
      double least = schema.path("minimum").doubleValue();
      if (open ? value <= least : value < least) {
        problems.add(
            wrong(
                path,
                number.asText(),
                (open ? "should be greater than " : "should be greater than or equal to ")
                    + schema.path("minimum").asText()));
      }
    }
    if (schema.has("maximum")) {
      boolean open = schema.path("exclusiveMaximum").asBoolean();
      double most = schema.path("maximum").doubleValue();
      if (open ? value >= most : value > most) {
        problems.add(
            wrong(
                path,
                number.asText(),
                (open ? "should be less than " : "should be less than or equal to ")
                    + schema.path("maximum").asText()));
      }
    }
    return problems;
  }

  private static String wrong(String path, String value, String rule) {
    return path + ": Invalid value: " + value + ": " + path + " in body " + rule;
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
