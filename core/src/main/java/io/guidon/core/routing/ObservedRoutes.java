package io.guidon.core.routing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import java.util.Map;
import java.util.Optional;

/** The objects that {@link RoutingProvider#objects} names, as far as they exist. */
public record ObservedRoutes(Map<ObjectRef, ObjectNode> objects) {

  /** Nothing exists yet. */
  public static final ObservedRoutes NONE = new ObservedRoutes(Map.of());

  public ObservedRoutes {
    objects = Map.copyOf(objects);
  }

  /** The object as last seen; empty if it does not exist. */
  public Optional<ObjectNode> find(ObjectRef ref) {
    return Optional.ofNullable(objects.get(ref));
  }
}
