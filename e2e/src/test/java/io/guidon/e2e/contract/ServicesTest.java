package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Services: addresses, ports and what cannot change. */
@OnEachServer
final class ServicesTest {

  @AutoClose private final Api api;
  private final Endpoint services;

  ServicesTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
    services = api.services();
  }

  @Test
  void anAddressIsAllocated() {
    var service = services.create(ports("{port: 80}")).created();

    assertThat(service.at("/spec/clusterIP").asText()).startsWith("10.96.");
    assertThat(service.at("/spec/clusterIPs/0")).isEqualTo(service.at("/spec/clusterIP"));
  }

  @Test
  void twoServicesHaveTwoAddresses() {
    var one = services.create(ports("{port: 80}")).created();
    var two = services.create(ports("{port: 80}").replace("name: a", "name: b")).created();

    assertThat(one.at("/spec/clusterIP")).isNotEqualTo(two.at("/spec/clusterIP"));
  }

  @Test
  void defaultsAreFilledIn() {
    var spec = (ObjectNode) services.create(ports("{port: 80}")).created().get("spec");
    spec.remove(List.of("clusterIP", "clusterIPs"));

    assertThat(spec)
        .isEqualTo(
            Trees.tree(
                """
                internalTrafficPolicy: Cluster
                ipFamilies: [IPv4]
                ipFamilyPolicy: SingleStack
                ports: [{port: 80, protocol: TCP, targetPort: 80}]
                sessionAffinity: None
                type: ClusterIP
                """));
  }

  @Test
  void aServiceHasAnEmptyLoadBalancer() {
    assertThat(services.create(ports("{port: 80}")).created().get("status"))
        .isEqualTo(Trees.tree("loadBalancer: {}"));
  }

  @Test
  void theAddressIsImmutable() {
    services.create(ports("{port: 80}")).created();

    services
        .mergePatch("a", "spec: {clusterIP: 10.96.77.77, clusterIPs: [10.96.77.77]}")
        .invalid(
            "Service \"a\" is invalid: spec.clusterIPs[0]: Invalid value: [\"10.96.77.77\"]: may not change once set");
  }

  @Test
  void anUpdateWithoutAddressKeepsIt() {
    var first = services.create(ports("{port: 80}")).created();

    var updated = services.put("a", ports("{port: 81}")).ok();

    assertThat(updated.at("/spec/clusterIP")).isEqualTo(first.at("/spec/clusterIP"));
    assertThat(updated.at("/spec/ports/0/port").asInt()).isEqualTo(81);
  }

  @Test
  void aHeadlessServiceHasNoAddress() {
    var service =
        services
            .create("{metadata: {name: a}, spec: {clusterIP: None, ports: [{port: 80}]}}")
            .created();

    assertThat(service.at("/spec/clusterIPs")).isEqualTo(Trees.tree("[None]"));
  }

  @Test
  void aServiceNeedsPorts() {
    services
        .create("{metadata: {name: a}, spec: {selector: {app: x}}}")
        .invalid("Service \"a\" is invalid: spec.ports: Required value");
  }

  @Test
  void severalPortsNeedNames() {
    services
        .create(ports("{port: 80}, {port: 81}"))
        .invalid(
            "Service \"a\" is invalid: [spec.ports[0].name: Required value, spec.ports[1].name: Required value]");
  }

  @Test
  void namesOfPortsAreUnique() {
    services
        .create(ports("{name: x, port: 80}, {name: x, port: 81}"))
        .invalid("Service \"a\" is invalid: spec.ports[1].name: Duplicate value: \"x\"");
  }

  @Test
  void aPortIsInRange() {
    services
        .create(ports("{port: 0}"))
        .invalid(
            "Service \"a\" is invalid: [spec.ports[0].port: Invalid value: 0: must be between 1 and"
                + " 65535, inclusive, spec.ports[0].targetPort: Invalid value: 0: must be between 1"
                + " and 65535, inclusive]");
  }

  @Test
  void aProtocolIsKnown() {
    services
        .create(ports("{port: 80, protocol: IP}"))
        .invalid(
            "Service \"a\" is invalid: spec.ports[0].protocol: Unsupported value: \"IP\": supported values: \"SCTP\", \"TCP\", \"UDP\"");
  }

  @Test
  void aServicesNameIsALabel() {
    services
        .create("{metadata: {name: a.b}, spec: {ports: [{port: 80}]}}")
        .invalid(
            "Service \"a.b\" is invalid: metadata.name: Invalid value: \"a.b\": must not contain dots");
  }

  @Test
  void aWrongTypeIsUnsupported() {
    services
        .create("{metadata: {name: a}, spec: {type: Odd, ports: [{port: 80}]}}")
        .invalid(
            "Service \"a\" is invalid: spec.type: Unsupported value: \"Odd\": supported values: \"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\"");
  }

  private static String ports(String ports) {
    return "{metadata: {name: a}, spec: {ports: [%s]}}".formatted(ports);
  }
}
