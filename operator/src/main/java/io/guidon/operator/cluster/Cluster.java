package io.guidon.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.notification.EventType;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Endpoints;
import io.guidon.core.rollout.Write;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The port to the API server (design.md §3): reads come from stores that watches fill and never
 * cost a request; every write's answer is in the store before {@link #write} returns, and older
 * watch events of that object are ignored (R1).
 */
public interface Cluster {

  /** The object as last seen, a tree of the caller's own; empty if it does not exist. */
  Optional<ObjectNode> get(ObjectRef ref);

  /** All objects of a watched kind, by identity. */
  List<ObjectRef> list(String apiVersion, String kind);

  /** Ready addresses behind a Service, from its EndpointSlices. */
  Endpoints endpoints(String namespace, String service);

  /** Whether a kind can be relied upon: its store is filled and its watch runs. */
  KindState kind(String apiVersion, String kind);

  /** Reads one object from the API server itself: for Secrets, which are not watched. */
  Live read(ObjectRef ref);

  /**
   * The workload as the API server would store it now if its pod template were this one, with
   * today's defaults and admission; nothing is stored (a dry run).
   */
  Live dryRun(ObjectRef workload, JsonNode podTemplate);

  Write.Outcome write(Write write);

  /** What the API server would answer to a write; nothing is stored (a dry run). */
  Write.Outcome rehearse(Write write);

  /**
   * Records a Kubernetes event about an object; returns at once, delivery is best effort and paced.
   */
  void event(ObjectRef about, EventType type, String message);

  /**
   * Calls {@code listener} with each object that was added, changed or deleted. It must only
   * enqueue.
   */
  void onChange(Consumer<ObjectRef> listener);

  enum KindState {
    READY,
    STARTING,
    MISSING,
    FORBIDDEN,
    /** The API server, or what stands before it, has not answered a list or a watch for a while. */
    UNANSWERED
  }

  sealed interface Live {
    record Found(ObjectNode object) implements Live {}

    record Absent(String message) implements Live {}

    record Failed(String message) implements Live {}
  }
}
