package io.guidon.sim.network.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.sim.store.Trees;
import java.util.Optional;

/** One of the filters of a rule or of a backend. */
sealed interface Filter {

  record RequestHeaders(HeaderEdits edits) implements Filter {}

  record ResponseHeaders(HeaderEdits edits) implements Filter {}

  /**
   * A URLRewrite.
   *
   * @param hostname empty if it stays
   */
  record Rewrite(String hostname, PathChange path) implements Filter {}

  /**
   * A RequestMirror.
   *
   * @param share of the requests, from 0 to 1
   */
  record Mirror(ServicePort backend, double share) implements Filter {}

  record Redirecting(Redirect redirect) implements Filter {}

  record CrossOrigin(Cors cors) implements Filter {}

  /**
   * Reads a filter.
   *
   * @param namespace of the route
   * @return empty if filters of its type are not known here
   */
  static Optional<Filter> parse(JsonNode filter, String namespace) {
    return Optional.ofNullable(
        switch (Trees.text(filter, "type")) {
          case "RequestHeaderModifier" ->
              new RequestHeaders(HeaderEdits.parse(filter.path("requestHeaderModifier")));
          case "ResponseHeaderModifier" ->
              new ResponseHeaders(HeaderEdits.parse(filter.path("responseHeaderModifier")));
          case "URLRewrite" ->
              new Rewrite(
                  Trees.text(filter, "urlRewrite", "hostname"),
                  PathChange.parse(Trees.at(filter, "urlRewrite", "path")));
          case "RequestMirror" -> mirror(filter.path("requestMirror"), namespace);
          case "RequestRedirect" -> new Redirecting(Redirect.parse(filter.path("requestRedirect")));
          case "CORS" -> new CrossOrigin(Cors.parse(filter.path("cors")));
          default -> null;
        });
  }

  private static Mirror mirror(JsonNode mirror, String namespace) {
    var fraction = mirror.path("fraction");
    double share =
        fraction.isObject()
            ? fraction.path("numerator").asDouble() / fraction.path("denominator").asDouble(100)
            : mirror.path("percent").asDouble(100) / 100;
    return new Mirror(ServicePort.parse(mirror.path("backendRef"), namespace), share);
  }
}
