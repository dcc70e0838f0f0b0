package io.guidon.sim.network.app;

import io.guidon.sim.network.http.Connections;
import io.guidon.sim.network.http.Request;
import io.guidon.sim.network.http.Response;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Sends requests as a program in a pod does: the network finds the way to whatever they name. */
final class Client {

  private final Connections connections;
  private final Supplier<InetSocketAddress> proxy;

  Client(Connections connections, Supplier<InetSocketAddress> proxy) {
    this.connections = connections;
    this.proxy = proxy;
  }

  /**
   * Sends a request whose target is a whole address.
   *
   * @throws Unreachable if there is nobody at that address
   */
  Response send(Request request, Duration within) throws IOException {
    var named =
        request.host().isEmpty()
            ? request.withHeader("Host", URI.create(request.target()).getRawAuthority())
            : request;
    var response = connections.send(proxy.get(), named, within);
    var problem = Unreachable.in(response);
    if (problem.isPresent()) {
      throw problem.get();
    }
    return response;
  }

  /** The network says that no application has seen the request (RFC 9209). */
  static final class Unreachable extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean unknownHost;

    private Unreachable(boolean unknownHost, String message) {
      super(message);
      this.unknownHost = unknownHost;
    }

    boolean isUnknownHost() {
      return unknownHost;
    }

    private static Optional<Unreachable> in(Response response) {
      return response
          .headers()
          .first("Proxy-Status")
          .map(status ->
              new Unreachable(status.contains("dns_error"), response.body().text().strip()));
    }
  }
}
