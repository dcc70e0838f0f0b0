package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** What a request is answered. */
sealed interface Answer {

  /**
   * JSON, or YAML for those who want it.
   *
   * @param headers besides those of every answer
   */
  record Json(int code, JsonNode body, Map<String, List<String>> headers) implements Answer {
    public Json {
      headers = Map.copyOf(headers);
    }
  }

  record Text(int code, String body) implements Answer {}

  /** A watch: what it sends comes bit by bit. */
  record Stream(WatchStream watch) implements Answer {}

  static Answer json(JsonNode body) {
    return json(200, body);
  }

  static Answer json(int code, JsonNode body) {
    return new Json(code, body, Map.of());
  }
}
