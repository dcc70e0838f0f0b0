package io.guidon.sim.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a request is answered.
 *
 * @param code of HTTP
 * @param body an object, or a metav1.Status
 * @param warnings texts for the header {@code Warning}
 */
public record Reply(int code, ObjectNode body, List<String> warnings) {

  public Reply {
    warnings = List.copyOf(warnings);
  }

  static Reply ok(ObjectNode body) {
    return new Reply(200, body, List.of());
  }

  static Reply refused(NotAccepted refusal) {
    var status = refusal.status();
    return new Reply(status.path("code").asInt(), status, List.of());
  }

  public boolean isGood() {
    return code < 300;
  }
}
