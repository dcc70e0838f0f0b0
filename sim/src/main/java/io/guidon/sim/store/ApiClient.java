package io.guidon.sim.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Write.Outcome;
import io.guidon.core.rollout.Write.Outcome.Refused;
import io.guidon.core.rollout.Write.Outcome.Written;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A client that expects its requests to be accepted: a user, a Git tool or a controller of the
 * simulated world. A refusal throws {@link IllegalStateException} with the API server's message.
 */
public final class ApiClient {

  private final ApiStore store;
  private final Author author;

  ApiClient(ApiStore store, Author author) {
    this.store = store;
    this.author = author;
  }

  public Optional<ObjectNode> get(ObjectRef ref) {
    return store.get(ref);
  }

  /** The object, which must exist. */
  public ObjectNode need(ObjectRef ref) {
    return store.get(ref).orElseThrow(() -> new IllegalStateException(ref + " does not exist"));
  }

  public ObjectNode create(ObjectNode object) {
    return accepted(store.create(object, author));
  }

  public ObjectNode apply(ObjectNode configuration) {
    return accepted(store.apply(configuration, author));
  }

  public ObjectNode applyForced(ObjectNode configuration) {
    return accepted(store.applyForced(configuration, author));
  }

  public ObjectNode update(ObjectNode object) {
    return accepted(store.update(object, author));
  }

  /**
   * Reads the object, lets {@code change} edit it and writes it back, as a person with an editor
   * does.
   */
  public ObjectNode edit(ObjectRef ref, Consumer<ObjectNode> change) {
    var object = need(ref);
    change.accept(object);
    return update(object);
  }

  public ObjectNode patch(ObjectRef ref, ObjectNode merge) {
    return accepted(store.patch(ref, merge, author));
  }

  /** Sets {@code spec.replicas}. */
  public ObjectNode scale(ObjectRef ref, int replicas) {
    var patch = Trees.object();
    patch.putObject("spec").put("replicas", replicas);
    return patch(ref, patch);
  }

  /** Reads the object, lets {@code change} edit its status and writes that back. */
  public ObjectNode editStatus(ObjectRef ref, Consumer<ObjectNode> change) {
    var object = need(ref);
    change.accept(Trees.need(object, "status"));
    return updateStatus(object);
  }

  public ObjectNode updateStatus(ObjectNode object) {
    return accepted(store.updateStatus(object, author));
  }

  /** Deletes the object; finalizers may hold it. */
  public void delete(ObjectRef ref) {
    check(store.delete(ref, author));
  }

  /** Deletes the object without any grace, as a kubelet does whose pod has ended. */
  public void deleteNow(ObjectRef ref) {
    check(store.deleteNow(ref, author));
  }

  private static ObjectNode accepted(Outcome outcome) {
    return check(outcome)
        .now()
        .orElseThrow(() -> new IllegalStateException("the object went with its last finalizer"));
  }

  private static Written check(Outcome outcome) {
    return switch (outcome) {
      case Written written -> written;
      case Refused refused ->
          throw new IllegalStateException(refused.why() + ": " + refused.message());
    };
  }
}
