package io.guidon.core.workload;

import static io.guidon.core.workload.TrackedConfigs.Kind.CONFIG_MAP;
import static io.guidon.core.workload.TrackedConfigs.Kind.SECRET;
import static io.guidon.core.workload.TrackedConfigs.Need.MANDATORY;
import static io.guidon.core.workload.TrackedConfigs.Need.OPTIONAL;
import static io.guidon.core.workload.Trees.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.core.workload.TrackedConfigs.Reference;
import org.junit.jupiter.api.Test;

/** spec/workloads.md §11.1, §11.2. */
class TrackedConfigsTest {
  private static final String TEMPLATE =
      """
      spec:
        imagePullSecrets: [{name: not-tracked}]
        volumes:
        - {name: a, configMap: {name: volume-map, optional: true}}
        - {name: b, secret: {secretName: volume-secret}}
        - name: c
          projected:
            sources:
            - {configMap: {name: projected-map}}
            - {secret: {name: projected-secret, optional: true}}
            - {serviceAccountToken: {path: token}}
        - {name: d, emptyDir: {}}
        - {name: e, csi: {driver: x, nodePublishSecretRef: {name: not-tracked}}}
        containers:
        - name: app
          env:
          - {name: A, value: x}
          - {name: B, valueFrom: {configMapKeyRef: {name: env-map, key: k}}}
          - {name: C, valueFrom: {secretKeyRef: {name: env-secret, key: k, optional: false}}}
          - {name: D, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
          envFrom:
          - {configMapRef: {name: all-map}}
          - {prefix: P_, secretRef: {name: all-secret}}
        initContainers:
        - name: first
          envFrom: [{configMapRef: {name: volume-map}}, {configMapRef: {name: all-map, optional: true}}]
        ephemeralContainers:
        - {name: debug, envFrom: [{configMapRef: {name: not-tracked}}]}
      """;

  @Test
  void findsEveryTrackedReferenceOnceAndTheLastOneDecides() {
    assertThat(TrackedConfigs.references(yaml(TEMPLATE)))
        .containsExactly(
            new Reference(CONFIG_MAP, "volume-map", MANDATORY),
            new Reference(SECRET, "volume-secret", MANDATORY),
            new Reference(CONFIG_MAP, "projected-map", MANDATORY),
            new Reference(SECRET, "projected-secret", OPTIONAL),
            new Reference(CONFIG_MAP, "env-map", MANDATORY),
            new Reference(SECRET, "env-secret", MANDATORY),
            new Reference(CONFIG_MAP, "all-map", OPTIONAL),
            new Reference(SECRET, "all-secret", MANDATORY));
    assertThat(new Reference(SECRET, "x", OPTIONAL).key()).isEqualTo("secret/x");
  }

  @Test
  void findsNoneInATemplateWithout() {
    assertThat(TrackedConfigs.references(yaml("{spec: {containers: [{name: app}]}}"))).isEmpty();
    assertThat(TrackedConfigs.references(yaml("{}"))).isEmpty();
  }

  @Test
  void renamesEveryTrackedReference() {
    var template = yaml(TEMPLATE);

    var renamed =
        TrackedConfigs.renamed(
            template, reference -> reference.name() + "-" + reference.kind().wireName());

    assertThat(TrackedConfigs.references(renamed))
        .extracting(Reference::name)
        .containsExactly(
            "volume-map-configmap",
            "volume-secret-secret",
            "projected-map-configmap",
            "projected-secret-secret",
            "env-map-configmap",
            "env-secret-secret",
            "all-map-configmap",
            "all-secret-secret");
    assertThat(renamed.toString()).contains("not-tracked").doesNotContain("not-tracked-");
    assertThat(template).isEqualTo(yaml(TEMPLATE));
  }

  @Test
  void checksumsAreOverTheDataAlone() {
    assertThat(ConfigChecksum.of(yaml("{kind: ConfigMap, data: {color: red}}")))
        .isEqualTo("241889ca0604e333");
    assertThat(ConfigChecksum.of(yaml("{kind: ConfigMap, binaryData: {a: AA==}}")))
        .isEqualTo("74234e98afe7498f");
    assertThat(ConfigChecksum.of(yaml("{kind: ConfigMap, data: {}}")))
        .isEqualTo("44136fa355b3678a");
    assertThat(ConfigChecksum.of(yaml("{kind: Secret, data: {apiKey: dGVzdA==}}")))
        .isEqualTo("3930f0692c2295eb");
  }

  @Test
  void writesDataAsGoDoes() {
    var data =
        yaml("{b: \"<&>\", a: \"q\\\"\\\\ \\n\\r\\t\\b\\f\\x01\\u2028 \\u007f ü 𝒳\", Z: ''}");

    assertThat(GoJson.of(data))
        .isEqualTo(
            "{\"Z\":\"\",\"a\":\"q\\\"\\\\ \\n\\r\\t\\b\\f\\u0001\\u2028 \u007f ü 𝒳\","
                + "\"b\":\"\\u003c\\u0026\\u003e\"}");
  }
}
