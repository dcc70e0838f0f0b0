package io.guidon.sim.network.http;

import java.util.Objects;

/**
 * A request.
 *
 * @param target what stands in the request line: a path with its query, or a whole address if the
 *     receiver is to be a proxy
 */
public record Request(String method, String target, Headers headers, Body body) {

  public Request {
    Objects.requireNonNull(method);
    Objects.requireNonNull(target);
    Objects.requireNonNull(headers);
    Objects.requireNonNull(body);
  }

  public static Request get(String target) {
    return new Request("GET", target, Headers.NONE, Body.EMPTY);
  }

  public Request withTarget(String other) {
    return new Request(method, other, headers, body);
  }

  public Request withHeaders(Headers others) {
    return new Request(method, target, others, body);
  }

  public Request withHeader(String name, String value) {
    return withHeaders(headers.set(name, value));
  }

  /** The Host header; empty if there is none. */
  public String host() {
    return headers.first("Host").orElse("");
  }

  /** The target without its query. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** What follows the question mark of the target; empty if there is none. */
  public String query() {
    int query = target.indexOf('?');
    return query < 0 ? "" : target.substring(query + 1);
  }

  /** Whether sending it twice is as good as sending it once (RFC 9110 §9.2.2). */
  public boolean isIdempotent() {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE" -> true;
      default -> false;
    };
  }
}
