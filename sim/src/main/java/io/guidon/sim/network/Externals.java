package io.guidon.sim.network;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Names that lead out of the cluster. */
final class Externals {

  private final Map<String, URI> addresses = new ConcurrentHashMap<>();

  /**
   * @param address {@code http://host:port}
   */
  void put(String name, int port, URI address) {
    if (!"http".equals(address.getScheme()) || address.getHost() == null || address.getPort() < 0) {
      throw new IllegalArgumentException("expected http://HOST:PORT, found " + address);
    }
    addresses.put(name + ":" + port, address);
  }

  Optional<InetSocketAddress> find(String name, int port) {
    return Optional.ofNullable(addresses.get(name + ":" + port))
        .map(address -> new InetSocketAddress(address.getHost(), address.getPort()));
  }
}
