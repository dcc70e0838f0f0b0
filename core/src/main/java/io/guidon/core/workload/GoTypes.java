package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The Go types that a pod template of k8s.io/api 0.36 is made of, read once from {@code
 * go-types-0.36.json}. There a struct is a list of {@code "<field> <JSON name> <type>"} and any
 * other named type the text of its underlying type.
 */
final class GoTypes {
  private static final String TABLE = "go-types-0.36.json";
  private static final GoTypes LOADED = load();

  private final Map<String, GoType> types = new HashMap<>();

  private GoTypes(JsonNode table) {
    for (var entry : table.properties()) {
      types.put(entry.getKey(), named(entry.getKey(), entry.getValue()));
    }
    for (var entry : table.properties()) {
      for (var line : entry.getValue()) {
        reach(field(line.asText()).type());
      }
      if (entry.getValue().isTextual()) {
        reach(entry.getValue().asText());
      }
    }
  }

  /** The type of that name; one that is not in the table is a bug. */
  static GoType of(String name) {
    return Objects.requireNonNull(LOADED.types.get(name), name);
  }

  private static GoTypes load() {
    try (var stream = GoTypes.class.getResourceAsStream(TABLE)) {
      return new GoTypes(new ObjectMapper().readTree(Objects.requireNonNull(stream, TABLE)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + TABLE, e);
    }
  }

  private void reach(String name) {
    if (!types.containsKey(name)) {
      var type = written(name, name);
      types.put(name, type);
      switch (type) {
        case GoType.Pointer(_, String element) -> reach(element);
        case GoType.Slice(_, String element) -> reach(element);
        case GoType.Table(_, String key, String element) -> {
          reach(key);
          reach(element);
        }
        case GoType.Struct _ -> {}
        case GoType.Text _ -> {}
        case GoType.Whole _ -> {}
        case GoType.Flag _ -> {}
      }
    }
  }

  private static GoType named(String name, JsonNode definition) {
    if (definition.isTextual()) {
      return written(name, definition.asText());
    }
    var fields = new ArrayList<GoType.Field>();
    definition.forEach(line -> fields.add(field(line.asText())));
    return new GoType.Struct(name, fields);
  }

  private static GoType.Field field(String line) {
    var parts = line.split(" ", -1);
    return new GoType.Field(parts[0], parts[1], parts[2]);
  }

  /** The type called {@code name} that is written as {@code underlying} in Go. */
  private static GoType written(String name, String underlying) {
    if (underlying.startsWith("*")) {
      return new GoType.Pointer(name, underlying.substring(1));
    }
    if (underlying.startsWith("[]")) {
      return new GoType.Slice(name, underlying.substring(2));
    }
    if (underlying.startsWith("map[")) {
      int close = underlying.indexOf(']');
      return new GoType.Table(
          name, underlying.substring("map[".length(), close), underlying.substring(close + 1));
    }
    return switch (underlying) {
      case "string" -> new GoType.Text(name);
      case "bool" -> new GoType.Flag(name);
      case "int", "int32", "int64", "uint", "uint8", "uint64" -> new GoType.Whole(name);
      default -> throw new IllegalStateException("no type " + underlying + " in " + TABLE);
    };
  }
}
