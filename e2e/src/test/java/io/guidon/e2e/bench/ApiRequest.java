package io.guidon.e2e.bench;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One request as the API server sees it.
 *
 * @param nanos when it arrived, by {@link System#nanoTime()}
 * @param verb as the API server's own metrics call it, such as {@code LIST} or {@code APPLY}
 * @param resource its plural, with the subresource: {@code canaries/status}
 * @param namespace empty if it has none
 * @param body of what is written
 */
record ApiRequest(long nanos, String verb, String resource, String namespace, String body) {

  static ApiRequest of(long nanos, HttpExchange exchange, byte[] body) {
    var path = Path.of(exchange.getRequestURI().getPath());
    return new ApiRequest(
        nanos, verb(exchange, path), path.resource(), path.namespace(), text(body));
  }

  /** Neither a watch nor the election, which cost the same however many Canaries there are. */
  boolean counts() {
    return !verb.equals("WATCH") && !resource.equals("leases");
  }

  boolean isStatusWrite() {
    return resource.equals("canaries/status");
  }

  boolean isEventSaying(String text) {
    return resource.equals("events") && body.contains(text);
  }

  /** What the breakdown calls it. */
  String kind() {
    return verb + " " + resource;
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static String verb(HttpExchange exchange, Path path) {
    var query = exchange.getRequestURI().getQuery();
    var type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    return switch (exchange.getRequestMethod()) {
      case "GET" -> {
        var isWatch = query != null && query.contains("watch=true");
        yield isWatch ? "WATCH" : path.isCollection() ? "LIST" : "GET";
      }
      case "PATCH" -> type.startsWith("application/apply-patch") ? "APPLY" : "PATCH";
      case String method -> method;
    };
  }

  private record Path(String namespace, String resource, boolean isCollection) {
    private static final int CORE = 3;
    private static final int GROUP = 4;

    /** Reads {@code /apis/GROUP/VERSION/namespaces/NAMESPACE/PLURAL/NAME/SUBRESOURCE}. */
    static Path of(String text) {
      var parts = List.of(text.split("/"));
      int first = text.startsWith("/apis/") ? GROUP : CORE;
      if (parts.size() <= first) {
        return new Path("", text, false);
      }
      var isNamespaced = parts.get(first).equals("namespaces") && parts.size() > first + 2;
      var rest = parts.subList(isNamespaced ? first + 2 : first, parts.size());
      var subresource = rest.size() > 2 ? "/" + rest.get(2) : "";
      return new Path(
          isNamespaced ? parts.get(first + 1) : "",
          rest.getFirst() + subresource,
          rest.size() == 1);
    }
  }
}
