package io.guidon.sim.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One version of one object, as a watch would tell it. The trees are the store's own and must not
 * be changed.
 *
 * @param resourceVersion of this change; for a deletion it is later than the last version of the
 *     object
 * @param object the new version; for a deletion the last one
 * @param before the version before this one; empty for one that was added
 * @param by who caused it
 */
public record Change(
    long resourceVersion,
    Instant at,
    Type type,
    ObjectRef ref,
    ObjectNode object,
    Optional<ObjectNode> before,
    Author by) {

  public Change {
    Objects.requireNonNull(at);
    Objects.requireNonNull(type);
    Objects.requireNonNull(ref);
    Objects.requireNonNull(object);
    Objects.requireNonNull(before);
    Objects.requireNonNull(by);
  }

  /** As watches name it. */
  public enum Type {
    ADDED,
    MODIFIED,
    DELETED
  }
}
