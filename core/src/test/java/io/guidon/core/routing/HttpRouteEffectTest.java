package io.guidon.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Canary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R7, and the readiness gate of spec/routing/gatewayapi.md §6.2. */
class HttpRouteEffectTest {
  private static final Weights TEN = Weights.percent(10);

  private final Canary canary =
      Trees.withService(
          """
          gatewayRefs:
          - {name: gw, namespace: infra}
          - {name: gw, namespace: infra, sectionName: https}
          - {name: local}
          """);

  @Test
  void isNotYetWhenThereIsNoRoute() {
    assertThat(HttpRoutes.PROVIDER.inEffect(canary, new TrafficIntent(TEN), ObservedRoutes.NONE))
        .isEqualTo(new Effect.NotYet("HTTPRoute podinfo.test get error: not found"));
  }

  @Test
  void isNotYetWhileTheRouteHasOtherWeights() {
    var route = route("{}");

    assertThat(effect(route, Weights.percent(20)))
        .isEqualTo(
            new Effect.NotYet(
                "HTTPRoute podinfo.test routes 90/10 to primary/canary, waiting for 80/20"));
  }

  @Test
  void isNotYetWhileWeightsHaveAnotherTotal() {
    assertThat(effect(route("{}"), new Weights(100, 1000))).isInstanceOf(Effect.NotYet.class);
  }

  @Test
  void isNotYetWhileOnlyTheWeightOfTheCanaryIsRight() {
    var route = route("{}");
    route.withObject("/spec/rules/0/backendRefs/0").put("weight", 40);

    assertThat(effect(route, TEN))
        .isEqualTo(
            new Effect.NotYet(
                "HTTPRoute podinfo.test routes 40/10 to primary/canary, waiting for 90/10"));
  }

  @Test
  void isNotYetWhileOneRuleOfSeveralDiffers() {
    var route = route("{}");
    route.withArray("/spec/rules").add(rule("{name: podinfo-primary, weight: 100}"));

    assertThat(effect(route, TEN))
        .isEqualTo(
            new Effect.NotYet(
                "HTTPRoute podinfo.test routes 90/10 to primary/canary, waiting for 90/10"));
  }

  @Test
  void isNotYetWhenTheRouteDividesNothing() {
    var route = route("{}");
    route.withArray("/spec/rules").removeAll();

    assertThat(effect(route, TEN))
        .isEqualTo(
            new Effect.NotYet(
                "HTTPRoute podinfo.test routes nothing to primary/canary, waiting for 90/10"));
  }

  @Test
  void isUnreportedWhenNobodyWritesAStatus() {
    assertThat(effect(route("{}"), TEN)).isEqualTo(new Effect.Unreported());
    assertThat(effect(route("parents: []"), TEN)).isEqualTo(new Effect.Unreported());
  }

  @Test
  void isUnreportedWhenOnlyAFormerParentReports() {
    var route =
        route(
            """
            parents:
            - parentRef: {group: gateway.networking.k8s.io, kind: Gateway, name: old, namespace: infra}
              conditions: [{type: Accepted, status: "False", observedGeneration: 1}]
            """);

    assertThat(effect(route, TEN)).isEqualTo(new Effect.Unreported());
  }

  @Test
  void isUnreportedWhenAParentHasNotJudgedTheRoute() {
    var route =
        route(
            """
            parents:
            - parentRef: {name: gw, namespace: infra}
              conditions: [{type: ResolvedRefs, status: "True", observedGeneration: 5}]
            """);

    assertThat(effect(route, TEN)).isEqualTo(new Effect.Unreported());
  }

  @Test
  void isInEffectWhenAGatewayAcceptedThisGeneration() {
    var route =
        route(
            """
            parents:
            - parentRef: {group: gateway.networking.k8s.io, kind: Gateway, name: gw, namespace: infra}
              conditions:
              - {type: Accepted, status: "True", observedGeneration: 5}
              - {type: ResolvedRefs, status: "True", observedGeneration: 5}
            """);

    assertThat(effect(route, TEN)).isEqualTo(new Effect.InEffect());
  }

