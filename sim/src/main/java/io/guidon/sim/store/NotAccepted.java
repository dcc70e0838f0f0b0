package io.guidon.sim.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.rollout.Write.Outcome.Refused;
import io.guidon.core.rollout.Write.Refusal;
import java.util.List;

/**
 * Unwinds a request that the API server refuses, with the API server's words; it never leaves this
 * package.
 */
final class NotAccepted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refused refused;
  private final transient ObjectNode status;

  private NotAccepted(Refusal why, Reason reason, String message, ObjectNode details) {
    super(message);
    this.refused = new Refused(why, message);
    this.status = reason.status(message, details);
  }

  /** The reasons of metav1.Status that occur here, with their HTTP codes. */
  private enum Reason {
    BadRequest(400),
    Forbidden(403),
    NotFound(404),
    AlreadyExists(409),
    Conflict(409),
    UnsupportedMediaType(415),
    Invalid(422),
    /**
     * An error that nobody put into words for clients: real servers give neither reason nor
     * details.
     */
    Unclassified(500);

    private final int code;

    Reason(int code) {
      this.code = code;
    }

    ObjectNode status(String message, ObjectNode details) {
      var status = Trees.object();
      status.put("kind", "Status").put("apiVersion", "v1");
      status.putObject("metadata");
      status.put("status", "Failure").put("message", message);
      switch (this) {
        case Unclassified -> {}
        case BadRequest, UnsupportedMediaType -> status.put("reason", name());
        case Forbidden, NotFound, AlreadyExists, Conflict, Invalid ->
            status.put("reason", name()).set("details", details);
      }
      return status.put("code", code);
    }
  }

  Refused refused() {
    return refused;
  }

  /** The same as a metav1.Status. */
  ObjectNode status() {
    return status;
  }

  static NotAccepted notFound(Kind kind, String name) {
    return new NotAccepted(
        Refusal.NOT_FOUND,
        Reason.NotFound,
        quoted(kind, name) + " not found",
        details(kind.group(), kind.plural(), name));
  }

  static NotAccepted noNamespace(String namespace) {
    return new NotAccepted(
        Refusal.NOT_FOUND,
        Reason.NotFound,
        "namespaces \"" + namespace + "\" not found",
        details("", "namespaces", namespace));
  }

  static NotAccepted alreadyExists(Kind kind, String name) {
    return new NotAccepted(
        Refusal.ALREADY_EXISTS,
        Reason.AlreadyExists,
        quoted(kind, name) + " already exists",
        details(kind.group(), kind.plural(), name));
  }

  static NotAccepted outdated(Kind kind, String name) {
    return conflict(
        kind,
        name,
        "the object has been modified; please apply your changes to the latest version and try again");
  }

  static NotAccepted conflict(Kind kind, String name, String reason) {
    return new NotAccepted(
        Refusal.CONFLICT,
        Reason.Conflict,
        "Operation cannot be fulfilled on " + quoted(kind, name) + ": " + reason,
        details(kind.group(), kind.plural(), name));
  }

  /** A DELETE that means another object of the same name. */
  static NotAccepted otherUid(Kind kind, String name, String meant, String found) {
    return precondition(
        kind,
        name,
        "the UID in the precondition ("
            + meant
            + ") does not match the UID in record ("
            + found
            + "). The object might have been deleted and then recreated");
  }

  /** A DELETE that means another version of the object. */
  static NotAccepted otherVersion(Kind kind, String name, String meant, String found) {
    return precondition(
        kind,
        name,
        "the ResourceVersion in the precondition ("
            + meant
            + ") does not match the ResourceVersion in record ("
            + found
            + "). The object might have been modified");
  }

  private static NotAccepted precondition(Kind kind, String name, String what) {
    return new NotAccepted(
        Refusal.CONFLICT,
        Reason.Conflict,
        "Operation cannot be fulfilled on " + kind.qualified() + " \"" + name + "\": " + what,
        details(kind.group(), kind.name(), name));
  }

  /**
   * Other managers own what an apply without force would change.
   *
   * @param causes one for each field
   */
  static NotAccepted owned(String message, List<ObjectNode> causes) {
    var details = Trees.object();
    details.putArray("causes").addAll(causes);
    return new NotAccepted(Refusal.CONFLICT, Reason.Conflict, message, details);
  }

  /**
   * @param problems as the API server words them: {@code spec.replicas: Invalid value: -1: …}
   */
  static NotAccepted invalid(Kind kind, String name, List<String> problems) {
    // What is found twice is two causes but said once.
    var said = problems.stream().distinct().toList();
    String all = said.size() == 1 ? said.getFirst() : "[" + String.join(", ", said) + "]";
    var details = details(kind.group(), kind.name(), name);
    var causes = details.putArray("causes");
    problems.forEach(problem -> causes.add(Causes.of(problem)));
    return new NotAccepted(
        Refusal.INVALID,
        Reason.Invalid,
        kind.qualified() + " \"" + name + "\" is invalid: " + all,
        details);
  }

  static NotAccepted invalid(Kind kind, String name, String problem) {
    return invalid(kind, name, List.of(problem));
  }

  /** An update of an object of a kind whose versions must be compared. */
  static NotAccepted withoutVersion(Kind kind, String name) {
    String problem = "metadata.resourceVersion: Invalid value: 0: must be specified for an update";
    var details = details(kind.group(), kind.plural(), name);
    details.putArray("causes").add(Causes.of(problem));
    return new NotAccepted(
        Refusal.INVALID, Reason.Invalid, quoted(kind, name) + " is invalid: " + problem, details);
  }

  /** A body that cannot be read as an object of its kind. */
  static NotAccepted undecodable(ObjectNode object, String why) {
    String kind = Trees.text(object, "kind");
    return badRequest(
        "%s in version \"%s\" cannot be handled as a %s: %s"
            .formatted(kind, Trees.text(object, "apiVersion").replaceFirst(".*/", ""), kind, why));
  }

  static NotAccepted badRequest(String message) {
    return new NotAccepted(Refusal.INVALID, Reason.BadRequest, message, Trees.object());
  }

  /** A patch that does not fit the object. */
  static NotAccepted rejected() {
    return new NotAccepted(
        Refusal.INVALID,
        Reason.Invalid,
        "the server rejected our request due to an error in our request",
        Trees.object());
  }

  /**
   * A patch whose result cannot be read.
   *
   * @param patch as the API server prints it, which is not always JSON
   */
  static NotAccepted unreadable(String patch, String why) {
    String problem = "patch: Invalid value: " + Trees.quoted(patch) + ": " + why;
    var details = Trees.object();
    details.putArray("causes").add(Causes.of(problem));
    return new NotAccepted(
        Refusal.INVALID, Reason.Invalid, " \"\" is invalid: " + problem, details);
  }

  /** A strategic merge patch of a custom resource. */
  static NotAccepted unknownPatch() {
    return new NotAccepted(
        Refusal.INVALID,
        Reason.UnsupportedMediaType,
        "the body of the request was in an unknown format - accepted media types include:"
            + " application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml",
        Trees.object());
  }

  /** Answered 500. */
  static NotAccepted internal(String message) {
    return new NotAccepted(Refusal.UNAVAILABLE, Reason.Unclassified, message, Trees.object());
  }

  static NotAccepted noSuchKind() {
    return new NotAccepted(
        Refusal.NO_SUCH_KIND,
        Reason.NotFound,
        "the server could not find the requested resource",
        Trees.object());
  }

  static NotAccepted terminating(Kind kind, String name, String namespace) {
    var details = details(kind.group(), kind.plural(), name);
    details
        .putArray("causes")
        .addObject()
        .put("reason", "NamespaceTerminating")
        .put("message", "namespace " + namespace + " is being terminated")
        .put("field", "metadata.namespace");
    return new NotAccepted(
        Refusal.TERMINATING,
        Reason.Forbidden,
        quoted(kind, name)
            + " is forbidden: unable to create new content in namespace "
            + namespace
            + " because it is being terminated",
        details);
  }

  private static String quoted(Kind kind, String name) {
    return kind.resource() + " \"" + name + "\"";
  }

  private static ObjectNode details(String group, String kind, String name) {
    var details = Trees.object();
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    if (!group.isEmpty()) {
      details.put("group", group);
    }
    return details.put("kind", kind);
  }
}
