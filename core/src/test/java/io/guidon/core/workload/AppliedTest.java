package io.guidon.core.workload;

import static io.guidon.core.workload.Trees.object;
import static io.guidon.core.workload.Trees.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** design.md R5, R6: nothing is applied in vain, and nothing is forgotten. */
class AppliedTest {
  private static final String LIVE =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: podinfo-primary
        resourceVersion: '7'
        labels: {app: podinfo-primary, theirs: x}
        finalizers: [a, b]
        ownerReferences:
        - {uid: u-0, kind: Other}
        - {uid: u-1, kind: Canary, controller: true}
      spec:
        replicas: 2
        minReadySeconds: 5
        strategy: {type: Recreate}
        selector: {matchLabels: {app: podinfo-primary}}
        template:
          spec:
            nodeSelector: {disk: ssd}
            tolerations: [{key: a, operator: Exists}]
            containers:
            - name: injected
              image: sidecar:1
            - name: app
              image: app:1
              command: [run, fast]
              imagePullPolicy: IfNotPresent
              resources: {limits: {cpu: 500m}}
              ports:
              - {containerPort: 53, protocol: UDP, name: dns}
              - {containerPort: 53, protocol: TCP, name: dns-tcp}
              env: [{name: A, value: '1'}, {name: B, value: '2'}]
      """;

  private static boolean coveredBy(String configuration) {
    return Applied.covers(yaml(LIVE), yaml("kind: Deployment\n" + configuration));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          metadata: {labels: {app: podinfo-primary}}
          metadata: {resourceVersion: '', labels: {app: podinfo-primary}}
          metadata: {finalizers: [b]}
          metadata: {ownerReferences: [{uid: u-1, controller: true}]}
          metadata: {annotations: null}
          spec: {minReadySeconds: 5.0}
          spec: {selector: {matchLabels: {app: podinfo-primary}}}
          spec: {template: {spec: {containers: [{name: app, image: 'app:1'}]}}}
          spec: {template: {spec: {containers: [{name: app, ports: [{containerPort: 53, name: dns-tcp}]}]}}}
          spec: {template: {spec: {containers: [{name: app, env: [{name: B, value: '2'}]}]}}}
          spec: {template: {spec: {nodeSelector: {disk: ssd}, tolerations: [{operator: Exists, key: a}]}}}
          spec: {strategy: {rollingUpdate: null}, paused: null}
          """)
  void isCoveredByALiveObjectThatSaysItAndMore(String configuration) {
    assertThat(coveredBy(configuration)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          metadata: {labels: {app: other}}
          metadata: {labels: {new: x}}
          metadata: {labels: {theirs: null}}
          metadata: {finalizers: [c]}
          metadata: {ownerReferences: [{uid: u-2}]}
          metadata: {ownerReferences: [{uid: u-1, controller: false}]}
          metadata: {annotations: {a: b}}
          spec: {minReadySeconds: 6}
          spec: {minReadySeconds: '5'}
          spec: {selector: {matchLabels: {}}}
          spec: {template: {spec: {containers: [{name: other}]}}}
          spec: {template: {spec: {containers: [{name: app, image: 'app:2'}]}}}
          spec: {template: {spec: {containers: [{name: app, command: [run]}]}}}
          spec: {template: {spec: {containers: [{name: app, command: [fast, run]}]}}}
          spec: {template: {spec: {containers: [{name: app, resources: {limits: {cpu: '0.5'}}}]}}}
          spec: {template: {spec: {containers: [{name: app, ports: [{containerPort: 53, name: dns}]}]}}}
          spec: {template: {spec: {nodeSelector: {}}}}
          spec: {template: {spec: {tolerations: [{key: a}]}}}
          spec: {template: {spec: {volumes: []}}}
          """)
  void isNotCoveredByALiveObjectThatSaysSomethingElse(String configuration) {
    assertThat(coveredBy(configuration)).isFalse();
  }

  @Test
  void comparesServicePortsByNumberAndProtocolAndSelectorsAsAWhole() {
    var live =
        yaml(
            """
            spec:
              selector: {app: a}
              ports: [{port: 80, protocol: UDP, name: x}, {port: 80, protocol: TCP, name: y, nodePort: 30080}]
            """);

    assertThat(covers(live, "{port: 80, name: y}, {port: 80, protocol: UDP}")).isTrue();
    assertThat(covers(live, "{port: 80, name: x}, {port: 80, protocol: UDP}")).isFalse();
    assertThat(Applied.covers(live, yaml("{kind: Service, spec: {selector: {app: a}}}"))).isTrue();
    assertThat(
            Applied.covers(
                yaml("{spec: {selector: {app: a, tier: b}}}"),
                yaml("{kind: Service, spec: {selector: {app: a}}}")))
        .isFalse();
  }

  @Test
  void isNotCoveredByAServiceWithFurtherPortsOrProtocols() {
    var live = yaml("{spec: {ports: [{port: 80, protocol: TCP, appProtocol: http}, {port: 81}]}}");

    assertThat(covers(live, "{port: 80, appProtocol: http}, {port: 81}")).isTrue();
    assertThat(covers(live, "{port: 80, appProtocol: http}")).isFalse();
    assertThat(covers(live, "{port: 80}, {port: 81}")).isFalse();
  }

  private static boolean covers(JsonNode live, String ports) {
    return Applied.covers(live, yaml("{kind: Service, spec: {ports: [" + ports + "]}}"));
  }

  @Test
  void comparesListsOfCustomResourcesAsWholes() {
    var live = yaml("{spec: {rules: [{name: a}, {name: b}], hosts: {x: 1, y: 2}}}");

    assertThat(Applied.covers(live, yaml("{kind: HTTPRoute, spec: {rules: [{name: a}]}}")))
        .isFalse();
    assertThat(
            Applied.covers(
                live,
                yaml("{kind: HTTPRoute, spec: {rules: [{name: a}, {name: b}], hosts: {y: 2}}}")))
        .isTrue();
  }

  private static final String OWNED =
      """
      metadata:
        labels: {app: x, old: y}
        finalizers: [ours, theirs]
        ownerReferences: [{uid: u-1}]
        managedFields:
        - manager: guidon
          operation: Apply
          fieldsType: FieldsV1
          fieldsV1:
            f:metadata:
              f:labels: {f:app: {}, f:old: {}}
              f:finalizers: {'v:"ours"': {}}
              f:ownerReferences: {'k:{"uid":"u-1"}': {}}
            f:spec:
              f:ports: {'k:{"port":80,"protocol":"TCP"}': {.: {}, f:port: {}, f:name: {}}}
              f:selector: {}
        - {manager: guidon-scale, operation: Apply, fieldsV1: {f:spec: {f:replicas: {}}}}
        - {manager: guidon, operation: Apply, subresource: status, fieldsV1: {f:status: {}}}
        - {manager: someone, operation: Update, fieldsV1: {f:spec: {f:type: {}}}}
      spec:
        type: ClusterIP
        selector: {app: x}
        ports: [{port: 80, protocol: TCP, name: http}]
      """;

  private static final String SAME =
      """
      kind: Service
      metadata: {labels: {app: x, old: y}, finalizers: [ours], ownerReferences: [{uid: u-1}]}
      spec: {selector: {app: x}, ports: [{port: 80, name: http}]}
      """;

  @Test
  void isCoveredWhenNothingWeAppliedIsMissingNow() {
    assertThat(Applied.covers(yaml(OWNED), yaml(SAME))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          , old: y |
          finalizers: [ours], |
          ownerReferences: [{uid: u-1}] | ownerReferences: []
          selector: {app: x}, |
          [{port: 80, name: http}] | []
          [{port: 80, name: http}] | [{port: 80}]
          [{port: 80, name: http}] | [{port: 81, name: other}]
          """)
  void isNotCoveredWhenSomethingWeAppliedIsToGo(String part, String instead) {
    var shorter = SAME.replace(part, instead == null ? "" : instead);

    assertThat(shorter).isNotEqualTo(SAME);
    assertThat(Applied.covers(yaml(OWNED), yaml(shorter))).isFalse();
  }

  @Test
  void namesTheOtherManagersOfTheObjectItself() {
    assertThat(Applied.otherManagers(yaml(OWNED))).containsExactly("someone");
    assertThat(Applied.otherManagers(yaml("{metadata: {}}"))).isEmpty();
  }

  @Test
  void namesWhoScaledTheObjectButNotWhoReportsOnIt() {
    var scaled =
        OWNED.replace(
            "manager: someone,",
            "manager: autoscaler, operation: Update, subresource: scale, fieldsV1: {}}"
                .concat("\n  - {manager: reporter, subresource: status, fieldsV1: {}}")
                .concat("\n  - {manager: someone,"));

    assertThat(Applied.otherManagers(yaml(scaled))).containsExactly("autoscaler", "someone");
  }

  @Test
  void anObjectCoversItselfWithoutAnyOfItsMembersButNotWithAnotherValue() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      var live = object(LIVE);
      ObjectNode less = live.deepCopy();
      thinOut(less, random);
      assertThat(Applied.covers(live, less)).as("seed %d: %s", seed, less).isTrue();

      ObjectNode other = live.deepCopy();
      var changed = changeOne(other, random);
      assertThat(Applied.covers(live, other)).as("seed %d: %s", seed, changed).isFalse();
    }
  }

  /**
   * Removes members of objects, but not keys of list elements, nor anything of what is compared as
   * a whole.
   */
  private static void thinOut(JsonNode node, Random random) {
    var keys = List.of("kind", "name", "containerPort", "protocol", "uid");
    var wholes = List.of("selector", "nodeSelector", "tolerations");
    if (node instanceof ObjectNode object) {
      var names = new ArrayList<String>();
      object.fieldNames().forEachRemaining(names::add);
      for (var name : names) {
        if (!keys.contains(name) && random.nextInt(4) == 0) {
          object.remove(name);
        } else if (!wholes.contains(name)) {
          thinOut(object.path(name), random);
        }
      }
    } else if (node instanceof ArrayNode array) {
      array.forEach(element -> thinOut(element, random));
    }
  }

  private static String changeOne(ObjectNode live, Random random) {
    var places =
        List.of(
            "/metadata/labels",
            "/spec",
            "/spec/template/spec/containers/1",
            "/spec/template/spec/containers/1/env/0");
    var place = places.get(random.nextInt(places.size()));
    var object = (ObjectNode) live.at(place);
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    var name = names.get(random.nextInt(names.size()));
    object.put(name, "changed");
    return place + "/" + name;
  }
}
