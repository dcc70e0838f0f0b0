package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.ResourceType;
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

  /** A custom resource without this subresource is not found at all. */
  static Refusal noSuchPart(ResourceType type, String name) {
    return status(
        404,
        "NotFound",
        "%s \"%s\" not found".formatted(type.qualified(), name),
        Trees.object().put("name", name).put("group", type.group()).put("kind", type.plural()));
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
            + " application/vnd.kubernetes.protobuf, application/json;stream=watch,"
            + " application/vnd.kubernetes.protobuf;stream=watch",
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
    return invalidOption("ListOptions", field, what);
  }

  /**
   * A parameter that cannot be.
   *
   * @param what its kind and an explanation: {@code Forbidden: not here}
   */
  static Refusal invalidOption(String options, String field, String what) {
    int end = what.indexOf(':');
    var reason =
        switch (what.substring(0, end)) {
          case "Forbidden" -> "FieldValueForbidden";
          case "Required value" -> "FieldValueRequired";
          case "Unsupported value" -> "FieldValueNotSupported";
          case "Too long" -> "FieldValueTooLong";
          default -> "FieldValueInvalid";
        };
    var details = Trees.object().put("group", "meta.k8s.io").put("kind", options);
    cause(details, reason, what, field);
    return status(
        422, "Invalid", options + ".meta.k8s.io \"\" is invalid: " + field + ": " + what, details);
  }

  /** A custom resource that is posted to where another kind lives. */
  static Refusal otherKind(Target target, String kind, String name) {
    var group = target.type().group();
    var what = "Invalid value: \"%s\": must be %s".formatted(kind, target.type().kind());
    var details = Trees.object().put("name", name).put("group", group).put("kind", kind);
    cause(details, "FieldValueInvalid", what, "kind");
    return status(
        422,
        "Invalid",
        "%s.%s \"%s\" is invalid: kind: %s".formatted(kind, group, name, what),
        details);
  }

  /** Watches go over HTTP only; clients that would rather have a WebSocket try that next. */
  static Refusal noWebSocket() {
    return status(
        503,
        "ServiceUnavailable",
        "this simulated API server speaks no WebSocket: ask again without Upgrade",
        Trees.object());
  }

  /** Something that must not happen has happened. */
  static Refusal internal(RuntimeException e) {
    return status(500, "InternalError", "Internal error occurred: " + e, Trees.object());
  }

  /**
   * A fault that somebody wanted to happen.
   *
   * @param code 409, 429 or another one
   */
  static Refusal injected(int code) {
    return switch (code) {
      case 409 ->
          status(
              409,
              "Conflict",
              "the object has been modified; please apply your changes to the latest version and try again",
              Trees.object());
      case 429 ->
          new Refusal(
              new Answer.Json(429, Statuses.throttled(1), Map.of("Retry-After", List.of("1"))));
      default ->
          status(
              code,
              "InternalError",
              "Internal error occurred: etcdserver: request timed out",
              Trees.object());
    };
  }

  private static void cause(ObjectNode details, String reason, String what, String field) {
    details
        .putArray("causes")
        .addObject()
        .put("reason", reason)
        .put("message", what)
        .put("field", field);
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
