package io.guidon.sim.network.route;

import io.guidon.core.resource.ObjectRef;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Set;

/**
 * Where a pod really answers.
 *
 * @param podAddress as the cluster knows it
 * @param workload the Deployment that it belongs to
 * @param version the tag of its image
 * @param ports of the pod that somebody listens on; empty for any
 * @param address of the listener that stands for all of them
 */
public record PodEndpoint(
    ObjectRef pod,
    String podAddress,
    String workload,
    String version,
    Set<Integer> ports,
    InetSocketAddress address) {

  public PodEndpoint {
    ports = Set.copyOf(ports);
    Objects.requireNonNull(address);
  }

  public boolean listensOn(int port) {
    return ports.isEmpty() || ports.contains(port);
  }
}
