package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
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
    var fields = form(struct, value, path);
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
        printFields((GoType.Struct) type, form((GoType.Struct) type, value, path), path);
      } else {
        var key = isReached(field) ? field.json() : field.name();
        print(type, value.path(key), Label.TYPED, path.isEmpty() ? key : path + "." + key);
      }
    }
    text.append('}');
  }

  private JsonNode form(GoType.Struct struct, JsonNode value, String path) {
    var form = GoForm.of(struct.name(), value);
    if (!form.isCertain()) {
      doubts.add(path);
    }
    return form.fields();
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
}
