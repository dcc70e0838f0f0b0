package io.guidon.sim.rest;

import com.sun.net.httpserver.HttpExchange;
import io.guidon.sim.WorldThread;
import io.guidon.sim.rest.Faults.Fault;
import io.guidon.sim.store.ApiStore;
import java.io.IOException;
import java.time.Instant;

/** Has each request carried out in the world, unless a fault comes between. For many threads. */
final class Exchanges {

  private final WorldThread world;
  private final ApiStore store;
  private final RestServer.Settings settings;
  private final Router router;
  private final Watches watches;

  Exchanges(
      WorldThread world,
      ApiStore store,
      RestServer.Settings settings,
      Router router,
      Watches watches) {
    this.world = world;
    this.store = store;
    this.settings = settings;
    this.router = router;
    this.watches = watches;
  }

  /** An exchange that is closed without an answer takes its connection with it. */
  void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var call = Call.of(exchange);
      var fault = settings.faults().of(call.isWatch() ? Faults.WATCH : call.method(), call.path());
      if (fault.isEmpty()) {
        send(exchange, call, answer(call));
      } else {
        handle(exchange, call, fault.get());
      }
    } catch (InterruptedException _) {
      // The server is being closed.
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpExchange exchange, Call call, Fault fault)
      throws IOException, InterruptedException {
    switch (fault) {
      case Fault.Late(var by) -> {
        Thread.sleep(by);
        send(exchange, call, answer(call));
      }
      case Fault.Refused(var code) -> send(exchange, call, Refusal.injected(code).answer());
      case Fault.AnswerLost _ -> {
        if (answer(call) instanceof Answer.Stream(var watch)) {
          close(watch);
        }
      }
      case Fault.Lost _ -> {
        // Closed without an answer.
      }
      case Fault.WatchBroken(var after) ->
          send(exchange, call, answer(call), Disturbance.end(settings.clock().instant(), after));
      case Fault.WatchStale(var length) ->
          send(exchange, call, answer(call), Disturbance.stall(settings.clock().instant(), length));
    }
  }

  private Answer answer(Call call) {
    return call.isUpgrade()
        ? Refusal.noWebSocket().answer()
        : world.call(() -> router.answer(call));
  }

  private void send(HttpExchange exchange, Call call, Answer answer)
      throws IOException, InterruptedException {
    send(exchange, call, answer, Disturbance.none());
  }

  private void send(HttpExchange exchange, Call call, Answer answer, Disturbance disturbance)
      throws IOException, InterruptedException {
    switch (answer) {
      case Answer.Json json -> Responses.json(exchange, call, json);
      case Answer.Text text -> Responses.text(exchange, text);
      case Answer.Stream(var watch) -> watch(exchange, call, watch, disturbance);
    }
  }

  private void watch(HttpExchange exchange, Call call, WatchStream watch, Disturbance disturbance)
      throws IOException, InterruptedException {
    try {
      var out = Responses.stream(exchange);
      var times = new WatchSending.Times(settings, end(call, disturbance), disturbance);
      new WatchSending(watch, out, times, () -> bookmark(call, watch)).send();
    } finally {
      close(watch);
    }
  }

  private Instant end(Call call, Disturbance disturbance) {
    var end = settings.clock().instant().plus(Watches.timeout(call));
    return disturbance.end().isBefore(end) ? disturbance.end() : end;
  }

  /** Through the world, so that it stands behind all that has happened up to now. */
  private boolean bookmark(Call call, WatchStream watch) {
    boolean wanted = call.isSet("allowWatchBookmarks");
    if (wanted) {
      world.run(() -> watch.bookmark(store.resourceVersion()));
    }
    return wanted;
  }

  /** Any thread may do that; if the world has ended, so much the better. */
  private void close(WatchStream watch) {
    watches.close(watch);
  }
}
