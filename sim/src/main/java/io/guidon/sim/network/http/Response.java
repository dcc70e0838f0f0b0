package io.guidon.sim.network.http;

import java.util.Objects;

/** An answer. */
public record Response(int status, Headers headers, Body body) {

  public Response {
    Objects.requireNonNull(headers);
    Objects.requireNonNull(body);
  }

  public static Response text(int status, String text) {
    return new Response(
        status, Headers.of("Content-Type", "text/plain; charset=utf-8"), Body.of(text));
  }

  public static Response json(int status, String json) {
    return new Response(
        status, Headers.of("Content-Type", "application/json; charset=utf-8"), Body.of(json));
  }

  public static Response empty(int status) {
    return new Response(status, Headers.NONE, Body.EMPTY);
  }

  public Response withHeaders(Headers others) {
    return new Response(status, others, body);
  }
}
