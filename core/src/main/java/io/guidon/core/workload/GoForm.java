package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/**
 * What a value in JSON becomes in Go: itself, or, for types with a JSON form of their own, a tree
 * of the fields that the Go value has.
 *
 * @param fields where the fields of the struct are found
 * @param isCertain whether the Go value can be told from the JSON
 */
record GoForm(JsonNode fields, boolean isCertain) {
  private static final JsonNode ABSENT = MissingNode.getInstance();

  /** Seconds between the year 1, where Go counts from, and 1970. */
  private static final long YEAR_ONE = 62_135_596_800L;

  /** The form of a value of the struct of that name. */
  static GoForm of(String struct, JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return new GoForm(ABSENT, true);
    }
    return switch (struct) {
      case "resource.Quantity" -> quantity(value);
      case "intstr.IntOrString" -> numberOrText(value);
      case "v1.Time" -> time(value);
      case "v1.FieldsV1" -> bytes(value);
      default -> new GoForm(value, true);
    };
  }

  private static GoForm quantity(JsonNode value) {
    return GoQuantity.fields(value.asText())
        .map(fields -> new GoForm(fields, true))
        .orElse(new GoForm(ABSENT, false));
  }

  private static GoForm numberOrText(JsonNode value) {
    var fields = JsonNodeFactory.instance.objectNode();
    if (value.isTextual()) {
      return new GoForm(fields.put("Type", 1).put("StrVal", value.asText()), true);
    }
    fields.put("Type", 0).set("IntVal", value);
    return new GoForm(fields, true);
  }

  /** A moment carries the local time zone of whoever read it, so it is never certain. */
  private static GoForm time(JsonNode value) {
    var fields = JsonNodeFactory.instance.objectNode();
    try {
      var moment = OffsetDateTime.parse(value.asText()).toInstant();
      fields.put("ext", moment.getEpochSecond() + YEAR_ONE).putObject("loc");
      return new GoForm(fields, false);
    } catch (DateTimeParseException e) {
      return new GoForm(ABSENT, false);
    }
  }

  /** Bytes as they came over the wire, which a tree does not keep for sure. */
  private static GoForm bytes(JsonNode value) {
    var fields = JsonNodeFactory.instance.objectNode();
    var raw = fields.putArray("Raw");
    for (byte next : value.toString().getBytes(StandardCharsets.UTF_8)) {
      raw.add(next & 0xff);
    }
    return new GoForm(fields, false);
  }
}
