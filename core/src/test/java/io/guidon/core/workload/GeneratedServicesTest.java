package io.guidon.core.workload;

import static io.guidon.core.workload.Trees.object;
import static io.guidon.core.workload.Trees.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the golden files cannot show: that adoption settles, and can be undone (design.md R13). */
class GeneratedServicesTest {

  private static GeneratedServices services(String service) {
    var canary =
        Trees.canary(
            yaml(
                """
                metadata: {name: podinfo, namespace: test, uid: u-1}
                spec:
                  targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
                  service: %s
                  analysis: {interval: 10s, threshold: 1, iterations: 1}
                """
                    .formatted(service)));
    var template =
        yaml(
            "{spec: {containers: [{name: app, ports:"
                + " [{name: http, containerPort: 8080}, {name: ui, containerPort: 9090}, {containerPort: 53}]}]}}");
    return new GeneratedServices(canary, new Selector.Found("app", "podinfo"), template);
  }

  @Test
  void adoptionSettlesAtOnceAndIsUndoneCompletely() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      var services = services(randomService(random));
      var original = usersService(random);
      if (services.apex(ServedBy.PRIMARY, Optional.of(original))
          instanceof ServiceChange.Adopt adopt) {
        var adopted = merged(original, adopt.merge());
        assertThat(services.apex(ServedBy.PRIMARY, Optional.of(adopted)))
            .as("seed %d: %s adopted as %s", seed, original, adopted)
            .isEqualTo(new ServiceChange.Keep());
        assertThat(adopted.at("/spec/selector")).isEqualTo(yaml("{app: podinfo-primary}"));
        assertUnique(adopted.at("/spec/ports"), seed);

        var before = Before.fromTree(adopt.before().toTree()).orElseThrow();
        var back = merged(adopted, services.givingBack(before, adopted));
        assertThat(back).as("seed %d", seed).isEqualTo(original);
        assertThat(services.givingBack(before, back).isEmpty()).as("seed %d", seed).isTrue();
      }
    }
  }

  private static void assertUnique(JsonNode ports, long seed) {
    var names = new HashSet<String>();
    var numbers = new HashSet<String>();
    for (var port : ports) {
      assertThat(names.add(port.path("name").asText())).as("seed %d: %s", seed, ports).isTrue();
      assertThat(numbers.add(port.path("port") + port.path("protocol").asText()))
          .as("seed %d: %s", seed, ports)
          .isTrue();
    }
  }

  private static String randomService(Random random) {
    return "{port: %d, portName: %s, portDiscovery: %s}"
        .formatted(
            random.nextBoolean() ? 80 : 8080,
            random.nextBoolean() ? "http" : "web",
            random.nextBoolean());
  }

  private static ObjectNode usersService(Random random) {
    var service =
        object(
            random.nextBoolean()
                ? "{metadata: {annotations: {note: mine}}, spec: {type: NodePort, selector: {app: podinfo, tier: web}}}"
                : "{metadata: {annotations: {kustomize.toolkit.fluxcd.io/reconcile: enabled}}, spec: {selector: {x: y}}}");
    var ports = service.withArray("/spec/ports");
    var names = new HashSet<String>();
    var numbers = new HashSet<Integer>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      var name = new String[] {"http", "web", "ui", "grpc"}[random.nextInt(4)];
      var number = new int[] {80, 8080, 9090, 53, 443}[random.nextInt(5)];
      if (names.add(name) && numbers.add(number)) {
        ports
            .addObject()
            .put("name", name)
            .put("port", number)
            .put("protocol", "TCP")
            .put("targetPort", number)
            .put("nodePort", 30000 + number);
      }
    }
    return service;
  }

  @Test
  void portsThatTheUserAddedSinceStay() {
    var services = services("{port: 80}");
    var original =
        object("{spec: {selector: {app: podinfo}, ports: [{port: 8080, protocol: TCP}]}}");
    var adopt = (ServiceChange.Adopt) services.apex(ServedBy.PRIMARY, Optional.of(original));
    var adopted = merged(original, adopt.merge());
    ((ArrayNode) adopted.at("/spec/ports")).add(yaml("{name: new, port: 99, protocol: TCP}"));

    var back = merged(adopted, services.givingBack(adopt.before(), adopted));

    assertThat(back.at("/spec/ports"))
        .isEqualTo(
            yaml(
                "[{port: 8080, protocol: TCP, name: port-8080}, {name: new, port: 99, protocol: TCP}]"));
  }

  @Test
  void aServiceWithoutSelectorHasNoneAgain() {
    var services = services("{port: 80}");
    var original =
        object("{spec: {ports: [{name: http, port: 80, protocol: TCP, targetPort: 80}]}}");
    var adopt = (ServiceChange.Adopt) services.apex(ServedBy.PRIMARY, Optional.of(original));
    var adopted = merged(original, adopt.merge());

    assertThat(adopted.at("/spec/selector/app").asText()).isEqualTo("podinfo-primary");
    assertThat(merged(adopted, services.givingBack(adopt.before(), adopted)).at("/spec/selector"))
        .isEmpty();
  }

  @Test
  void theOrderOfThePortsOfAUserDoesNotMatter() {
    var services = services("{port: 80, portDiscovery: true}");
    var live =
        yaml(
            """
            spec:
              selector: {app: podinfo-primary}
              ports:
              - {name: ui, port: 9090, protocol: TCP, targetPort: 9090}
              - {name: tcp-app-0, port: 8080, protocol: TCP, targetPort: 8080}
              - {name: tcp-app-2, port: 53, protocol: TCP, targetPort: 53}
              - {name: http, port: 80, protocol: TCP, targetPort: 80}
            """);

    assertThat(services.apex(ServedBy.PRIMARY, Optional.of(live)))
        .isEqualTo(new ServiceChange.Keep());
  }

  @Test
  void aServiceOfAnotherCanaryIsNotOurs() {
    var services = services("{port: 80}");
    var others =
        yaml(
            "{metadata: {ownerReferences: [{kind: Canary, name: other, controller: true}]},"
                + " spec: {selector: {app: podinfo-primary}}}");
    var ours =
        yaml(
            "{metadata: {ownerReferences: [{kind: Canary, name: podinfo, controller: true}]},"
                + " spec: {selector: {app: podinfo-primary}}}");

    assertThat(services.apex(ServedBy.PRIMARY, Optional.of(others)))
        .isInstanceOf(ServiceChange.Adopt.class);
    assertThat(services.apex(ServedBy.PRIMARY, Optional.of(ours)))
        .isInstanceOf(ServiceChange.Apply.class);
  }

  @Test
  void releasedFromItsCanaryAServiceKeepsItsOtherOwners() {
    var owner = new Owner("test", "podinfo", "u-1");

    assertThat(owner.releasing(yaml("{metadata: {ownerReferences: [{uid: u-0}, {uid: u-1}]}}")))
        .isEqualTo(yaml("{metadata: {ownerReferences: [{uid: u-0}]}}"));
    assertThat(owner.releasing(yaml("{metadata: {ownerReferences: [{uid: u-0}]}}")).isEmpty())
        .isTrue();
  }

  @Test
  void aTreeThatIsNoRecordOfAServiceIsNotOne() {
    assertThat(Before.fromTree(yaml("{selector: {a: b}}"))).isEmpty();
    assertThat(Before.fromTree(yaml("{ports: []}"))).isEmpty();
    assertThat(Before.fromTree(yaml("{selector: {}, ports: []}"))).isPresent();
  }

  /** RFC 7386, and what the API server drops: a map without entries. */
  private static ObjectNode merged(ObjectNode live, ObjectNode patch) {
    ObjectNode result = live.deepCopy();
    merge(result, patch);
    return result;
  }

  private static void merge(ObjectNode into, ObjectNode patch) {
    for (var member : patch.properties()) {
      if (member.getValue().isNull()) {
        into.remove(member.getKey());
      } else if (member.getValue() instanceof ObjectNode below) {
        var target =
            into.path(member.getKey()) instanceof ObjectNode present
                ? present
                : JsonNodeFactory.instance.objectNode();
        merge(target, below);
        into.set(member.getKey(), target);
      } else {
        into.set(member.getKey(), member.getValue().deepCopy());
      }
    }
  }
}
