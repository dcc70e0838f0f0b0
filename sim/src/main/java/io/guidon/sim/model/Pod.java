package io.guidon.sim.model;

import io.guidon.core.resource.ObjectRef;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A pod as it is at this moment.
 *
 * @param labels those of the pod template that it runs
 * @param image of its first container
 * @param ports numbers of its containers' ports by name
 * @param readySince since when it is ready, or was made if it is not
 */
public record Pod(
    String name,
    ObjectRef deployment,
    Map<String, String> labels,
    String image,
    String address,
    Map<String, Integer> ports,
    Readiness readiness,
    Instant readySince) {

  public Pod {
    labels = Map.copyOf(labels);
    ports = Map.copyOf(ports);
    Objects.requireNonNull(readiness);
  }

  /** Whether it gets requests. */
  public enum Readiness {
    READY,
    NOT_READY
  }

  public boolean isReady() {
    return readiness == Readiness.READY;
  }

  /** The number of the port of this name; empty if no container names one so. */
  public Optional<Integer> portOf(String name) {
    return Optional.ofNullable(ports.get(name));
  }

  /** Whether a Service with this selector sends requests to it; no selector selects nothing. */
  public boolean isSelectedBy(Map<String, String> selector) {
    return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
  }
}
