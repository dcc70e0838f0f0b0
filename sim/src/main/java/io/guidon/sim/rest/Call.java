package io.guidon.sim.rest;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came in.
 *
 * @param path decoded, without the query
 * @param query the last value of each parameter
 */
record Call(String method, String path, Map<String, String> query, Headers headers, Content body) {

  /** The headers that matter, each empty if it was not sent. */
  record Headers(String accept, String contentType, String userAgent, String upgrade) {}

  static Call of(HttpExchange exchange) throws IOException {
    var uri = exchange.getRequestURI();
    return new Call(
        exchange.getRequestMethod(),
        uri.getPath(),
        parameters(Optional.ofNullable(uri.getRawQuery()).orElse("")),
        new Headers(
            header(exchange, "Accept"),
            header(exchange, "Content-Type"),
            header(exchange, "User-Agent"),
            header(exchange, "Upgrade")),
        new Content(exchange.getRequestBody().readAllBytes()));
  }

  /** A query parameter; empty if it is not there. */
  String parameter(String name) {
    return query.getOrDefault(name, "");
  }

  /** A query parameter that is a whole number; 0 if it is not there. */
  long number(String name) {
    var text = parameter(name);
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw Refusal.badRequest("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
    }
  }

  boolean isSet(String flag) {
    var value = query.get(flag);
    return value != null && !value.equalsIgnoreCase("false") && !value.equals("0");
  }

  boolean isWatch() {
    return method.equals("GET") && isSet("watch");
  }

  /** Whether the client would rather speak another protocol. */
  boolean isUpgrade() {
    return headers.upgrade().equalsIgnoreCase("websocket");
  }

  /** The media types that are accepted, in the order of the header. */
  List<String> accepted() {
    return List.of(headers.accept().split(",", -1)).stream().map(String::strip).toList();
  }

  /** The media type of the body, without parameters. */
  String mediaType() {
    int end = headers.contentType().indexOf(';');
    return (end < 0 ? headers.contentType() : headers.contentType().substring(0, end)).strip();
  }

  private static String header(HttpExchange exchange, String name) {
    var values = exchange.getRequestHeaders().get(name);
    return values == null ? "" : String.join(",", values);
  }

  private static Map<String, String> parameters(String query) {
    var parameters = new HashMap<String, String>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        parameters.put(
            decoded(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
