package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes answers to the connection. */
final class Responses {

  private Responses() {}

  static void json(HttpExchange exchange, Call call, Answer.Json json) throws IOException {
    boolean yaml = call.headers().accept().startsWith("application/yaml");
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", contentType(call, json.body(), yaml));
    json.headers().forEach(headers::put);
    body(exchange, json.code(), yaml ? Bodies.yaml(json.body()) : Bodies.json(json.body()));
  }

  static void text(HttpExchange exchange, Answer.Text text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    body(exchange, text.code(), text.body().getBytes(StandardCharsets.UTF_8));
  }

  /** Begins an answer that goes on for some time; its head goes out at once. */
  static OutputStream stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    var out = exchange.getResponseBody();
    out.flush();
    return out;
  }

  /** Clients of the aggregated discovery recognise it by its type. */
  private static String contentType(Call call, JsonNode body, boolean yaml) {
    if (yaml) {
      return "application/yaml";
    }
    if (body.path("kind").asText().equals("APIGroupDiscoveryList")) {
      var version = call.headers().accept().contains("v=v2;") ? "v2" : "v2beta1";
      return "application/json;g=apidiscovery.k8s.io;v=" + version + ";as=APIGroupDiscoveryList";
    }
    return "application/json";
  }

  private static void body(HttpExchange exchange, int code, byte[] body) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    // To the JDK's server, -1 means no body, and 0 one of unknown length.
    exchange.sendResponseHeaders(code, head || body.length == 0 ? -1 : body.length);
    if (!head && body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
