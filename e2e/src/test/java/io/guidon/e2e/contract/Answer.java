package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpHeaders;
import java.util.List;

/**
 * What the API server said to one request.
 *
 * @param request method and path, for messages
 */
record Answer(String request, int code, HttpHeaders headers, JsonNode body) {

  /** The object, of a request that succeeded. */
  ObjectNode ok() {
    return is(200);
  }

  /** The object, of a request that created it. */
  ObjectNode created() {
    return is(201);
  }

  private ObjectNode is(int expected) {
    assertThat(code).as("%s was answered with %s", request, body).isEqualTo(expected);
    return (ObjectNode) body;
  }

  /** Checks that the answer is a Status with this code, reason and message. */
  Answer refused(int expectedCode, String reason, String message) {
    assertThat(body.path("kind").asText())
        .as("%s was answered %d with %s", request, code, body)
        .isEqualTo("Status");
    assertThat(
            "%d %s: %s"
                .formatted(code, body.path("reason").asText(), body.path("message").asText()))
        .as("answer to %s", request)
        .isEqualTo("%d %s: %s".formatted(expectedCode, reason, message));
    assertThat(body.path("status").asText()).isEqualTo("Failure");
    assertThat(body.path("code").asInt()).isEqualTo(expectedCode);
    return this;
  }

  /** Checks that the object is refused as invalid. */
  Answer invalid(String message) {
    return refused(422, "Invalid", message);
  }

  /** What is in the body, by JSON pointer; a missing node if nothing is. */
  JsonNode at(String pointer) {
    return body.at(pointer);
  }

  /** The text in the body, by JSON pointer; empty if there is none. */
  String text(String pointer) {
    return body.at(pointer).asText();
  }

  /** The values of the header {@code Warning}. */
  List<String> warnings() {
    return headers.allValues("Warning");
  }
}
