package io.guidon.core.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import java.util.Objects;
import java.util.Optional;

/**
 * One change to one object of the cluster, as data. Whoever carries it out adds nothing to it, so
 * that what is planned is what is written (design.md R1, R6).
 */
public sealed interface Write {

  /** The object that changes. */
  ObjectRef on();

  /** Creates the object; refused with {@link Refusal#ALREADY_EXISTS} if it is there. */
  record Create(ObjectNode object) implements Write {
    @Override
    public ObjectRef on() {
      return ObjectRef.of(object);
    }
  }

  /**
   * Server-side apply, forced. A {@code metadata.resourceVersion} inside the configuration fences
   * it; an empty text there ("") means that the object must not exist yet.
   */
  record Apply(ObjectNode configuration, FieldManager manager) implements Write {
    @Override
    public ObjectRef on() {
      return ObjectRef.of(configuration);
    }
  }

  /** A merge patch (RFC 7386), fenced by the {@code metadata.resourceVersion} inside it. */
  record Patch(ObjectRef on, ObjectNode merge) implements Write {}

  /**
   * Replaces the whole {@code status} through the status subresource, fenced by {@code
   * resourceVersion}.
   */
  record Status(ObjectRef on, ObjectNode status, String resourceVersion) implements Write {}

  /** Deletes exactly the object with this {@code uid}; its dependents follow in the background. */
  record Delete(ObjectRef on, String uid) implements Write {}

  /** Who owns the fields of a server-side apply. */
  enum FieldManager {
    /** Everything but {@code spec.replicas}. */
    GUIDON("guidon"),
    /**
     * {@code spec.replicas} alone, so that a later apply without it does not reset it to 1
     * (design.md R6).
     */
    SCALE("guidon-scale");

    private final String wireName;

    FieldManager(String wireName) {
      this.wireName = Objects.requireNonNull(wireName);
    }

    public String wireName() {
      return wireName;
    }
  }

  /** What became of a write. */
  sealed interface Outcome {
    /**
     * Accepted. {@code now} is the object as the API server answered; empty after a deletion that
     * is complete.
     */
    record Written(Optional<ObjectNode> now) implements Outcome {}

    /**
     * Not accepted, or unknown whether it was ({@link Refusal#UNAVAILABLE}); {@code message} is the
     * server's.
     */
    record Refused(Refusal why, String message) implements Outcome {}
  }

  /** Why a write was not accepted. */
  enum Refusal {
    /** The resourceVersion is not the current one: observe again. */
    CONFLICT,
    ALREADY_EXISTS,
    NOT_FOUND,
    /** The server will never accept it as it is (schema, admission). */
    INVALID,
    FORBIDDEN,
    /** The kind is not installed. */
    NO_SUCH_KIND,
    /** Its namespace is being deleted. */
    TERMINATING,
    THROTTLED,
    /** Timed out, connection lost, 5xx: it may have been carried out. */
    UNAVAILABLE
  }
}
