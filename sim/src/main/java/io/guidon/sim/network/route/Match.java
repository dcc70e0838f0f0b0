package io.guidon.sim.network.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.sim.network.http.Request;
import io.guidon.sim.store.Trees;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code rules[].matches}: all of it must hold.
 *
 * @param method empty for any
 */
record Match(
    PathMatch path, List<ValueMatch> headers, List<ValueMatch> queryParams, String method) {

  /**
   * Gateway API's order of precedence between matches of any routes, the most specific one last:
   * path, method, number of headers, number of query parameters.
   */
  static final Comparator<Match> BY_PRECEDENCE =
      Comparator.<Match>comparingInt(match -> match.path().kind())
          .thenComparingInt(match -> match.path().length())
          .thenComparing(match -> !match.method().isEmpty())
          .thenComparingInt(match -> match.headers().size())
          .thenComparingInt(match -> match.queryParams().size());

  Match {
    headers = List.copyOf(headers);
    queryParams = List.copyOf(queryParams);
  }

  /** Takes every request. */
  static Match any() {
    return new Match(new PathMatch.Prefix(""), List.of(), List.of(), "");
  }

  static Match parse(JsonNode match) {
    return new Match(
        PathMatch.parse(match.path("path")),
        Trees.objects(match, "headers").stream().map(ValueMatch::parse).toList(),
        Trees.objects(match, "queryParams").stream().map(ValueMatch::parse).toList(),
        Trees.text(match, "method"));
  }

  boolean takes(Request request) {
    return path.takes(request.path())
        && (method.isEmpty() || method.equals(request.method()))
        && headers.stream()
            .allMatch(header -> header.takes(request.headers().joined(header.name())))
        && queryParams.stream().allMatch(param -> param.takes(parameter(request, param.name())));
  }

  private static Optional<String> parameter(Request request, String name) {
    return Query.of(request.query()).first(name);
  }
}
