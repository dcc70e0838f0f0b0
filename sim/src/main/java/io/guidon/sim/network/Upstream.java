package io.guidon.sim.network;

import io.guidon.sim.network.http.Connections;
import io.guidon.sim.network.http.Headers;
import io.guidon.sim.network.http.Request;
import io.guidon.sim.network.http.Response;
import io.guidon.sim.network.route.PodEndpoint;
import io.guidon.sim.network.route.RoutingTable;
import io.guidon.sim.network.route.ServicePort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sends requests to the ready pods of a Service, in turn. A pod that refuses the connection has
 * seen nothing, so another one is asked; one that breaks off is replaced only where asking twice
 * does no harm.
 */
final class Upstream {

  private static final List<String> HOP_BY_HOP =
      List.of(
          "Connection",
          "Keep-Alive",
          "Proxy-Connection",
          "Proxy-Authorization",
          "TE",
          "Trailer",
          "Transfer-Encoding",
          "Upgrade");

  private final Connections connections;
  private final Supplier<RoutingTable> table;
  private final Consumer<Served> log;
  private final AtomicInteger turn = new AtomicInteger();

  Upstream(Connections connections, Supplier<RoutingTable> table, Consumer<Served> log) {
    this.connections = connections;
    this.table = table;
    this.log = log;
  }

  /**
   * What to send where.
   *
   * @param by see {@link Served#by}
   * @param within how long all of it may take
   * @param tryWithin how long one pod may take
   */
  record Call(
      String by,
      String route,
      ServicePort service,
      Request request,
      Duration within,
      Duration tryWithin,
      Served.Kind kind) {}

  /** Sends it; whatever goes wrong is an answer as well, with the header Proxy-Status. */
  Response send(Call call) {
    long began = System.nanoTime();
    var asked = new HashSet<PodEndpoint>();
    var end = began + call.within().toNanos();
    while (true) {
      var pod = next(call.service(), asked);
      if (pod.isEmpty()) {
        return done(call, began, Optional.empty(), nobody(call.service(), asked));
      }
      asked.add(pod.get());
      var answer = ask(pod.get(), call, Duration.ofNanos(end - System.nanoTime()));
      if (answer.isPresent()) {
        var from = isOurs(answer.get()) ? Optional.<PodEndpoint>empty() : pod;
        return done(call, began, from, answer.get());
      }
    }
  }

  /** Writes the access log for a request that no pod has seen. */
  Response unsent(String by, String route, Request request, long began, Response response) {
    log.accept(
        new Served(
            by,
            route,
            Optional.empty(),
            Optional.empty(),
            request.method(),
            request.path(),
            response.status(),
            Duration.ofNanos(System.nanoTime() - began),
            Served.Kind.ASKED));
    return response;
  }

  /** An answer of the network itself (RFC 9209). */
  static Response failure(int status, String error, String message) {
    return Response.text(status, message + "\n")
        .withHeaders(
            Headers.of("Content-Type", "text/plain; charset=utf-8")
                .add("Proxy-Status", "guidon-sim; error=" + error));
  }

  static Headers endToEnd(Headers headers) {
    var left = headers;
    for (String name : HOP_BY_HOP) {
      left = left.remove(name);
    }
    return left;
  }

  private static boolean isOurs(Response response) {
    return response.headers().first("Proxy-Status").isPresent();
  }

  private Optional<PodEndpoint> next(ServicePort service, Set<PodEndpoint> asked) {
    var left =
        table.get().ready(service).orElse(List.of()).stream()
            .filter(pod -> !asked.contains(pod))
            .toList();
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(left.get(Math.floorMod(turn.getAndIncrement(), left.size())));
  }

  private static Response nobody(ServicePort service, Set<PodEndpoint> asked) {
    return failure(
        503,
        asked.isEmpty() ? "destination_unavailable" : "connection_refused",
        asked.isEmpty()
            ? "no pod is ready behind " + service
            : "none of the pods behind " + service + " took the connection");
  }

  /** Empty if another pod may be asked. */
  private Optional<Response> ask(PodEndpoint pod, Call call, Duration left) {
    var within = left.compareTo(call.tryWithin()) < 0 ? left : call.tryWithin();
    var request = call.request().withHeaders(endToEnd(call.request().headers()));
    try {
      var response = connections.send(pod.address(), request, within);
      return Optional.of(response.withHeaders(endToEnd(response.headers())));
    } catch (ConnectException e) {
      return Optional.empty();
    } catch (SocketTimeoutException e) {
      return Optional.of(
          failure(
              504, "http_response_timeout", call.service() + " gave no answer within " + within));
    } catch (IOException e) {
      return call.request().isIdempotent()
          ? Optional.empty()
          : Optional.of(failure(503, "connection_terminated", call.service() + " broke off: " + e));
    }
  }

  private Response done(Call call, long began, Optional<PodEndpoint> pod, Response response) {
    log.accept(
        new Served(
            call.by(),
            call.route(),
            Optional.of(call.service()),
            pod,
            call.request().method(),
            call.request().path(),
            response.status(),
            Duration.ofNanos(System.nanoTime() - began),
            call.kind()));
    return response;
  }
}
