package io.guidon.core.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.notification.EventText;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.routing.Effect;
import io.guidon.core.routing.ObservedRoutes;
import io.guidon.core.routing.RoutingProvider;
import io.guidon.core.routing.TrafficIntent;
import io.guidon.core.workload.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/** What can be waited for, each as empty when it is so, or as the reason why it is not. */
final class Conditions {
  /** How long to wait for somebody to report at all (design.md R7). */
  static final Duration UNREPORTED = Duration.ofSeconds(5);

  /** The longest time that requests under way get to end (design.md R8). */
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);

  private final Scene scene;

  Conditions(Scene scene) {
    this.scene = scene;
  }

  /** The pods of the target are ready, by {@code canaryReadyThreshold}. */
  Optional<Unmet> canaryPods() {
    return scene
        .target()
        .map(target -> readiness(target, scene.canary().analysis().canaryReadyThreshold()))
        .orElseGet(() -> Optional.of("not found"))
        .map(text ->
            new Unmet(
                Unmet.What.CANARY_PODS,
                EventText.canaryNotReady(scene.canary().targetKey(), text)));
  }

  /** The pods of the primary are ready, by {@code primaryReadyThreshold}. */
  Optional<Unmet> primaryPods() {
    return scene
        .primary()
        .map(primary -> readiness(primary, scene.canary().analysis().primaryReadyThreshold()))
        .orElseGet(() -> Optional.of("not found"))
        .map(text ->
            new Unmet(
                Unmet.What.PRIMARY_PODS, EventText.primaryNotReady(scene.primaryKey(), text)));
  }

  private static Optional<String> readiness(ObjectNode workload, int threshold) {
    return switch (Readiness.of(workload, threshold)) {
      case Readiness.Ready ready -> Optional.empty();
      case Readiness.Waiting(String text) -> Optional.of(text);
      case Readiness.Stuck(String text) -> Optional.of(text);
    };
  }

  /** Whether the cluster itself gave the workload up, so that its deadline need not be awaited. */
  boolean isGivenUp(Optional<ObjectNode> workload, int threshold) {
    return workload.map(found -> Readiness.of(found, threshold)).orElse(null)
        instanceof Readiness.Stuck;
  }

  Optional<Unmet> canaryEndpoints() {
    return endpoints(scene.canary().canaryServiceName());
  }

  Optional<Unmet> primaryEndpoints() {
    return endpoints(scene.canary().primaryServiceName());
  }

  /**
   * A Service has ready endpoints, or nobody keeps EndpointSlices for it although its pods are
   * ready (R7).
   */
  private Optional<Unmet> endpoints(String service) {
    var fact = "unreported/endpoints/" + service;
    return switch (scene.seen().sight().endpoints(service)) {
      case Endpoints.Known(int ready) -> {
        scene.memory().ceased(fact);
        yield ready > 0
            ? Optional.empty()
            : Optional.of(
                new Unmet(Unmet.What.ENDPOINTS, "Service " + service + " has no ready endpoints"));
      }
      case Endpoints.None none ->
          unreported(
                  fact, EventText.endpointsUnreported(service + "." + scene.canary().namespace()))
              .map(_ ->
                  new Unmet(
                      Unmet.What.ENDPOINTS,
                      "no EndpointSlice names Service " + service + "; going on without after 5s"));
    };
  }

  private Optional<Instant> unreported(String fact, String note) {
    var goOn = scene.memory().holds(fact, scene.now()).plus(UNREPORTED);
    if (scene.now().isBefore(goOn)) {
      scene.wakeAt(goOn);
      return Optional.of(goOn);
    }
    scene.note(note);
    return Optional.empty();
  }

  /** The primary has somebody who answers. */
  boolean primaryServes() {
    return serves(scene.canary().primaryServiceName(), scene.primary());
  }

  /** The canary has somebody who answers. */
  boolean canaryServes() {
    return serves(scene.canary().canaryServiceName(), scene.target());
  }

  /** By the endpoints where somebody keeps them, else by what the workload reports. */
  private boolean serves(String service, Optional<ObjectNode> workload) {
    return switch (scene.seen().sight().endpoints(service)) {
      case Endpoints.Known(int ready) -> ready > 0;
      case Endpoints.None none ->
          workload
              .map(found -> found.path("status").path("availableReplicas").asInt() > 0)
              .orElse(false);
    };
  }

  /**
   * The gateway carries out the recorded weight. That nobody reports on the route is found out
   * once, not again at each change of the weight. Each break is noted, however short.
   */
  Optional<Unmet> weightInEffect() {
    var missing = missingForTheWeight();
    if (missing.isPresent()) {
      scene.memory().ceased("stage/effect");
    }
    return missing;
  }

  private Optional<Unmet> missingForTheWeight() {
    var provider = scene.routing();
    if (provider.isEmpty()) {
      return Optional.of(new Unmet(Unmet.What.ROUTE, "no routing provider"));
    }
    var intent = TrafficIntent.percent(scene.run().traffic().routed());
    return switch (provider
        .get()
        .inEffect(scene.canary(), intent, routes(scene.seen(), provider.get()))) {
      case Effect.InEffect effect -> {
        scene.memory().ceased("unreported/route");
        yield Optional.empty();
      }
      case Effect.NotYet(String why) -> Optional.of(new Unmet(Unmet.What.ROUTE, why));
      case Effect.Unreported none ->
          unreported("unreported/route", EventText.routeUnreported(scene.canary().key()))
              .map(_ ->
                  new Unmet(
                      Unmet.What.DRAIN,
                      "no gateway reports on the route; going on without after 5s"));
    };
  }

  /** The route objects as seen in this pass. */
  static ObservedRoutes routes(Observation seen, RoutingProvider provider) {
    var objects = new LinkedHashMap<ObjectRef, ObjectNode>();
    for (var ref : provider.objects(seen.canary())) {
      seen.sight().object(ref).ifPresent(found -> objects.put(ref, found));
    }
    return new ObservedRoutes(objects);
  }

  /** Since when the recorded weight is in effect without a break; empty while it is not. */
  Optional<Instant> inEffectSince() {
    return weightInEffect().isPresent()
        ? Optional.empty()
        : Optional.of(scene.memory().holds("stage/effect", scene.now()));
  }

  /** Requests to what was taken out of the traffic have had the time to end (design.md R8). */
  Optional<Unmet> drained() {
    var since = inEffectSince();
    if (since.isEmpty()) {
      return Optional.of(
          new Unmet(Unmet.What.DRAIN, "draining begins when the route is in effect"));
    }
    return drainedSince(since.get());
  }

  /** Enough time has passed since {@code since} for requests under way to end. */
  Optional<Unmet> drainedSince(Instant since) {
    var end = since.plus(drain());
    if (scene.now().isBefore(end)) {
      scene.wakeAt(end);
      return Optional.of(new Unmet(Unmet.What.DRAIN, "requests under way get until " + end));
    }
    return Optional.empty();
  }

  private Duration drain() {
    var interval = scene.interval();
    return interval.compareTo(LONGEST_DRAIN) < 0 ? interval : LONGEST_DRAIN;
  }
}
