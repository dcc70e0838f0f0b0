package io.guidon.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingProvidersTest {

  @ParameterizedTest
  @ValueSource(strings = {"gatewayapi:v1", "gatewayapi:v1:istio"})
  void findsGatewayApiByItsPrefix(String name) {
    assertThat(RoutingProviders.of(name)).containsInstanceOf(GatewayApiV1.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apisix",
        "appmesh",
        "appmesh:v1beta2",
        "contour",
        "gatewayapi:v1beta1",
        "gloo",
        "istio",
        "knative",
        "kubernetes",
        "kuma",
        "linkerd",
        "nginx",
        "osm",
        "skipper",
        "smi:v1alpha1",
        "smi:v1alpha2",
        "smi:v1alpha3",
        "traefik"
      })
  void hasNothingYetForOtherProvidersOfFlagger(String name) {
    assertThat(RoutingProviders.of(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gatewayapi", "GatewayAPI:v1", "gatewayapi:v2", " gatewayapi:v1"})
  void takesNoNameForAnother(String name) {
    assertThat(RoutingProviders.of(name)).isEmpty();
  }
}
