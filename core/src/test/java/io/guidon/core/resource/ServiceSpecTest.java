package io.guidon.core.resource;

import static io.guidon.core.resource.Manifests.ok;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceSpecTest {

  private static ServiceSpec full() {
    return ok(Canary.parse(EveryFieldTest.resource("canary-full.yaml"))).service();
  }

  private static ServiceSpec service(String lines) {
    return ok(Canary.parse(Manifests.withService(lines))).service();
  }

  @Test
  void hasFlaggersDefaults() {
    var none = new ObjectMetadataBlock(Map.of(), Map.of());

    assertThat(service("port: 9898"))
        .isEqualTo(
            new ServiceSpec(
                Optional.empty(),
                9898,
                "http",
                Optional.empty(),
                Optional.empty(),
                new TargetPort.Numbered(9898),
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                false,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                none,
                none,
                none,
                new UnmanagedMetadata(List.of(), List.of())));
  }

  @Test
  void readsItsScalarFields() {
    var service = full();

    assertThat(service.name()).contains("podinfo-svc");
    assertThat(service.port()).isEqualTo(9898);
    assertThat(service.portName()).isEqualTo("grpc");
    assertThat(service.appProtocol()).contains("grpc");
    assertThat(service.trafficDistribution()).contains("PreferClose");
    assertThat(service.portDiscovery()).isTrue();
    assertThat(service.headless()).isTrue();
    assertThat(service.timeout()).contains("15s");
    assertThat(service.backendTimeout()).contains("5s");
    assertThat(service.meshName()).contains("global");
    assertThat(service.backends()).containsExactly("backend.test");
    assertThat(service.hosts()).containsExactly("app.example.com");
    assertThat(service.delegation()).isTrue();
    assertThat(service.gateways()).containsExactly("istio-system/public");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "'0'", "''", "null"})
  void sendsToItsOwnPortWhenTheTargetPortIs(String unset) {
    assertThat(service("{port: 9898, targetPort: " + unset + "}").targetPort())
        .isEqualTo(new TargetPort.Numbered(9898));
  }

  @Test
  void sendsToANumberOrANamedPort() {
    assertThat(service("{port: 80, targetPort: 9898}").targetPort())
        .isEqualTo(new TargetPort.Numbered(9898));
    assertThat(full().targetPort()).isEqualTo(new TargetPort.Named("grpc-port"));
  }

  @Test
  void readsConditions() {
    assertThat(full().match())
        .containsExactly(
            new HttpMatch(
                Optional.of("everything"),
                Optional.of(new StringMatch.Prefix("/api")),
                Optional.of(new StringMatch.Exact("https")),
                Optional.of(new StringMatch.Exact("GET")),
                Optional.of(new StringMatch.Regex(".*example.*")),
                Map.of("x-canary", new StringMatch.Exact("insider")),
                Map.of("version", new StringMatch.Regex("v[0-9]+")),
                Map.of("x-stable", new StringMatch.Exact("always")),
                OptionalInt.of(8080),
                Map.of("app", "frontend"),
                Optional.of("web"),
                List.of("mesh"),
                true));
  }

  @Test
  void keepsAConditionThatComparesNothing() {
    var match =
        service("{port: 1, match: [{uri: {}, headers: {x: {exact: ''}}}]}").match().getFirst();

    assertThat(match.uri()).contains(new StringMatch.Empty());
    assertThat(match.headers()).containsExactly(Map.entry("x", new StringMatch.Empty()));
    assertThat(match.method()).isEmpty();
  }

  @Test
  void readsChangesToRequestsAndResponses() {
    var service = full();

    assertThat(service.rewrite())
        .contains(
            new Rewrite(
                Optional.of("/"),
                Optional.of("inner.example.com"),
                Optional.of("ReplacePrefixMatch")));
    assertThat(service.retries())
        .contains(new Retries(3, Optional.of("1s"), Optional.of("gateway-error,connect-failure")));
    assertThat(service.headers())
        .contains(
            new HeaderChanges(
                Optional.of(
                    new HeaderChanges.Operations(
                        Map.of("x-a", "1"), Map.of("x-b", "2"), List.of("x-c"))),
                Optional.of(
                    new HeaderChanges.Operations(
                        Map.of("y-a", "1"), Map.of("y-b", "2"), List.of("y-c")))));
    assertThat(service.corsPolicy())
        .contains(
            new Cors(
                List.of("https://example.com"),
                List.of(new StringMatch.Prefix("https://example")),
                List.of("GET"),
                List.of("x-tenant"),
                List.of("x-trace"),
                Optional.of("24h"),
                true));
  }

  @Test
  void tellsAnEmptySetOfHeaderChangesFromNone() {
    var headers = service("{port: 1, headers: {request: {}}}").headers().orElseThrow();

    assertThat(headers.request())
        .contains(new HeaderChanges.Operations(Map.of(), Map.of(), List.of()));
    assertThat(headers.response()).isEmpty();
  }

  @Test
  void replacesThePrefixOnlyWhenToldExactlySo() {
    assertThat(full().rewrite().orElseThrow().replacesPrefix()).isTrue();
    assertThat(rewriteType("replaceprefixmatch").replacesPrefix()).isFalse();
    assertThat(rewriteType("ReplaceFullPath").replacesPrefix()).isFalse();
    assertThat(service("{port: 1, rewrite: {uri: /}}").rewrite().orElseThrow().replacesPrefix())
        .isFalse();
  }

  private static Rewrite rewriteType(String type) {
    return service("{port: 1, rewrite: {uri: /, type: " + type + "}}").rewrite().orElseThrow();
  }

  @Test
  void readsItsGatewaysAndMirrors() {
    var service = full();

    assertThat(service.gatewayRefs())
        .containsExactly(
            new GatewayRef(
                "example.com",
                "Edge",
                "public",
                Optional.of("infra"),
                Optional.of("https"),
                OptionalInt.of(443)));
    assertThat(service.mirror())
        .containsExactly(
            new Mirror(
                "example.com", "Shadow", "shadow", Optional.of("shadows"), OptionalInt.of(9899)));
  }

  @Test
  void refersToGatewaysAndServicesByDefault() {
    var service =
        service("{port: 1, gatewayRefs: [{name: gw}], mirror: [{backendRef: {name: m}}]}");

    assertThat(service.gatewayRefs())
        .containsExactly(
            new GatewayRef(
                "gateway.networking.k8s.io",
                "Gateway",
                "gw",
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty()));
    assertThat(service.mirror())
        .containsExactly(new Mirror("", "Service", "m", Optional.empty(), OptionalInt.empty()));
  }

  @Test
  void keepsTheCoreGroupOfAGatewayRef() {
    assertThat(
            service("{port: 1, gatewayRefs: [{group: '', kind: Service, name: s}]}").gatewayRefs())
        .extracting(GatewayRef::group)
        .containsExactly("");
  }

  @Test
  void keepsTheTrafficPolicyAsItIs() {
    assertThat(full().trafficPolicy())
        .contains(
            Yaml.object(
                """
                tls: {mode: ISTIO_MUTUAL}
                loadBalancer: {consistentHash: {httpQueryParameterName: user}}
                """));
  }

  @Test
  void readsMetadataOfWhatIsGenerated() {
    var service = full();

    assertThat(service.apex())
        .isEqualTo(new ObjectMetadataBlock(Map.of("team", "shop"), Map.of("owner", "apex")));
    assertThat(service.primary())
        .isEqualTo(
            new ObjectMetadataBlock(Map.of("team", "primary-shop"), Map.of("owner", "primary")));
    assertThat(service.canary())
        .isEqualTo(
            new ObjectMetadataBlock(Map.of("team", "canary-shop"), Map.of("owner", "canary")));
    assertThat(service.unmanagedMetadata())
        .isEqualTo(new UnmanagedMetadata(List.of("cloud.example.com/neg"), List.of("cost-centre")));
  }
}
