package io.guidon.operator.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.notification.EventType;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Endpoints;
import io.guidon.core.rollout.Write;
import io.guidon.operator.cluster.Cluster;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.OperatorClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The cluster port of one operator process on the in-process API server. */
final class StoryCluster implements Cluster {
  private final ApiStore store;
  private final StoryStore seen;
  private final OperatorClient client;
  private final StoryAdmission admission;
  private final StoryWatches watches;
  private final Consumer<String> events;
  private final List<Consumer<ObjectRef>> listeners = new ArrayList<>();

  StoryCluster(
      ApiStore store,
      StoryStore seen,
      OperatorClient client,
      StoryAdmission admission,
      StoryWatches watches,
      Consumer<String> events) {
    this.watches = watches;
    this.admission = admission;
    this.store = store;
    this.seen = seen;
    this.client = client;
    this.events = events;
  }

  @Override
  public Optional<ObjectNode> get(ObjectRef ref) {
    return watches.hides(ref.kind())
        ? Optional.empty()
        : watches.heldBack(ref).or(() -> seen.get(ref));
  }

  @Override
  public List<ObjectRef> list(String apiVersion, String kind) {
    return seen.list(apiVersion, kind);
  }

  @Override
  public Endpoints endpoints(String namespace, String service) {
    var slices =
        seen.list("discovery.k8s.io/v1", "EndpointSlice").stream()
            .filter(ref -> ref.namespace().equals(namespace))
            .flatMap(ref -> seen.get(ref).stream())
            .filter(slice ->
                service.equals(
                    slice
                        .path("metadata")
                        .path("labels")
                        .path("kubernetes.io/service-name")
                        .asText()))
            .toList();
    if (slices.isEmpty()) {
      return new Endpoints.None();
    }
    var ready = 0;
    for (var slice : slices) {
      for (var endpoint : slice.path("endpoints")) {
        ready += endpoint.path("conditions").path("ready").asBoolean() ? 1 : 0;
      }
    }
    return new Endpoints.Known(ready);
  }

  @Override
  public KindState kind(String apiVersion, String kind) {
    if (watches.hides(kind)) {
      return KindState.FORBIDDEN;
    }
    return store.isInstalled(apiVersion, kind) ? KindState.READY : KindState.MISSING;
  }

  @Override
  public Live read(ObjectRef ref) {
    return store
        .get(ref)
        .<Live>map(Live.Found::new)
        .orElseGet(() -> new Live.Absent(ref + " not found"));
  }

  @Override
  public Live dryRun(ObjectRef workload, JsonNode podTemplate) {
    return admission.dryRun(store.get(workload).orElseThrow(), podTemplate);
  }

  @Override
  public Write.Outcome write(Write write) {
    return client.write(write);
  }

  @Override
  public Write.Outcome rehearse(Write write) {
    return client.rehearse(write);
  }

  @Override
  public void event(ObjectRef about, EventType type, String message) {
    events.accept(type.wireName() + " " + message);
  }

  @Override
  public void onChange(Consumer<ObjectRef> listener) {
    listeners.add(listener);
  }

  /** The watches deliver: this object has changed. */
  void changed(ObjectRef ref) {
    listeners.forEach(listener -> listener.accept(ref));
  }
}
