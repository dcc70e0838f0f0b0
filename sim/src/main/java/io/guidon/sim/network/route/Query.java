package io.guidon.sim.network.route;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The parameters of a query, decoded, in their order. */
record Query(List<Map.Entry<String, String>> parameters) {

  Query {
    parameters = List.copyOf(parameters);
  }

  static Query of(String text) {
    return new Query(
        Stream.of(text.split("&", -1))
            .filter(part -> !part.isEmpty())
            .map(part -> part.split("=", 2))
            .map(pair -> Map.entry(decoded(pair[0]), pair.length < 2 ? "" : decoded(pair[1])))
            .toList());
  }

  Optional<String> first(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.getKey().equals(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A stray percent sign stands for itself.
      return text;
    }
  }
}
