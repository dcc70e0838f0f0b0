package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The part of JSONPath that printer columns use: fields, indexes, {@code [*]} and conditions such
 * as {@code .status.conditions[?(@.type=="Ready")].status}.
 */
record JsonPath(List<Step> steps) {

  private static final Pattern STEP =
      Pattern.compile(
          "\\.((?:\\\\.|[^.\\[\\\\])+)|\\[\\?\\(@\\.([^=!]+?)\\s*==\\s*[\"']([^\"']*)[\"']\\)\\]|\\[(\\*|\\d+)\\]");

  JsonPath {
    steps = List.copyOf(steps);
  }

  sealed interface Step {
    record Field(String name) implements Step {}

    record Index(int index) implements Step {}

    record All() implements Step {}

    record Where(String field, String value) implements Step {}
  }

  static JsonPath of(String text) {
    var steps = new ArrayList<Step>();
    var matcher = STEP.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        steps.add(new Step.Field(matcher.group(1).replace("\\", "")));
      } else if (matcher.group(2) != null) {
        steps.add(new Step.Where(matcher.group(2), matcher.group(3)));
      } else if (matcher.group(4).equals("*")) {
        steps.add(new Step.All());
      } else {
        steps.add(new Step.Index(Integer.parseInt(matcher.group(4))));
      }
    }
    return new JsonPath(steps);
  }

  /** The first thing that it leads to; a missing node if there is none. */
  JsonNode first(JsonNode object) {
    List<JsonNode> found = List.of(object);
    for (var step : steps) {
      found = found.stream().flatMap(node -> next(node, step).stream()).toList();
    }
    return found.isEmpty() ? MissingNode.getInstance() : found.getFirst();
  }

  private static List<JsonNode> next(JsonNode node, Step step) {
    return switch (step) {
      case Step.Field(var name) -> node.has(name) ? List.of(node.path(name)) : List.of();
      case Step.Index(var index) -> node.has(index) ? List.of(node.path(index)) : List.of();
      case Step.All _ -> {
        var all = new ArrayList<JsonNode>();
        node.forEach(all::add);
        yield all;
      }
      case Step.Where(var field, var value) -> {
        var matching = new ArrayList<JsonNode>();
        node.forEach(item -> {
          if (item.path(field).asText().equals(value)) {
            matching.add(item);
          }
        });
        yield matching;
      }
    };
  }
}
