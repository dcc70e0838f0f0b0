package io.guidon.core.routing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.HttpMatch;
import io.guidon.core.resource.StringMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The matches of an HTTPRoute rule from {@code spec.service.match} (spec/routing/gatewayapi.md
 * §4.2). Lists that come from maps are sorted by name: in Flagger their order is random, which
 * looks like drift (README §9, edge 6).
 */
final class HttpRouteMatches {
  private static final String INVALID =
      "Invalid request matching selectors: Gateway API doesn't support the specified %s matching selector: %s";

  private final ArrayNode matches = JsonNodeFactory.instance.arrayNode();
  private final List<String> problems = new ArrayList<>();

  private HttpRouteMatches() {}

  static HttpRouteMatches of(List<HttpMatch> entries) {
    var mapped = new HttpRouteMatches();
    entries.forEach(mapped::add);
    if (mapped.matches.isEmpty()) {
      mapped.matches.addObject().set("path", everyPath());
    }
    return mapped;
  }

  /** What the rule matches: never empty. Meaningless if there is a {@link #problem}. */
  ArrayNode matches() {
    return matches;
  }

  /** The first thing that the Gateway API cannot match. */
  Optional<String> problem() {
    return problems.stream().findFirst();
  }

  /** An entry with nothing in it that the Gateway API can match is left out. */
  private void add(HttpMatch entry) {
    var match = JsonNodeFactory.instance.objectNode();
    // Always said, because the API server would say it: what it fills in must not look like drift.
    match.set("path", entry.uri().map(this::path).orElseGet(HttpRouteMatches::everyPath));
    entry.method().flatMap(this::method).ifPresent(method -> match.put("method", method));
    entry.headers().forEach((name, value) -> addNamed(match, "headers", "header", name, value));
    entry
        .queryParams()
        .forEach((name, value) -> addNamed(match, "queryParams", "query", name, value));
    if (entry.uri().isPresent() || match.size() > 1) {
      matches.add(match);
    }
  }

  private ObjectNode path(StringMatch uri) {
    return switch (uri) {
      case StringMatch.Regex(String value) -> typed("RegularExpression", value);
      case StringMatch.Exact(String value) -> typed("Exact", value);
      case StringMatch.Prefix(String value) -> typed("PathPrefix", value);
      case StringMatch.Suffix suffix -> unsupportedPath(suffix);
      case StringMatch.Empty empty -> unsupportedPath(empty);
    };
  }

  private ObjectNode unsupportedPath(StringMatch uri) {
    problems.add(INVALID.formatted("path", describe("uri", uri, "exact, prefix or regex")));
    return everyPath();
  }

  /** A method that is not compared exactly is refused with the words for headers, as in Flagger. */
  private Optional<String> method(StringMatch method) {
    if (method instanceof StringMatch.Exact(String value)) {
      return Optional.of(value);
    }
    problems.add(INVALID.formatted("header", describe("method", method, "exact")));
    return Optional.empty();
  }

  private void addNamed(
      ObjectNode match, String field, String noun, String name, StringMatch value) {
    switch (value) {
      case StringMatch.Exact(String text) ->
          match.withArrayProperty(field).add(named(name, "Exact", text));
      case StringMatch.Regex(String text) ->
          match.withArrayProperty(field).add(named(name, "RegularExpression", text));
      case StringMatch.Prefix prefix -> unsupported(noun, name, prefix);
      case StringMatch.Suffix suffix -> unsupported(noun, name, suffix);
      case StringMatch.Empty empty -> unsupported(noun, name, empty);
    }
  }

  private void unsupported(String noun, String name, StringMatch value) {
    problems.add(INVALID.formatted(noun, describe(name, value, "exact or regex")));
  }

  private static String describe(String name, StringMatch value, String expected) {
    var found =
        switch (value) {
          case StringMatch.Exact(String text) -> "exact \"" + text + "\"";
          case StringMatch.Prefix(String text) -> "prefix \"" + text + "\"";
          case StringMatch.Suffix(String text) -> "suffix \"" + text + "\"";
          case StringMatch.Regex(String text) -> "regex \"" + text + "\"";
          case StringMatch.Empty empty -> "nothing to compare with";
        };
    return name + " has " + found + ", use " + expected;
  }

  private static ObjectNode everyPath() {
    return typed("PathPrefix", "/");
  }

  private static ObjectNode typed(String type, String value) {
    return JsonNodeFactory.instance.objectNode().put("type", type).put("value", value);
  }

  private static ObjectNode named(String name, String type, String value) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", name)
        .put("type", type)
        .put("value", value);
  }
}
