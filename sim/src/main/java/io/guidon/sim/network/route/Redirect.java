package io.guidon.sim.network.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.sim.network.http.Headers;
import io.guidon.sim.network.http.Request;
import io.guidon.sim.network.http.Response;
import io.guidon.sim.store.Trees;

/**
 * A RequestRedirect filter.
 *
 * @param scheme empty for that of the request
 * @param hostname empty for that of the request
 * @param port 0 for that of the scheme, or of the request if the scheme stays
 */
record Redirect(String scheme, String hostname, int port, PathChange path, int status) {

  static Redirect parse(JsonNode redirect) {
    return new Redirect(
        Trees.text(redirect, "scheme"),
        Trees.text(redirect, "hostname"),
        redirect.path("port").asInt(0),
        PathChange.parse(redirect.path("path")),
        redirect.path("statusCode").asInt(302));
  }

  Response answer(Request request, Match match) {
    String host = request.host();
    int colon = host.lastIndexOf(':');
    String name = colon < 0 ? host : host.substring(0, colon);
    String asked = colon < 0 || !scheme.isEmpty() ? "" : host.substring(colon);
    String location =
        (scheme.isEmpty() ? "http" : scheme)
            + "://"
            + (hostname.isEmpty() ? name : hostname)
            + (port == 0 ? asked : ":" + port)
            + path.apply(request, match);
    return Response.empty(status).withHeaders(Headers.of("Location", location));
  }
}
