package io.guidon.core.resource;

import static io.guidon.core.resource.Manifests.ok;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CanaryRulesTest {
  private static final String REFERRING =
      """
      metadata: {name: podinfo, namespace: test}
      spec:
        targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
        service: {port: 9898}
        upstreamRef: {apiVersion: gloo.solo.io/v1, kind: Upstream, name: up, namespace: %1$s}
        analysis:
          metrics:
            - {name: a, templateRef: {name: own}}
            - {name: b, templateRef: {name: errors, namespace: %1$s}}
          alerts:
            - {name: c, providerRef: {name: slack, namespace: %1$s}}
      """;

  private static List<String> refused(String manifest, CrossNamespaceRefs refs) {
    return ok(Canary.parse(Yaml.object(manifest))).validate(refs).stream()
        .map(Problem::text)
        .toList();
  }

  @Test
  void blockReferencesToOtherNamespaces() {
    var problems =
        ok(Canary.parse(Yaml.object(REFERRING.formatted("other"))))
            .validate(CrossNamespaceRefs.BLOCKED);

    assertThat(problems)
        .containsExactly(
            new Problem.Refused(
                "spec.upstreamRef.namespace",
                "can't access gloo upstream up.other, cross-namespace references are blocked"),
            new Problem.Refused(
                "spec.analysis.metrics[1].templateRef.namespace",
                "can't access metric template errors.other, cross-namespace references are blocked"),
            new Problem.Refused(
                "spec.analysis.alerts[0].providerRef.namespace",
                "can't access alert provider slack.other, cross-namespace references are blocked"));
  }

  @Test
  void allowReferencesToOtherNamespacesUnlessTheyAreBlocked() {
    assertThat(refused(REFERRING.formatted("other"), CrossNamespaceRefs.ALLOWED)).isEmpty();
  }

  @Test
  void allowReferencesToTheOwnNamespaceAlways() {
    assertThat(refused(REFERRING.formatted("test"), CrossNamespaceRefs.BLOCKED)).isEmpty();
    assertThat(refused(REFERRING.formatted("''"), CrossNamespaceRefs.BLOCKED)).isEmpty();
  }

  @Test
  void demandTheKnativeProviderForKnativeServices() {
    var knative =
        """
        metadata: {name: podinfo, namespace: test}
        spec:
          %s
          targetRef: {apiVersion: serving.knative.dev/v1, kind: Service, name: podinfo}
          analysis: {}
        """;

    assertThat(refused(knative.formatted("provider: istio"), CrossNamespaceRefs.ALLOWED))
        .containsExactly("can't use istio provider with Knative Service as target");
    assertThat(refused(knative.formatted(""), CrossNamespaceRefs.ALLOWED))
        .containsExactly("can't use  provider with Knative Service as target");
    assertThat(refused(knative.formatted("provider: knative"), CrossNamespaceRefs.ALLOWED))
        .isEmpty();
  }

  @Test
  void demandAKnativeServiceForTheKnativeProvider() {
    assertThat(
            refused(
                """
                metadata: {name: podinfo, namespace: test}
                spec:
                  provider: knative
                  targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
                  service: {port: 9898}
                  analysis: {}
                """,
                CrossNamespaceRefs.ALLOWED))
        .containsExactly("can't use apps/v1/Deployment as target if provider is set to knative");
  }

  @Test
  void refuseAnAutoscalerOfAKnativeService() {
    assertThat(
            refused(
                """
                metadata: {name: podinfo, namespace: test}
                spec:
                  provider: knative
                  targetRef: {apiVersion: serving.knative.dev/v1, kind: Service, name: podinfo}
                  autoscalerRef: {apiVersion: v2, kind: HorizontalPodAutoscaler, name: podinfo}
                  analysis: {}
                """,
                CrossNamespaceRefs.ALLOWED))
        .containsExactly("can't use autoscaler with Knative Service");
  }

  @Test
  void refuseOneNameForBothCookies() {
    var sticky =
        """
        metadata: {name: podinfo, namespace: test}
        spec:
          targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
          service: {port: 9898}
          analysis: {sessionAffinity: {cookieName: sticky, primaryCookieName: %s}}
        """;

    assertThat(refused(sticky.formatted("sticky"), CrossNamespaceRefs.ALLOWED))
        .containsExactly(
            "can't use the same cookie name for both primary and cookie name; please update them to be"
                + " different");
    assertThat(refused(sticky.formatted("other"), CrossNamespaceRefs.ALLOWED)).isEmpty();
  }
}
