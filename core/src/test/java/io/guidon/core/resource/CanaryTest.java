package io.guidon.core.resource;

import static io.guidon.core.resource.Manifests.ok;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryTest {

  @Test
  void hasFlaggersDefaults() {
    var spec =
        ok(Canary.parse(
                Manifests.withSpec(
                    """
                    targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
                    service: {port: 9898}
                    """)))
            .spec();

    assertThat(spec.provider()).isEmpty();
    assertThat(spec.metricsServer()).isEmpty();
    assertThat(spec.progressDeadline()).isEqualTo(Duration.ofMinutes(10));
    assertThat(spec.autoscalerRef()).isEmpty();
    assertThat(spec.ingressRef()).isEmpty();
    assertThat(spec.routeRef()).isEmpty();
    assertThat(spec.upstreamRef()).isEmpty();
    assertThat(spec.skipAnalysis()).isFalse();
    assertThat(spec.revertOnDeletion()).isFalse();
    assertThat(spec.suspend()).isFalse();
  }

  @Test
  void readsItsReferences() {
    var spec = ok(Canary.parse(EveryFieldTest.resource("canary-full.yaml"))).spec();

    assertThat(spec.provider()).contains("gatewayapi:v1");
    assertThat(spec.metricsServer()).contains("http://prometheus.monitoring:9090");
    assertThat(spec.progressDeadline()).isEqualTo(Duration.ofMinutes(1));
    assertThat(spec.targetRef())
        .isEqualTo(new TargetRef("apps/v1", TargetKind.DAEMON_SET, "podinfo"));
    assertThat(spec.autoscalerRef())
        .contains(
            new AutoscalerRef(
                "keda.sh/v1alpha1",
                AutoscalerRef.Kind.SCALED_OBJECT,
                "podinfo-so",
                Map.of("http", "sum(rate(http_requests_total{app=\"podinfo-primary\"}[2m]))"),
                new AutoscalerRef.PrimaryScalerReplicas(OptionalInt.of(2), OptionalInt.of(5))));
    assertThat(spec.ingressRef())
        .contains(new LocalRef("networking.k8s.io/v1", "Ingress", "podinfo-ingress"));
    assertThat(spec.routeRef())
        .contains(new LocalRef("apisix.apache.org/v2", "ApisixRoute", "podinfo-route"));
    assertThat(spec.upstreamRef())
        .contains(
            new UpstreamRef(
                "gloo.solo.io/v1", "Upstream", "podinfo-upstream", Optional.of("gloo-system")));
    assertThat(spec.skipAnalysis()).isTrue();
    assertThat(spec.revertOnDeletion()).isTrue();
    assertThat(spec.suspend()).isTrue();
  }

  @Test
  void honoursADeadlineThatIsOverAtOnce() {
    var canary =
        ok(
            Canary.parse(
                Manifests.withSpec(
                    """
                    targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
                    service: {port: 9898}
                    progressDeadlineSeconds: 0
                    """)));

    assertThat(canary.spec().progressDeadline()).isZero();
  }

  @Test
  void isNamedAfterItsTarget() {
    var canary =
        ok(
            Canary.parse(
                Manifests.withSpec(
                    """
                    targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo-app}
                    service: {port: 9898}
                    """)));

    assertThat(canary.apexName()).isEqualTo("podinfo-app");
    assertThat(canary.primaryServiceName()).isEqualTo("podinfo-app-primary");
    assertThat(canary.canaryServiceName()).isEqualTo("podinfo-app-canary");
    assertThat(canary.primaryName()).isEqualTo("podinfo-app-primary");
    assertThat(canary.key()).isEqualTo("podinfo.test");
    assertThat(canary.targetKey()).isEqualTo("podinfo-app.test");
    assertThat(canary.targetRef().in(canary.namespace()))
        .isEqualTo(new ObjectRef("apps/v1", "Deployment", "test", "podinfo-app"));
  }

  @Test
  void namesServicesAfterTheServiceWhenItHasAName() {
    var canary =
        ok(
            Canary.parse(
                Manifests.withSpec(
                    """
                    targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
                    service: {port: 9898, name: shop}
                    """)));

    assertThat(canary.apexName()).isEqualTo("shop");
    assertThat(canary.primaryServiceName()).isEqualTo("shop-primary");
    assertThat(canary.canaryServiceName()).isEqualTo("shop-canary");
    assertThat(canary.primaryName()).isEqualTo("podinfo-primary");
  }

  @Test
  void tellsKnativeServicesFromOthers() {
    assertThat(targetKind("v1", "Service")).isEqualTo(TargetKind.SERVICE);
    assertThat(targetKind("serving.knative.dev/v1", "Service"))
        .isEqualTo(TargetKind.KNATIVE_SERVICE);
    assertThat(targetKind("serving.knative.dev/v1beta1", "Service")).isEqualTo(TargetKind.SERVICE);
    assertThat(targetKind("serving.knative.dev/v1", "Deployment")).isEqualTo(TargetKind.DEPLOYMENT);
  }

  private static TargetKind targetKind(String apiVersion, String kind) {
    return ok(Canary.parse(
            Manifests.withSpec(
                """
                targetRef: {apiVersion: %s, kind: %s, name: podinfo}
                service: {port: 9898}
                """
                    .formatted(apiVersion, kind))))
        .targetRef()
        .kind();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "serving.knative.dev/v1"})
  void needsNoServiceWhenItsTargetIsOne(String apiVersion) {
    var canary =
        ok(
            Canary.parse(
                Manifests.withSpec(
                    "targetRef: {apiVersion: %s, kind: Service, name: podinfo}"
                        .formatted(apiVersion))));

    assertThat(canary.service().port()).isZero();
    assertThat(canary.service().portName()).isEqualTo("http");
    assertThat(canary.apexName()).isEqualTo("podinfo");
  }

  @Test
  void takesNullForAbsent() {
    var canary =
        ok(
            Canary.parse(
                Manifests.withSpec(
                    """
                    targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
                    service: {port: 9898, hosts: null, rewrite: null, headless: null}
                    provider: null
                    progressDeadlineSeconds: null
                    autoscalerRef:
                      apiVersion: autoscaling/v2
                      kind: HorizontalPodAutoscaler
                      name: podinfo
                      primaryScalerQueries: null
                    """)));

    assertThat(canary.spec().provider()).isEmpty();
    assertThat(canary.spec().progressDeadlineSeconds()).isEqualTo(600);
    assertThat(canary.spec().autoscalerRef().orElseThrow().primaryScalerQueries()).isEmpty();
    assertThat(canary.service().hosts()).isEmpty();
    assertThat(canary.service().rewrite()).isEmpty();
    assertThat(canary.service().headless()).isFalse();
  }
}
