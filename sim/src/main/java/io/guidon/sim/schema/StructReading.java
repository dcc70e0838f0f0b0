package io.guidon.sim.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One object on its way into the structs of Go. Takes out what these do not have, and writes
 * quantities in their one form.
 */
final class StructReading {

  private final List<String> unknown = new ArrayList<>();
  private final Deque<String> path = new ArrayDeque<>();
  private final Deque<String> structs = new ArrayDeque<>();
  private Optional<String> problem = Optional.empty();

  /** The paths of unknown fields, in the order of the object. */
  List<String> unknown() {
    return List.copyOf(unknown);
  }

  /** The first value of a wrong type. */
  Optional<String> problem() {
    return problem;
  }

  /**
   * @param type as the table has it: {@code int32}, {@code []string}, {@code map bytes}, {@code
   *     v1.PodSpec}
   */
  void read(JsonNode node, String type) {
    if (node.isNull()) {
      return;
    }
    if (type.startsWith("[]")) {
      list(node, type);
    } else if (type.startsWith("map ")) {
      map(node, type);
    } else if (Structs.struct(type).isPresent()) {
      struct(node, type, Structs.struct(type).get());
    } else {
      value(node, type);
    }
  }

  private void list(JsonNode node, String type) {
    if (!node.isArray()) {
      wrong(node, type);
      return;
    }
    var field = path.isEmpty() ? "" : path.removeLast();
    for (int i = 0; i < node.size(); i++) {
      path.addLast(field + "[" + i + "]");
      read(node.get(i), type.substring(2));
      path.removeLast();
    }
    path.addLast(field);
  }

  private void map(JsonNode node, String type) {
    if (!node.isObject()) {
      wrong(node, type);
      return;
    }
    var valueType = type.substring("map ".length());
    for (var entry : List.copyOf(node.properties())) {
      // The decoder names the map and not its key.
      read(entry.getValue(), valueType);
      canonical((ObjectNode) node, entry.getKey(), valueType);
    }
  }

  private void struct(JsonNode node, String type, Map<String, String> fields) {
    if (!(node instanceof ObjectNode object)) {
      wrong(node, type);
      return;
    }
    structs.push(type);
    for (var field : List.copyOf(object.properties())) {
      path.addLast(field.getKey());
      var fieldType = fields.get(field.getKey());
      if (fieldType == null) {
        unknown.add(String.join(".", path));
        object.remove(field.getKey());
      } else {
        read(field.getValue(), fieldType);
        canonical(object, field.getKey(), fieldType);
      }
      path.removeLast();
    }
    structs.pop();
  }

  private static void canonical(ObjectNode owner, String field, String type) {
    var value = owner.path(field);
    if (type.equals("quantity") && value.isValueNode() && !value.isNull()) {
      owner.put(field, Quantity.canonical(value.asText()));
    }
  }

  private void value(JsonNode node, String type) {
    boolean fits =
        switch (type) {
          case "string", "time" -> node.isTextual();
          case "bool" -> node.isBoolean();
          case "int32", "int64" -> node.canConvertToExactIntegral();
          case "float64" -> node.isNumber();
          case "quantity", "intstr" -> node.isTextual() || node.isNumber();
          case "bytes" -> node.isTextual();
          default -> true;
        };
    if (!fits) {
      wrong(node, type);
    } else if (type.equals("bytes")) {
      base64(node.asText());
    }
  }

  private void base64(String text) {
    for (int i = 0; i < text.length(); i++) {
      char sign = text.charAt(i);
      boolean fits =
          sign < 128 && (Character.isLetterOrDigit(sign) || "+/=\r\n".indexOf(sign) >= 0);
      if (!fits) {
        found("illegal base64 data at input byte " + i);
        return;
      }
    }
  }

  private void wrong(JsonNode node, String type) {
    var struct = structs.isEmpty() ? "" : structs.peek();
    var where = String.join(".", path).replaceAll("\\[\\d+]", "");
    found(
        "json: cannot unmarshal %s into Go struct field %s.%s of type %s"
            .formatted(
                jsonType(node), struct.substring(struct.indexOf('.') + 1), where, goType(type)));
  }

  private void found(String what) {
    if (problem.isEmpty()) {
      problem = Optional.of(what);
    }
  }

  private static String jsonType(JsonNode node) {
    return switch (node.getNodeType()) {
      case BOOLEAN -> "bool";
      case NUMBER -> node.isIntegralNumber() ? "number" : "number " + node.asText();
      default -> node.getNodeType().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String goType(String type) {
    if (type.startsWith("[]")) {
      return "[]" + goType(type.substring(2));
    }
    if (type.startsWith("map ")) {
      return "map[string]" + goType(type.substring("map ".length()));
    }
    return switch (type) {
      case "bytes" -> "[]uint8";
      case "time" -> "string";
      case "quantity" -> "resource.Quantity";
      case "intstr" -> "intstr.IntOrString";
      default -> type;
    };
  }
}
