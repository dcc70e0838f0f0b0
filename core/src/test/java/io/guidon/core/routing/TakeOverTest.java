package io.guidon.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.workload.Applied;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes as Flagger 1.44 left them in a real API server, and routes that people changed. */
class TakeOverTest {

  @ParameterizedTest
  @CsvSource({
    "idle-initialized, 0",
    "midrun-weight-20, 20",
    "waiting-confirm-promotion, 40",
    "promoting, 40",
    "ab-midrun, 100",
    "session-affinity-midrun, 20",
    "session-affinity-succeeded, 0",
    "failed-promotion, 100",
    "failed, 0",
    "succeeded, 0"
  })
  void readsTheWeightThatTheCanaryHasInTheRoute(String moment, int weight) {
    var left = left(moment);
    var canary = Trees.canary(Trees.items(left, "Canary").getFirst());

    var read = HttpRoutes.PROVIDER.read(canary, Trees.observed(Trees.items(left, "HTTPRoute")));

    assertThat(read).contains(Weights.percent(weight));
  }

  @ParameterizedTest
  @CsvSource({
    "idle-initialized, 0",
    "idle-revert-on-deletion, 0",
    "keda-idle, 0",
    "hpa-configs-idle, 0",
    "midrun-weight-20, 20",
    "waiting-confirm-promotion, 40",
    "failed, 0",
    "succeeded, 0"
  })
  void wantsTheRouteExactlyAsItWasLeft(String moment, int weight) {
    var left = left(moment);
    var canary = Trees.canary(Trees.items(left, "Canary").getFirst());
    var live = Trees.items(left, "HTTPRoute").getFirst();

    var rendered =
        HttpRoutes.PROVIDER.render(
            new RoutedCanary(canary, Optional.of("app")),
            TrafficIntent.percent(weight),
            Trees.observed(List.of(live)));

    assertThat(rendered)
        .isInstanceOfSatisfying(
            Rendered.Objects.class,
            objects -> {
              assertThat(objects.applyConfigurations()).containsExactly(ours(live));
              assertThat(Applied.covers(live, objects.applyConfigurations().getFirst())).isTrue();
            });
  }

  @Test
  void readsNothingWithoutARoute() {
    var canary = Trees.withService("gatewayRefs: [{name: gw}]");

    assertThat(HttpRoutes.PROVIDER.read(canary, ObservedRoutes.NONE)).isEmpty();
  }

  @Test
  void readsNothingFromARouteOfSomebodyElse() {
    assertThat(readRule("{name: shop, port: 80, weight: 1}, {name: podinfo-canary, weight: 1}"))
        .isEmpty();
  }

  @Test
  void readsNothingFromARouteThatSendsNobodyAnywhere() {
    assertThat(readRule("{name: podinfo-primary, weight: 0}, {name: podinfo-canary, weight: 0}"))
        .isEmpty();
  }

  @Test
  void readsNothingWhereAThirdBackendTakesPart() {
    assertThat(
            readRule(
                "{name: podinfo-primary, weight: 9}, {name: podinfo-canary, weight: 1},"
                    + " {name: other, weight: 1}"))
        .isEmpty();
  }

  @Test
  void readsAWeightThatWasRemovedByHandAsTheApiServerDoes() {
    assertThat(readRule("{name: podinfo-primary, weight: 3}, {name: podinfo-canary}"))
        .contains(new Weights(1, 4));
  }

  @Test
  void findsTheBackendsByNameNotByPlace() {
    assertThat(readRule("{name: podinfo-canary, weight: 30}, {name: podinfo-primary, weight: 70}"))
        .contains(Weights.percent(30));
  }

  @Test
  void readsTheLastOfSeveralRules() {
    var read =
        readRules(
            """
            - backendRefs: [{name: podinfo-primary, weight: 100}, {name: podinfo-canary, weight: 0}]
            - backendRefs: [{name: podinfo-primary, weight: 80}, {name: podinfo-canary, weight: 20}]
            """);

    assertThat(read).contains(Weights.percent(20));
  }

  @Test
  void readsTheRuleThatSetsCookiesWhereverItStands() {
    var read =
        readRules(
            """
            - backendRefs:
              - {name: podinfo-primary, weight: 80}
              - {name: podinfo-canary, weight: 20, filters: [{type: ResponseHeaderModifier}]}
            - backendRefs: [{name: podinfo-primary, weight: 0}, {name: podinfo-canary, weight: 100}]
            """);

    assertThat(read).contains(Weights.percent(20));
  }

  private static Optional<Weights> readRule(String backends) {
    return readRules("- backendRefs: [" + backends + "]");
  }

  private static Optional<Weights> readRules(String rules) {
    var canary = Trees.withService("gatewayRefs: [{name: gw}]");
    var route = HttpRoutes.rendered(canary, Weights.percent(0));
    route.withObject("/spec").set("rules", Trees.object("rules:\n" + rules).get("rules"));
    return HttpRoutes.PROVIDER.read(canary, Trees.observed(List.of(route)));
  }

  private static ObjectNode left(String moment) {
    return Trees.read(Shared.folder("conformance/fixtures/flagger-1.44").resolve(moment + ".yaml"));
  }

  /** A live object without what the API server adds to it. */
  private static ObjectNode ours(ObjectNode live) {
    var ours = live.deepCopy();
    ours.withObject("/metadata")
        .remove(
            List.of("creationTimestamp", "generation", "managedFields", "resourceVersion", "uid"));
    return ours;
  }
}
