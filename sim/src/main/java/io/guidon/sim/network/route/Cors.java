package io.guidon.sim.network.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.sim.network.http.Headers;
import io.guidon.sim.network.http.Request;
import io.guidon.sim.network.http.Response;
import io.guidon.sim.store.Trees;
import java.util.List;
import java.util.Optional;

/**
 * A CORS filter (GEP-1767).
 *
 * @param maxAge in seconds
 */
record Cors(
    List<String> origins,
    List<String> methods,
    List<String> headers,
    List<String> exposed,
    boolean credentials,
    int maxAge) {

  private static final String ALLOW = "Access-Control-Allow-";

  Cors {
    origins = List.copyOf(origins);
    methods = List.copyOf(methods);
    headers = List.copyOf(headers);
    exposed = List.copyOf(exposed);
  }

  static Cors parse(JsonNode cors) {
    return new Cors(
        Trees.texts(cors, "allowOrigins"),
        Trees.texts(cors, "allowMethods"),
        Trees.texts(cors, "allowHeaders"),
        Trees.texts(cors, "exposeHeaders"),
        cors.path("allowCredentials").asBoolean(),
        cors.path("maxAge").asInt(5));
  }

  /** The answer to a preflight request; empty if the request is none. */
  Optional<Response> preflight(Request request) {
    boolean isPreflight =
        request.method().equals("OPTIONS")
            && request.headers().first("Origin").isPresent()
            && request.headers().first("Access-Control-Request-Method").isPresent();
    if (!isPreflight) {
      return Optional.empty();
    }
    var answer = allow(request, Headers.NONE);
    if (answer.first(ALLOW + "Origin").isPresent()) {
      answer = list(answer, ALLOW + "Methods", methods, asked(request, "Method"));
      answer = list(answer, ALLOW + "Headers", headers, asked(request, "Headers"));
      answer = answer.set("Access-Control-Max-Age", Integer.toString(maxAge));
    }
    return Optional.of(Response.empty(200).withHeaders(answer));
  }

  /** What is added to the answer of an ordinary request. */
  Headers apply(Request request, Headers answer) {
    var allowed = allow(request, answer);
    return allowed.first(ALLOW + "Origin").isPresent()
        ? list(allowed, "Access-Control-Expose-Headers", exposed, "*")
        : allowed;
  }

  private Headers allow(Request request, Headers answer) {
    var origin = request.headers().first("Origin").filter(this::isAllowed);
    if (origin.isEmpty()) {
      return answer;
    }
    boolean any = origins.contains("*") && !credentials;
    var allowed = answer.set(ALLOW + "Origin", any ? "*" : origin.get());
    return credentials ? allowed.set(ALLOW + "Credentials", "true") : allowed;
  }

  private boolean isAllowed(String origin) {
    return origins.stream()
        .anyMatch(allowed ->
            allowed.equals("*")
                || allowed.equalsIgnoreCase(origin)
                || (allowed.contains("://*.")
                    && origin.startsWith(allowed.substring(0, allowed.indexOf('*')))
                    && origin.endsWith(allowed.substring(allowed.indexOf('*') + 1))));
  }

  /** With credentials a star means nothing to browsers: what was asked for is named instead. */
  private Headers list(Headers answer, String name, List<String> values, String asked) {
    if (values.isEmpty()) {
      return answer;
    }
    boolean star = values.contains("*") && credentials;
    return answer.set(name, star ? asked : String.join(", ", values));
  }

  private static String asked(Request request, String what) {
    return request.headers().first("Access-Control-Request-" + what).orElse("*");
  }
}
