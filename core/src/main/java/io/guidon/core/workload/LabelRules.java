package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which labels and annotations go from the target to copies (spec/workloads.md §3).
 *
 * @param selectorLabels candidates for the selector label, in order ({@code -selector-labels})
 * @param includeLabelPrefixes prefixes of keys that are copied ({@code -include-label-prefix});
 *     {@code *} means all
 */
public record LabelRules(List<String> selectorLabels, List<String> includeLabelPrefixes) {
  private static final String TOOLKIT = "toolkit.fluxcd.io";

  public LabelRules {
    selectorLabels = List.copyOf(selectorLabels);
    includeLabelPrefixes = List.copyOf(includeLabelPrefixes);
  }

  /** The entries that may be copied to the metadata of an object. */
  Map<String, String> included(JsonNode entries) {
    return entries(entries, this::isIncluded);
  }

  /** The entries that a Git tool does not use to recognise its own objects. */
  static Map<String, String> withoutToolkit(JsonNode entries) {
    return entries(entries, key -> !isToolkit(key));
  }

  static ObjectNode tree(Map<String, String> entries) {
    var tree = JsonNodeFactory.instance.objectNode();
    entries.forEach(tree::put);
    return tree;
  }

  private boolean isIncluded(String key) {
    return !isToolkit(key)
        && includeLabelPrefixes.stream()
            .filter(prefix -> !prefix.isEmpty())
            .anyMatch(prefix -> prefix.equals("*") || key.startsWith(prefix));
  }

  private static boolean isToolkit(String key) {
    return key.contains(TOOLKIT);
  }

  private static Map<String, String> entries(JsonNode entries, Predicate<String> chosen) {
    var copy = new TreeMap<String, String>();
    for (var entry : entries.properties()) {
      if (chosen.test(entry.getKey())) {
        copy.put(entry.getKey(), entry.getValue().asText());
      }
    }
    return copy;
  }
}
