package io.guidon.sim.network;

import io.guidon.sim.network.http.Connections;
import io.guidon.sim.network.http.Request;
import io.guidon.sim.network.http.Response;
import io.guidon.sim.network.route.RoutingTable;
import io.guidon.sim.network.route.ServicePort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * The forward proxy: what DNS and the ClusterIPs of Services are to the programs in a cluster. It
 * leads {@code http://SERVICE.NAMESPACE[.svc[.cluster.local]][:PORT]/} to the Service's ready pods,
 * {@code http://GATEWAY-CLASS.NAMESPACE/} to the gateway (with the request's own Host), {@code
 * http://10.244.x.y:PORT/} to a pod, and registered names out of the cluster.
 */
final class ServiceProxy {

  private static final List<String> SUFFIXES = List.of(".svc.cluster.local", ".svc");

  /** Programs have their own ideas of how long they wait. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Upstream upstream;
  private final Supplier<RoutingTable> table;
  private final Externals externals;
  private final Connections connections;
  private final GatewayProxy gateway;

  ServiceProxy(
      Upstream upstream,
      Supplier<RoutingTable> table,
      Externals externals,
      Connections connections,
      GatewayProxy gateway) {
    this.upstream = upstream;
    this.table = table;
    this.externals = externals;
    this.connections = connections;
    this.gateway = gateway;
  }

  /** Answers a request whose target is a whole address. */
  Response answer(Request request) {
    long began = System.nanoTime();
    URI uri;
    try {
      uri = URI.create(request.target());
    } catch (IllegalArgumentException e) {
      return Response.text(
          400, "expected a path or http://HOST/, found " + request.target() + "\n");
    }
    if (uri.getHost() == null || !"http".equals(uri.getScheme())) {
      return Response.text(
          400, "expected http://HOST/, found " + request.method() + " " + request.target() + "\n");
    }
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    var named =
        request.host().isEmpty() ? request.withHeader("Host", uri.getRawAuthority()) : request;
    return answer(uri.getHost(), port, named.withTarget(path(uri)), began);
  }

  private Response answer(String host, int port, Request request, long began) {
    String name = shortened(host);
    var external = externals.find(name, port);
    if (external.isPresent()) {
      return upstream.unsent("", "", request, began, leave(external.get(), request));
    }
    var current = table.get();
    var pod = current.pod(host);
    if (pod.isPresent() && pod.get().listensOn(port)) {
      return upstream.unsent("", "", request, began, leave(pod.get().address(), request));
    }
    if (current.gatewayNames().contains(name)) {
      return gateway.answer(request);
    }
    int dot = name.indexOf('.');
    var service =
        new ServicePort(
            dot < 0 ? "" : name.substring(dot + 1), dot < 0 ? name : name.substring(0, dot), port);
    if (current.ready(service).isPresent()) {
      return upstream.send(
          new Upstream.Call("", "", service, request, PATIENCE, PATIENCE, Served.Kind.ASKED));
    }
    return upstream.unsent("", "", request, began, unknown(current, service, host));
  }

  private Response leave(InetSocketAddress address, Request request) {
    try {
      var plain = request.withHeaders(Upstream.endToEnd(request.headers()));
      var response = connections.send(address, plain, PATIENCE);
      return response.withHeaders(Upstream.endToEnd(response.headers()));
    } catch (SocketTimeoutException e) {
      return Upstream.failure(504, "http_response_timeout", address + " gave no answer");
    } catch (IOException e) {
      return Upstream.failure(502, "connection_refused", "no answer from " + address + ": " + e);
    }
  }

  private static Response unknown(RoutingTable table, ServicePort service, String host) {
    return table
        .ports(service.name(), service.namespace())
        .map(ports ->
            Upstream.failure(
                502,
                "connection_refused",
                "Service "
                    + service.name()
                    + "."
                    + service.namespace()
                    + " has no port "
                    + service.port()
                    + ", it has "
                    + ports))
        .orElseGet(() ->
            Upstream.failure(
                502,
                "dns_error",
                "no Service and no Gateway is called "
                    + host
                    + ", expected SERVICE.NAMESPACE or GATEWAY-CLASS.NAMESPACE"));
  }

  private static String shortened(String host) {
    for (String suffix : SUFFIXES) {
      if (host.endsWith(suffix)) {
        return host.substring(0, host.length() - suffix.length());
      }
    }
    return host;
  }

  private static String path(URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }
}
