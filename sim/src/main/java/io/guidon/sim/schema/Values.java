package io.guidon.sim.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The limits of texts and numbers. */
final class Values {

  private Values() {}

  static List<String> problems(JsonNode node, Schema schema, String path) {
    if (node.isTextual()) {
      return ofText(node.asText(), schema, path);
    }
    return node.isNumber() ? ofNumber(node, schema.tree(), path) : List.of();
  }

  private static List<String> ofText(String text, Schema schema, String path) {
    var problems = new ArrayList<String>();
    int most = schema.tree().path("maxLength").asInt(Integer.MAX_VALUE);
    int least = schema.tree().path("minLength").asInt(0);
    int length = text.codePointCount(0, text.length());
    if (length > most) {
      problems.add(path + ": Too long: may not be more than " + most + " bytes");
    }
    if (length < least) {
      problems.add(wrong(path, quoted(text), "should be at least " + least + " chars long"));
    }
    var pattern = schema.pattern();
    if (pattern.isPresent() && !pattern.get().matcher(text).find()) {
      problems.add(wrong(path, quoted(text), "should match '" + pattern.get() + "'"));
    }
    var format = schema.tree().path("format").asText();
    if (!Formats.fits(text, format)) {
      problems.add(wrong(path, quoted(text), "must be of type " + format + ": " + quoted(text)));
    }
    return problems;
  }

  private static List<String> ofNumber(JsonNode number, JsonNode schema, String path) {
    var problems = new ArrayList<String>();
    if (!inRange(number, schema.path("format").asText())) {
      problems.add(
          "<nil>: Invalid value: \"\": Checked value must be of type integer with format int32 in "
              + path);
    }
    var factor = schema.path("multipleOf").decimalValue();
    if (factor.signum() > 0 && number.decimalValue().remainder(factor).signum() != 0) {
      problems.add(wrong(path, number.asText(), "should be a multiple of " + text(factor)));
    }
    if (schema.has("minimum")) {
      var least = schema.path("minimum").decimalValue();
      bound(number, least, -1, schema.path("exclusiveMinimum").asBoolean(), "greater than", path)
          .ifPresent(problems::add);
    }
    if (schema.has("maximum")) {
      var most = schema.path("maximum").decimalValue();
      bound(number, most, 1, schema.path("exclusiveMaximum").asBoolean(), "less than", path)
          .ifPresent(problems::add);
    }
    return problems;
  }

  /**
   * @param beyond on which side of the bound it is wrong to be, as {@code compareTo} says it
   */
  private static Optional<String> bound(
      JsonNode number, BigDecimal bound, int beyond, boolean open, String how, String path) {
    int place = number.decimalValue().compareTo(bound);
    if (place != beyond && !(open && place == 0)) {
      return Optional.empty();
    }
    String limit = (open ? " " : " or equal to ") + text(bound);
    return Optional.of(wrong(path, number.asText(), "should be " + how + limit));
  }

  private static boolean inRange(JsonNode number, String format) {
    return !format.equals("int32") || number.canConvertToInt();
  }

  private static String text(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static String wrong(String path, String value, String rule) {
    return path + ": Invalid value: " + value + ": " + path + " in body " + rule;
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