  @Test
  void recognisesAParentThatIsSpelledOut() {
    var route =
        route(
            """
            parents:
            - parentRef: {group: gateway.networking.k8s.io, kind: Gateway, name: local, namespace: test}
              conditions: [{type: Accepted, status: "True", observedGeneration: 5}]
            """);

    assertThat(effect(route, TEN)).isEqualTo(new Effect.InEffect());
  }

  @Test
  void isNotYetWhenAGatewayRefused() {
    var route =
        route(
            """
            parents:
            - parentRef: {name: gw, namespace: infra}
              conditions: [{type: Accepted, status: "True", observedGeneration: 5}]
            - parentRef: {name: local}
              conditions: [{type: Accepted, status: "False", observedGeneration: 5, message: no}]
            """);

    assertThat(effect(route, TEN))
        .isEqualTo(
            new Effect.NotYet(
                "HTTPRoute podinfo.test parent local is not ready"
                    + " (status: False, observed generation: 5, current generation: 5)"));
  }

  @Test
  void isNotYetWhenAGatewayJudgedAnOlderGeneration() {
    var route =
        route(
            """
            parents:
            - parentRef: {name: gw, namespace: infra}
              conditions: [{type: Accepted, status: "True", observedGeneration: 4}]
            """);

    assertThat(effect(route, TEN))
        .isEqualTo(
            new Effect.NotYet(
                "HTTPRoute podinfo.test parent gw is not ready"
                    + " (status: True, observed generation: 4, current generation: 5)"));
  }

  @Test
  void isNotYetWhenTheSecondControllerOfAParentRefuses() {
    var route =
        route(
            """
            parents:
            - parentRef: {name: gw, namespace: infra}
              controllerName: example.org/one
              conditions: [{type: Accepted, status: "True", observedGeneration: 5}]
            - parentRef: {name: gw, namespace: infra}
              controllerName: example.org/two
              conditions: [{type: Accepted, status: Unknown, observedGeneration: 5}]
            """);

    assertThat(effect(route, TEN))
        .isEqualTo(
            new Effect.NotYet(
                "HTTPRoute podinfo.test parent gw is not ready"
                    + " (status: Unknown, observed generation: 5, current generation: 5)"));
  }

  @Test
  void isNotYetWhenABackendCannotBeResolved() {
    var route =
        route(
            """
            parents:
            - parentRef: {name: gw, namespace: infra}
              conditions:
              - {type: Accepted, status: "True", observedGeneration: 5}
              - {type: ResolvedRefs, status: "False", observedGeneration: 5,
                 message: Service shadow not found}
            """);

    assertThat(effect(route, TEN))
        .isEqualTo(
            new Effect.NotYet(
                "HTTPRoute podinfo.test parent gw cannot resolve the references of the route:"
                    + " Service shadow not found"));
  }

  @Test
  void ignoresAParentThatDiffersOnlyBySection() {
    var route =
        route(
            """
            parents:
            - parentRef: {name: gw, namespace: infra, sectionName: https}
              conditions: [{type: Accepted, status: "True", observedGeneration: 5}]
            - parentRef: {name: gw, namespace: infra, sectionName: http}
              conditions: [{type: Accepted, status: "False", observedGeneration: 5}]
            """);

    assertThat(effect(route, TEN)).isEqualTo(new Effect.InEffect());
  }

  private Effect effect(ObjectNode route, Weights weights) {
    return HttpRoutes.PROVIDER.inEffect(
        canary, new TrafficIntent(weights), Trees.observed(List.of(route)));
  }

  /** Generation 5 of a route at 10 percent, with the given status. */
  private ObjectNode route(String status) {
    var route = HttpRoutes.rendered(canary, TEN);
    route.withObject("/metadata").put("generation", 5);
    route.set("status", Trees.object(status));
    return route;
  }

  private static ObjectNode rule(String backend) {
    return Trees.object("backendRefs: [" + backend + "]");
  }
}
