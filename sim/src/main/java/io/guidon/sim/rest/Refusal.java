package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Trees;
import java.util.List;
import java.util.Map;

/**
 * Unwinds a request that never gets as far as the store, with the API server's words; it never
 * leaves this package.
 */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Answer answer;

  private Refusal(Answer answer) {
    super(null, null, false, false);
    this.answer = answer;
  }

  Answer answer() {
    return answer;
  }

  /** No path of the API begins like this. */
  static Refusal noSuchPath() {
    return new Refusal(new Answer.Text(404, "404 page not found\n"));
  }

  static Refusal noSuchResource() {
    return status(
        404, "NotFound", "the server could not find the requested resource", Trees.object());
  }

  static Refusal badMethod() {
    return status(
        405,
        "MethodNotAllowed",
        "the server does not allow this method on the requested resource",
        Trees.object());
  }

  static Refusal notAcceptable() {
    return status(
        406,
        "NotAcceptable",
        "406: Not Acceptable\n\nAvailable representations: application/json, application/yaml,"
            + " application/vnd.kubernetes.protobuf",
        Trees.object());
  }

  /** The body of a PATCH is of no known kind at all. */
  static Refusal unknownPatch() {
    return status(415, "UnsupportedMediaType", "415: Unsupported Media Type", Trees.object());
  }

  /** The body is of a kind that is not taken here. */
  static Refusal unsupported(String accepted) {
    return withoutDetails(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: "
            + accepted);
  }

  /** An apply by nobody. */
  static Refusal invalidApply() {
    var details = Trees.object().put("group", "meta.k8s.io").put("kind", "PatchOptions");
    details
        .putArray("causes")
        .addObject()
        .put("reason", "FieldValueRequired")
        .put("message", "Required value: is required for apply patch")
        .put("field", "fieldManager");
    return status(
        422,
        "Invalid",
        "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch",
        details);
  }

  static Refusal badRequest(String message) {
    return withoutDetails(400, "BadRequest", message);
  }

  /** A watch or a continued list that begins before what is remembered. */
  static Refusal tooOld(long version, long oldest) {
    return new Refusal(Answer.json(410, Statuses.tooOld(version, oldest)));
  }

  static Refusal expiredContinuation() {
    return withoutDetails(
        410,
        "Expired",
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.");
  }

  /** A version that no object has had yet. */
  static Refusal tooNew(long version, long current) {
    var details = Trees.object();
    details
        .putArray("causes")
        .addObject()
        .put("reason", "ResourceVersionTooLarge")
        .put("message", "Too large resource version");
    details.put("retryAfterSeconds", 1);
    var body =
        Statuses.failure(
            504,
            "Timeout",
            "Timeout: Too large resource version: " + version + ", current: " + current,
            details);
    return new Refusal(new Answer.Json(504, body, Map.of("Retry-After", List.of("1"))));
  }

  /** A parameter of a list or a watch that cannot be. */
  static Refusal badListOption(String field, String what) {
    var details = Trees.object().put("group", "meta.k8s.io").put("kind", "ListOptions");
    details
        .putArray("causes")
        .addObject()
        .put("reason", what.startsWith("Forbidden") ? "FieldValueForbidden" : "FieldValueInvalid")
        .put("message", what)
        .put("field", field);
    return status(
        422, "Invalid", "ListOptions.meta.k8s.io \"\" is invalid: " + field + ": " + what, details);
  }

  private static Refusal status(int code, String reason, String message, ObjectNode details) {
    return new Refusal(Answer.json(code, Statuses.failure(code, reason, message, details)));
  }

  private static Refusal withoutDetails(int code, String reason, String message) {
    var body = Statuses.failure(code, reason, message, Trees.object());
    body.remove("details");
    return new Refusal(Answer.json(code, body));
  }
}
