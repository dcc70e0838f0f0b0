package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Canary;
import java.util.Optional;

/**
 * The {@code ControllerRevision} that keeps a {@link Snapshot} for as long as its Canary needs it:
 * what is analysed is what is promoted, and what was promoted can be gone back to (design.md §1,
 * R10).
 */
public final class PinnedRevision {
  /** The label by which all revisions of a Canary are found; its value is the Canary's uid. */
  public static final String LABEL = "guidon.io/canary-uid";

  private PinnedRevision() {}

  /** The name of the object: the Canary's and the revision's fingerprint. */
  public static String name(Canary canary, String fingerprint) {
    return canary.name() + "-" + fingerprint;
  }

  /**
   * The object to create. Its data can never be changed, so that settings of the rolling update
   * stay as they were when this pod template was pinned first.
   *
   * @param number grows from revision to revision
   */
  public static ObjectNode render(Canary canary, Snapshot snapshot, long number) {
    var owner = Owner.of(canary);
    var object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", "apps/v1").put("kind", "ControllerRevision");
    var metadata =
        object
            .putObject("metadata")
            .put("name", name(canary, snapshot.fingerprint()))
            .put("namespace", owner.namespace());
    metadata.putObject("labels").put(ManagedBy.LABEL, ManagedBy.VALUE).put(LABEL, owner.uid());
    metadata.set("ownerReferences", owner.references());
    object.set("data", snapshot.toTree());
    return object.put("revision", number);
  }

  /** The snapshot that such an object keeps; empty if it keeps none. */
  public static Optional<Snapshot> read(JsonNode controllerRevision) {
    return Snapshot.fromTree(controllerRevision.path("data"));
  }

  /**
   * Such an object and what is in it.
   *
   * @param fingerprint of the snapshot; nothing if there is none
   */
  public record Kept(ObjectNode object, Optional<Snapshot> snapshot, String fingerprint) {
    public static Kept of(ObjectNode controllerRevision) {
      var snapshot = read(controllerRevision);
      return new Kept(controllerRevision, snapshot, snapshot.map(Snapshot::fingerprint).orElse(""));
    }
  }

  /** The number given to {@link #render}. */
  public static long number(JsonNode controllerRevision) {
    return controllerRevision.path("revision").asLong();
  }
}
