package io.guidon.operator.story;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator has in its stores. Passes share each tree for as long as the object stays as it
 * is, which saves many copies; a pass that changes a tree is found out.
 */
final class StoryStore {
  private final ApiStore store;
  private final Map<ObjectRef, ObjectNode> objects = new HashMap<>();
  private final Map<String, List<ObjectRef>> kinds = new HashMap<>();

  StoryStore(ApiStore store) {
    this.store = store;
    store.onChange(this::changed);
  }

  Optional<ObjectNode> get(ObjectRef ref) {
    return Optional.ofNullable(
        objects.computeIfAbsent(ref, unseen -> store.get(unseen).orElse(null)));
  }

  List<ObjectRef> list(String apiVersion, String kind) {
    return kinds.computeIfAbsent(
        apiVersion + " " + kind,
        any -> store.list(apiVersion, kind).stream().map(ObjectRef::of).toList());
  }

  private void changed(Change change) {
    var ref = change.ref();
    var shown = objects.get(ref);
    if (shown != null && change.before().filter(shown::equals).isEmpty()) {
      throw new IllegalStateException("a pass has changed the " + ref + " that it was shown");
    }
    // Whatever version of the API it was asked for in.
    objects
        .keySet()
        .removeIf(known ->
            known.kind().equals(ref.kind())
                && known.namespace().equals(ref.namespace())
                && known.name().equals(ref.name()));
    if (change.type() != Change.Type.MODIFIED) {
      kinds.keySet().removeIf(known -> known.endsWith(" " + ref.kind()));
    }
  }
}
