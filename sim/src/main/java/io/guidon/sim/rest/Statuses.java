package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Trees;

/** metav1.Status objects. */
final class Statuses {

  private Statuses() {}

  static ObjectNode failure(int code, String reason, String message, ObjectNode details) {
    var status = Trees.object();
    status.put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Failure").put("message", message).put("reason", reason);
    status.set("details", details);
    return status.put("code", code);
  }

  static ObjectNode tooOld(long version, long oldest) {
    var status =
        failure(
            410,
            "Expired",
            "too old resource version: " + version + " (" + oldest + ")",
            Trees.object());
    status.remove("details");
    return status;
  }

  /** Too many requests; the client is to try again. */
  static ObjectNode throttled(int afterSeconds) {
    return failure(
        429,
        "TooManyRequests",
        "the server has received too many requests and has asked us to try again later",
        Trees.object().put("retryAfterSeconds", afterSeconds));
  }
}
