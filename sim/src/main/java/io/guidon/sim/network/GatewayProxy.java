package io.guidon.sim.network;

import io.guidon.sim.network.http.Request;
import io.guidon.sim.network.http.Response;
import io.guidon.sim.network.route.Plan;
import io.guidon.sim.network.route.RoutingTable;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The gateway: does with each request what the HTTPRoutes say. */
final class GatewayProxy {

  private final Upstream upstream;
  private final Supplier<RoutingTable> table;
  private final ExecutorService tasks;
  private final RandomGenerator random;

  /**
   * @param tasks sends mirrored requests
   * @param random for any number of threads
   */
  GatewayProxy(
      Upstream upstream,
      Supplier<RoutingTable> table,
      ExecutorService tasks,
      RandomGenerator random) {
    this.upstream = upstream;
    this.table = table;
    this.tasks = tasks;
    this.random = random;
  }

  /** Answers a request whose target is a path. */
  Response answer(Request request) {
    long began = System.nanoTime();
    return switch (table.get().plan(request, random)) {
      case Plan.Answer(var route, var response) ->
          upstream.unsent("", route, request, began, response);
      case Plan.Forward forward -> forward(forward);
    };
  }

  private Response forward(Plan.Forward plan) {
    for (var copy : plan.copies()) {
      tasks.execute(() -> send(plan, copy));
    }
    var response =
        upstream.send(
            new Upstream.Call(
                plan.gateway(),
                plan.route(),
                plan.service(),
                marked(plan.request()),
                plan.within(),
                plan.tryWithin(),
                Served.Kind.ASKED));
    return response.withHeaders(plan.answerHeaders().apply(response.headers()));
  }

  private void send(Plan.Forward plan, Plan.Copy copy) {
    var _ =
        upstream.send(
            new Upstream.Call(
                plan.gateway(),
                plan.route(),
                copy.service(),
                marked(copy.request()),
                plan.within(),
                plan.tryWithin(),
                Served.Kind.MIRRORED));
  }

  private static Request marked(Request request) {
    return request.withHeaders(
        request.headers().add("X-Forwarded-For", "127.0.0.1").set("X-Forwarded-Proto", "http"));
  }
}
