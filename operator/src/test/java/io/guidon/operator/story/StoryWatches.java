package io.guidon.operator.story;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the operator does not see of the world: kinds that it may not watch, and late news. */
final class StoryWatches {
  private final Set<String> hidden = new HashSet<>();
  private final Map<ObjectRef, ObjectNode> late = new HashMap<>();

  void hide(String kind) {
    hidden.add(kind);
  }

  /** From now on {@code object} is what is seen, whatever becomes of it. */
  void holdBack(ObjectNode object) {
    late.put(ObjectRef.of(object), object);
  }

  /** Everything is seen again as it is. */
  void show() {
    hidden.clear();
    late.clear();
  }

  boolean hides(String kind) {
    return hidden.contains(kind);
  }

  Optional<ObjectNode> heldBack(ObjectRef ref) {
    return Optional.ofNullable(late.get(ref)).map(ObjectNode::deepCopy);
  }
}
