package io.guidon.sim.store;

import io.guidon.core.rollout.Write.Outcome.Refused;
import io.guidon.core.rollout.Write.Refusal;

/**
 * Unwinds a request that the API server refuses, with the API server's words; it never leaves this
 * package.
 */
final class NotAccepted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refused refused;

  private NotAccepted(Refusal why, String message) {
    super(message);
    this.refused = new Refused(why, message);
  }

  Refused refused() {
    return refused;
  }

  static NotAccepted notFound(Kind kind, String name) {
    return new NotAccepted(Refusal.NOT_FOUND, quoted(kind, name) + " not found");
  }

  static NotAccepted alreadyExists(Kind kind, String name) {
    return new NotAccepted(Refusal.ALREADY_EXISTS, quoted(kind, name) + " already exists");
  }

  static NotAccepted outdated(Kind kind, String name) {
    return conflict(
        kind,
        name,
        "the object has been modified; please apply your changes to the latest version and try again");
  }

  static NotAccepted conflict(Kind kind, String name, String reason) {
    return new NotAccepted(
        Refusal.CONFLICT, "Operation cannot be fulfilled on " + quoted(kind, name) + ": " + reason);
  }

  /** A DELETE that means another object of the same name. */
  static NotAccepted otherUid(Kind kind, String name, String meant, String found) {
    return new NotAccepted(
        Refusal.CONFLICT,
        "Operation cannot be fulfilled on "
            + kind.qualified()
            + " \""
            + name
            + "\": the UID in the precondition ("
            + meant
            + ") does not match the UID in record ("
            + found
            + "). The object might have been deleted and then recreated");
  }

  /** Another manager owns what an apply without force would change. */
  static NotAccepted owned(String message) {
    return new NotAccepted(Refusal.CONFLICT, message);
  }

  /**
   * @param problem as the API server words it: {@code spec.replicas: Invalid value: -1: …}
   */
  static NotAccepted invalid(Kind kind, String name, String problem) {
    return new NotAccepted(
        Refusal.INVALID, kind.qualified() + " \"" + name + "\" is invalid: " + problem);
  }

  /** An update of an object of a kind whose versions must be compared. */
  static NotAccepted withoutVersion(Kind kind, String name) {
    return new NotAccepted(
        Refusal.INVALID,
        quoted(kind, name)
            + " is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update");
  }

  static NotAccepted badRequest(String message) {
    return new NotAccepted(Refusal.INVALID, message);
  }

  /** Answered 500. */
  static NotAccepted internal(String message) {
    return new NotAccepted(Refusal.UNAVAILABLE, message);
  }

  static NotAccepted noSuchKind() {
    return new NotAccepted(
        Refusal.NO_SUCH_KIND, "the server could not find the requested resource");
  }

  static NotAccepted terminating(Kind kind, String name, String namespace) {
    return new NotAccepted(
        Refusal.TERMINATING,
        quoted(kind, name)
            + " is forbidden: unable to create new content in namespace "
            + namespace
            + " because it is being terminated");
  }

  private static String quoted(Kind kind, String name) {
    return kind.resource() + " \"" + name + "\"";
  }
}
