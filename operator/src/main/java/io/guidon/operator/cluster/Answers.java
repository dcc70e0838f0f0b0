package io.guidon.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.rollout.Write.Outcome.Refused;
import io.guidon.core.rollout.Write.Refusal;
import java.io.IOException;

/** Reads why the API server refused a request off its {@code Status} object. */
final class Answers {
  private static final int LONGEST_BODY = 300;

  private Answers() {}

  static Refused refused(ApiClient.Response response) {
    var status = status(response.body());
    var message = status.path("message").asText();
    if (message.isEmpty()) {
      message = "HTTP " + response.status() + " " + beginning(response.body());
    }
    return new Refused(why(response.status(), status), message.strip());
  }

  static Refused unreachable(IOException failure) {
    var message = failure.getMessage();
    return new Refused(Refusal.UNAVAILABLE, message == null ? failure.toString() : message);
  }

  private static Refusal why(int code, JsonNode status) {
    var reason = status.path("reason").asText();
    return switch (code) {
      case 409 -> reason.equals("AlreadyExists") ? Refusal.ALREADY_EXISTS : Refusal.CONFLICT;
      case 404 -> isObject(status, reason) ? Refusal.NOT_FOUND : Refusal.NO_SUCH_KIND;
      case 403 -> isTerminating(status) ? Refusal.TERMINATING : Refusal.FORBIDDEN;
      case 401 -> Refusal.FORBIDDEN;
      case 400, 405, 413, 415, 422 -> Refusal.INVALID;
      case 429 -> Refusal.THROTTLED;
      default -> Refusal.UNAVAILABLE;
    };
  }

  /**
   * A missing kind is answered with a plain page or, while it is being removed, with a Status
   * without a name.
   */
  private static boolean isObject(JsonNode status, String reason) {
    return reason.equals("NotFound") && !status.path("details").path("name").asText().isEmpty();
  }

  private static boolean isTerminating(JsonNode status) {
    for (var cause : status.path("details").path("causes")) {
      if (cause.path("reason").asText().equals("NamespaceTerminating")) {
        return true;
      }
    }
    return status.path("message").asText().contains("because it is being terminated");
  }

  private static ObjectNode status(String body) {
    try {
      return Json.parse(body);
    } catch (IOException notJson) {
      return Json.object();
    }
  }

  private static String beginning(String body) {
    return body.substring(0, Math.min(body.length(), LONGEST_BODY));
  }
}
