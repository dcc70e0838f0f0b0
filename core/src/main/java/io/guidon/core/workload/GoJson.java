package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.stream.Collectors;

/** A map of texts as Go's encoding/json writes it, to the byte (spec/workloads.md §11.2). */
final class GoJson {
  private GoJson() {}

  /**
   * Keys in the order of their bytes, no spaces, and characters that mean something in HTML
   * escaped.
   */
  static String of(JsonNode texts) {
    var keys = new ArrayList<String>();
    texts.fieldNames().forEachRemaining(keys::add);
    keys.sort(GoDump.BYTE_ORDER);
    return keys.stream()
        .map(key -> quoted(key) + ":" + quoted(texts.path(key).asText()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.chars().forEach(next -> append(quoted, (char) next));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, char next) {
    switch (next) {
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      case '\b' -> quoted.append("\\b");
      case '\f' -> quoted.append("\\f");
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      case '<', '>', '&', '\u2028', '\u2029' -> quoted.append("\\u%04x".formatted((int) next));
      default -> {
        if (next < ' ') {
          quoted.append("\\u%04x".formatted((int) next));
        } else {
          quoted.append(next);
        }
      }
    }
  }
}
