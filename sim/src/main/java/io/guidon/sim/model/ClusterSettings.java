package io.guidon.sim.model;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * How fast the simulated cluster is, and which parts of it exist.
 *
 * @param controller from a change of a Deployment until its controller acts
 * @param podStart how long a pod takes to get ready, unless a mode says otherwise
 * @param endpoints from a change of pods or a Service until the EndpointSlices follow
 * @param gateway from a change of a route until its status follows
 * @param garbage from a deletion until the garbage collector runs
 * @param podEnd how long a pod that is to end goes on answering
 * @param parts what exists
 */
public record ClusterSettings(
    Duration controller,
    Duration podStart,
    Duration endpoints,
    Duration gateway,
    Duration garbage,
    Duration podEnd,
    Set<Part> parts) {

  public ClusterSettings {
    Objects.requireNonNull(controller);
    Objects.requireNonNull(podStart);
    Objects.requireNonNull(endpoints);
    Objects.requireNonNull(gateway);
    Objects.requireNonNull(garbage);
    Objects.requireNonNull(podEnd);
    parts = Set.copyOf(parts);
  }

  /** A part of the cluster that can be missing. */
  public enum Part {
    DEPLOYMENTS,
    ENDPOINTS,
    GATEWAY,
    GARBAGE_COLLECTOR,
    /** ReplicaSets and Pods as objects; without it only the model knows of its pods. */
    PODS
  }

  /**
   * All but the pods as objects exists and is fast: pods are ready after 2 s, the rest follows
   * within 0.1 to 0.5 s.
   */
  public static ClusterSettings usual() {
    return new ClusterSettings(
        Duration.ofMillis(100),
        Duration.ofSeconds(2),
        Duration.ofMillis(200),
        Duration.ofMillis(300),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        EnumSet.complementOf(EnumSet.of(Part.PODS)));
  }

  /**
   * For a cluster that people look at and that has a network: everything exists, EndpointSlices and
   * routes follow within 50 ms.
   */
  public static ClusterSettings live() {
    var quick = Duration.ofMillis(50);
    return new ClusterSettings(
        quick,
        Duration.ofSeconds(2),
        quick,
        quick,
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        EnumSet.allOf(Part.class));
  }

  public ClusterSettings withPodStart(Duration duration) {
    return new ClusterSettings(controller, duration, endpoints, gateway, garbage, podEnd, parts);
  }

  public ClusterSettings withEndpointsAfter(Duration duration) {
    return new ClusterSettings(controller, podStart, duration, gateway, garbage, podEnd, parts);
  }

  public ClusterSettings withGatewayAfter(Duration duration) {
    return new ClusterSettings(controller, podStart, endpoints, duration, garbage, podEnd, parts);
  }

  public ClusterSettings without(Part part) {
    var left = EnumSet.noneOf(Part.class);
    left.addAll(parts);
    left.remove(part);
    return new ClusterSettings(controller, podStart, endpoints, gateway, garbage, podEnd, left);
  }
}
