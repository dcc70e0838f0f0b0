package io.guidon.sim.network;

import io.guidon.sim.network.route.PodEndpoint;
import io.guidon.sim.network.route.ServicePort;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A request that went through the network, as an access log has it.
 *
 * @param by {@code name-class.namespace} of the Gateway; empty for one that named a Service
 * @param route {@code name.namespace} of the HTTPRoute; empty if none was involved
 * @param service that it was sent to; empty if it got that far not
 * @param pod that answered; empty if none did
 * @param status what the client got
 * @param kind whether a client waited for it
 */
public record Served(
    String by,
    String route,
    Optional<ServicePort> service,
    Optional<PodEndpoint> pod,
    String method,
    String path,
    int status,
    Duration duration,
    Kind kind) {

  public Served {
    Objects.requireNonNull(service);
    Objects.requireNonNull(pod);
    Objects.requireNonNull(kind);
  }

  /** Why it was sent. */
  public enum Kind {
    /** A client asked for it. */
    ASKED,
    /** A copy that a route wants; its answer is thrown away. */
    MIRRORED
  }
}
