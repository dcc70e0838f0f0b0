package io.guidon.core.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Flagger refuses although it is well-formed, in Flagger's order and words (spec/crds.md
 * §2.18).
 */
final class CanaryRules {
  private static final String KNATIVE = "knative";

  private final Canary canary;
  private final List<Problem> problems = new ArrayList<>();

  private CanaryRules(Canary canary) {
    this.canary = canary;
  }

  static List<Problem> check(Canary canary, CrossNamespaceRefs refs) {
    var rules = new CanaryRules(canary);
    switch (refs) {
      case ALLOWED -> {}
      case BLOCKED -> rules.crossNamespaceRefs();
    }
    rules.knative();
    rules.cookieNames();
    return List.copyOf(rules.problems);
  }

  private void crossNamespaceRefs() {
    canary
        .spec()
        .upstreamRef()
        .ifPresent(
            ref -> foreign("spec.upstreamRef", "gloo upstream", ref.name(), ref.namespace()));
    List<Metric> metrics = canary.analysis().metrics();
    for (int index = 0; index < metrics.size(); index++) {
      String path = "spec.analysis.metrics[%d].templateRef".formatted(index);
      metrics
          .get(index)
          .templateRef()
          .ifPresent(ref -> foreign(path, "metric template", ref.name(), ref.namespace()));
    }
    List<AlertRef> alerts = canary.analysis().alerts();
    for (int index = 0; index < alerts.size(); index++) {
      NamespacedRef ref = alerts.get(index).providerRef();
      String path = "spec.analysis.alerts[%d].providerRef".formatted(index);
      foreign(path, "alert provider", ref.name(), ref.namespace());
    }
  }

  private void foreign(String path, String what, String name, Optional<String> namespace) {
    namespace
        .filter(other -> !other.equals(canary.namespace()))
        .ifPresent(other ->
            refuse(
                path + ".namespace",
                "can't access %s %s.%s, cross-namespace references are blocked"
                    .formatted(what, name, other)));
  }

  private void knative() {
    TargetRef target = canary.targetRef();
    String provider = canary.spec().provider().orElse("");
    boolean knativeTarget = target.kind() == TargetKind.KNATIVE_SERVICE;
    if (knativeTarget && !provider.equals(KNATIVE)) {
      refuse(
          "spec.provider",
          "can't use %s provider with Knative Service as target".formatted(provider));
    }
    if (!knativeTarget && provider.equals(KNATIVE)) {
      refuse(
          "spec.targetRef",
          "can't use %s/%s as target if provider is set to knative"
              .formatted(target.apiVersion(), target.kind().wireName()));
    }
    if (knativeTarget && canary.spec().autoscalerRef().isPresent()) {
      refuse("spec.autoscalerRef", "can't use autoscaler with Knative Service");
    }
  }

  private void cookieNames() {
    canary
        .analysis()
        .sessionAffinity()
        .filter(affinity -> affinity.primaryCookieName().equals(Optional.of(affinity.cookieName())))
        .ifPresent(affinity ->
            refuse(
                "spec.analysis.sessionAffinity.primaryCookieName",
                "can't use the same cookie name for both primary and cookie name; please update"
                    + " them to be different"));
  }

  private void refuse(String path, String text) {
    problems.add(new Problem.Refused(path, text));
  }
}
