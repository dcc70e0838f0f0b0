package io.guidon.core.workload;

import static io.guidon.core.workload.Trees.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * design.md R6: after a promotion the primary is exactly the promoted revision, whoever wrote it
 * before.
 */
class FieldOwnershipTest {
  private static JsonNode live(String managedFields) {
    return yaml(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  managedFields:\n" + managedFields);
  }

  private static ObjectNode patch(String managedFields) {
    return (ObjectNode) yaml("metadata:\n  managedFields:\n" + managedFields);
  }

  @Test
  void takesOverAllThatFlaggerWroteButReplicas() {
    var left =
        live(
            """
              - manager: flagger
                operation: Update
                apiVersion: apps/v1
                fieldsType: FieldsV1
                time: '2026-11-20T19:27:06Z'
                fieldsV1:
                  f:metadata: {f:annotations: {.: {}, f:note: {}}}
                  f:spec: {f:replicas: {}, f:strategy: {f:type: {}}, f:template: {f:spec: {f:nodeName: {}}}}
              - manager: kube-controller-manager
                operation: Update
                apiVersion: apps/v1
                subresource: status
                fieldsV1: {f:status: {f:replicas: {}}}
            """);

    assertThat(FieldOwnership.takeOver(left))
        .contains(
            patch(
                """
                  - manager: guidon
                    operation: Apply
                    apiVersion: apps/v1
                    fieldsType: FieldsV1
                    fieldsV1:
                      f:metadata: {f:annotations: {.: {}, f:note: {}}}
                      f:spec: {f:strategy: {f:type: {}}, f:template: {f:spec: {f:nodeName: {}}}}
                    time: '2026-11-20T19:27:06Z'
                  - manager: flagger
                    operation: Update
                    apiVersion: apps/v1
                    fieldsType: FieldsV1
                    time: '2026-11-20T19:27:06Z'
                    fieldsV1: {f:spec: {f:replicas: {}}}
                  - manager: kube-controller-manager
                    operation: Update
                    apiVersion: apps/v1
                    subresource: status
                    fieldsV1: {f:status: {f:replicas: {}}}
                """));
  }

  @Test
  void takesOverPodsAndStrategyFromAnybody() {
    var edited =
        live(
            """
              - manager: guidon
                operation: Apply
                apiVersion: apps/v1
                fieldsType: FieldsV1
                time: '2026-11-20T10:00:00Z'
                fieldsV1: {f:spec: {f:template: {f:spec: {f:containers: {'k:{"name":"app"}': {.: {}, f:image: {}}}}}}}
              - manager: kubectl-edit
                operation: Update
                apiVersion: apps/v1
                fieldsType: FieldsV1
                time: '2026-11-20T11:00:00Z'
                fieldsV1:
                  f:metadata: {f:labels: {f:team: {}}}
                  f:spec: {f:template: {f:spec: {f:containers: {'k:{"name":"app"}': {f:env: {}}}}}}
              - manager: tuner
                operation: Apply
                apiVersion: apps/v1
                fieldsV1: {f:spec: {f:strategy: {f:type: {}}}}
            """);

    assertThat(FieldOwnership.takeOver(edited))
        .contains(
            patch(
                """
                  - manager: guidon
                    operation: Apply
                    apiVersion: apps/v1
                    fieldsType: FieldsV1
                    time: '2026-11-20T10:00:00Z'
                    fieldsV1:
                      f:spec:
                        f:template: {f:spec: {f:containers: {'k:{"name":"app"}': {.: {}, f:image: {}, f:env: {}}}}}
                        f:strategy: {f:type: {}}
                  - manager: kubectl-edit
                    operation: Update
                    apiVersion: apps/v1
                    fieldsType: FieldsV1
                    time: '2026-11-20T11:00:00Z'
                    fieldsV1: {f:metadata: {f:labels: {f:team: {}}}}
                """));
  }

  @Test
  void leavesAloneWhatNobodyElseWrote() {
    assertThat(
            FieldOwnership.takeOver(
                live(
                    """
                      - {manager: guidon, operation: Apply, apiVersion: apps/v1, fieldsV1: {f:spec: {f:template: {}}}}
                      - {manager: guidon-scale, operation: Apply, apiVersion: apps/v1, fieldsV1: {f:spec: {f:replicas: {}}}}
                      - {manager: flagger, operation: Update, apiVersion: apps/v1, fieldsV1: {f:spec: {f:replicas: {}}}}
                      - {manager: kube-controller-manager, operation: Update, apiVersion: apps/v1, fieldsV1: {f:metadata: {f:annotations: {f:x: {}}}}}
                      - {manager: odd, operation: Update, apiVersion: apps/v1}
                    """)))
        .isEmpty();
    assertThat(FieldOwnership.takeOver(yaml("{kind: Deployment, metadata: {}}"))).isEmpty();
  }

  @Test
  void anythingTakenOverAndNotAppliedAgainIsSeenAsMissing() {
    var left =
        (ObjectNode)
            yaml(
                """
                metadata:
                  labels: {a: b, old: c}
                  managedFields:
                  - {manager: flagger, operation: Update, apiVersion: v1, fieldsV1: {f:metadata: {f:labels: {f:a: {}, f:old: {}}}}}
                """);
    var configuration = yaml("{kind: Service, metadata: {labels: {a: b}}}");
    assertThat(Applied.covers(left, configuration)).isTrue();

    var taken = FieldOwnership.takeOver(left).orElseThrow();

    ((ObjectNode) left.path("metadata")).set("managedFields", taken.at("/metadata/managedFields"));
    assertThat(Applied.covers(left, configuration)).isFalse();
  }

  @Test
  void changesNothingOfTheLiveObject() {
    var managed =
        "  - {manager: flagger, operation: Update, apiVersion: v1, fieldsV1: {f:spec: {f:replicas: {}, f:type: {}}}}\n";
    var left = live(managed);

    assertThat(FieldOwnership.takeOver(left)).get(type(ObjectNode.class)).isNotNull();

    assertThat(left).isEqualTo(live(managed));
    assertThat(Optional.of(left)).contains(live(managed));
  }
}
