package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Prints a JSON tree as the Go value that a typed client would read from it, in the format of
 * spec/workloads.md §10.2. What cannot be printed for sure is printed as well as possible and noted
 * in {@link #doubts}.
 */
final class GoDump {
  /** Go compares texts by their UTF-8 bytes. */
  static final Comparator<String> BYTE_ORDER =
      (one, other) ->
          Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

  /** Seconds between the year 1, where Go counts from, and 1970. */
  private static final long YEAR_ONE = 62_135_596_800L;

  private static final JsonNode ABSENT = MissingNode.getInstance();

  private final StringBuilder text = new StringBuilder();
  private final List<String> unknown = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();

  /** Whether a value names its type: elements of lists, maps and pointers do not. */
  private enum Label {
    TYPED,
    BARE
  }

  /** Prints {@code value} as a value of the Go type of that name. */
  static GoDump of(String type, JsonNode value) {
    var dump = new GoDump();
    dump.print(GoTypes.of(type), value, Label.TYPED, "");
    return dump;
  }

  String text() {
    return text.toString();
  }

  /** Paths of fields that the types do not have. */
  List<String> unknown() {
    return List.copyOf(unknown);
  }

  /** Paths of values whose text depends on more than the tree. */
  List<String> doubts() {
    return List.copyOf(doubts);
  }

  private void print(GoType type, JsonNode value, Label label, String path) {
    if (label == Label.TYPED) {
      text.append('(').append(type.name()).append(')');
    }
    switch (type) {
      case GoType.Struct struct -> printStruct(struct, value, path);
      case GoType.Pointer pointer -> printPointer(pointer, value, label, path);
      case GoType.Slice slice -> printSlice(slice, value, path);
      case GoType.Table table -> printTable(table, value, path);
      case GoType.Text _ -> text.append(as(value.isTextual(), value, "", path));
      case GoType.Whole _ -> text.append(as(value.isIntegralNumber(), value, "0", path));
      case GoType.Flag _ -> text.append(as(value.isBoolean(), value, "false", path));
    }
  }

  private String as(boolean fits, JsonNode value, String zero, String path) {
    if (!fits && !isNil(value)) {
      doubts.add(path);
    }
    return fits ? value.asText() : zero;
  }

  private static boolean isNil(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private void printPointer(GoType.Pointer pointer, JsonNode value, Label label, String path) {
    if (isNil(value)) {
      text.append("<nil>");
      return;
    }
    if (label == Label.BARE) {
      text.append("<*>");
    }
    print(GoTypes.of(pointer.element()), value, Label.BARE, path);
  }

  private void printSlice(GoType.Slice slice, JsonNode value, String path) {
    if (!(value instanceof ArrayNode elements)) {
      text.append(as(false, value, "<nil>", path));
      return;
    }
    text.append('[');
    for (int i = 0; i < elements.size(); i++) {
      text.append(i == 0 ? "" : " ");
      print(GoTypes.of(slice.element()), elements.get(i), Label.BARE, path + "[" + i + "]");
    }
    text.append(']');
  }

  private void printTable(GoType.Table table, JsonNode value, String path) {
    if (!(value instanceof ObjectNode entries)) {
      text.append(as(false, value, "<nil>", path));
      return;
    }
    text.append("map[");
    var keys = new ArrayList<String>();
    entries.fieldNames().forEachRemaining(keys::add);
    keys.sort(BYTE_ORDER);
    for (int i = 0; i < keys.size(); i++) {
      text.append(i == 0 ? "" : " ").append(keys.get(i)).append(':');
      print(
          GoTypes.of(table.element()),
          entries.path(keys.get(i)),
          Label.BARE,
          path + "[" + keys.get(i) + "]");
    }
    text.append(']');
  }

  private void printStruct(GoType.Struct struct, JsonNode value, String path) {
    var fields = fields(struct, value, path);
    if (fields.equals(value)) {
      noteUnknown(struct, value, path);
    }
    printFields(struct, fields, path);
  }

  private void printFields(GoType.Struct struct, JsonNode value, String path) {
    text.append('{');
    var separator = "";
    for (var field : struct.fields()) {
      text.append(separator).append(field.name()).append(':');
      separator = " ";
      var type = GoTypes.of(field.type());
      if (isEmbedded(field)) {
        text.append('(').append(type.name()).append(')');
        printFields((GoType.Struct) type, fields((GoType.Struct) type, value, path), path);
      } else {
        var key = isReached(field) ? field.json() : field.name();
        print(type, value.path(key), Label.TYPED, path.isEmpty() ? key : path + "." + key);
      }
    }
    text.append('}');
  }

  private static boolean isReached(GoType.Field field) {
    return !field.json().isEmpty() && !field.json().equals("-");
  }

  private static boolean isEmbedded(GoType.Field field) {
    return field.json().isEmpty() && GoTypes.of(field.type()) instanceof GoType.Struct;
  }

  private void noteUnknown(GoType.Struct struct, JsonNode value, String path) {
    if (!value.isObject()) {
      as(false, value, "", path);
      return;
    }
    var known = new HashSet<String>();
    collect(struct, known);
    if (known.isEmpty()) {
      return;
    }
    for (var field : value.properties()) {
      if (!known.contains(field.getKey())) {
        unknown.add(path.isEmpty() ? field.getKey() : path + "." + field.getKey());
      }
    }
  }

  private static void collect(GoType.Struct struct, Set<String> known) {
    for (var field : struct.fields()) {
      if (isReached(field)) {
        known.add(field.json());
      } else if (isEmbedded(field)) {
        collect((GoType.Struct) GoTypes.of(field.type()), known);
      }
    }
  }

  /**
   * The tree to read the fields of a struct from: the value itself, or what a type with its own
   * JSON form made of it.
   */
  private JsonNode fields(GoType.Struct struct, JsonNode value, String path) {
    if (isNil(value)) {
      return ABSENT;
    }
    return switch (struct.name()) {
      case "resource.Quantity" -> quantity(value, path);
      case "intstr.IntOrString" -> numberOrText(value);
      case "v1.Time" -> time(value, path);
      case "v1.FieldsV1" -> bytes(value, path);
      default -> value;
    };
  }

  private JsonNode quantity(JsonNode value, String path) {
    var fields = GoQuantity.fields(value.asText());
    if (fields.isEmpty()) {
      doubts.add(path);
    }
    return fields.<JsonNode>map(found -> found).orElse(ABSENT);
  }

  private static JsonNode numberOrText(JsonNode value) {
    var fields = JsonNodeFactory.instance.objectNode();
    return value.isTextual()
        ? fields.put("Type", 1).put("StrVal", value.asText())
        : fields.put("Type", 0).set("IntVal", value);
  }

  /** A moment carries the local time zone of whoever read it, so its text is never certain. */
  private JsonNode time(JsonNode value, String path) {
    doubts.add(path);
    var fields = JsonNodeFactory.instance.objectNode();
    try {
      Instant moment = OffsetDateTime.parse(value.asText()).toInstant();
      fields.put("ext", moment.getEpochSecond() + YEAR_ONE).putObject("loc");
      return fields;
    } catch (DateTimeParseException e) {
      return ABSENT;
    }
  }

  /** Bytes as they came over the wire, which a tree does not keep for sure. */
  private JsonNode bytes(JsonNode value, String path) {
    doubts.add(path);
    var fields = JsonNodeFactory.instance.objectNode();
    var raw = fields.putArray("Raw");
    for (byte next : value.toString().getBytes(StandardCharsets.UTF_8)) {
      raw.add(next & 0xff);
    }
    return fields;
  }
}
