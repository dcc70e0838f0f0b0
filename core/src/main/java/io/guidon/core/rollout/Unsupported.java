package io.guidon.core.rollout;

import io.guidon.core.resource.AutoscalerRef;
import io.guidon.core.resource.MetricTemplate;
import io.guidon.core.resource.Parsed;
import io.guidon.core.resource.Strategy;
import io.guidon.core.resource.TargetKind;
import io.guidon.core.routing.RoutingProviders;
import io.guidon.core.workload.TrackedConfigs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a Canary asks for and is not built yet. Such a Canary is left exactly as it is, and says so
 * (design.md R16).
 */
final class Unsupported {
  private Unsupported() {}

  /** One sentence each: what was found, and what is supported. */
  static List<String> in(Observation seen) {
    var canary = seen.canary();
    var problems = new ArrayList<String>();
    if (canary.targetRef().kind() != TargetKind.DEPLOYMENT) {
      problems.add(
          "targetRef.kind "
              + canary.targetRef().kind().wireName()
              + " is not supported yet; supported: Deployment");
    }
    var provider = provider(seen);
    if (RoutingProviders.of(provider).isEmpty()) {
      problems.add("provider " + provider + " is not supported yet; supported: gatewayapi:v1");
    }
    if (canary.strategy() != Strategy.CANARY) {
      problems.add(
          "analysis.iterations ("
              + (canary.strategy() == Strategy.AB ? "A/B testing" : "blue/green")
              + ") is not supported yet; supported: stepWeight, stepWeights");
    }
    if (!canary.analysis().match().isEmpty() && canary.strategy() == Strategy.CANARY) {
      problems.add("analysis.match is not supported yet");
    }
    if (canary.analysis().mirror()) {
      problems.add("analysis.mirror is not supported yet");
    }
    if (canary.analysis().sessionAffinity().isPresent()) {
      problems.add("analysis.sessionAffinity is not supported yet");
    }
    canary
        .spec()
        .autoscalerRef()
        .filter(scaler -> scaler.kind() != AutoscalerRef.Kind.HORIZONTAL_POD_AUTOSCALER)
        .ifPresent(scaler ->
            problems.add(
                "autoscalerRef.kind "
                    + scaler.kind().wireName()
                    + " is not supported yet; supported: HorizontalPodAutoscaler"));
    configs(seen, problems);
    templates(seen, problems);
    return problems;
  }

  static String provider(Observation seen) {
    return seen.canary().spec().provider().orElse(seen.settings().meshProvider());
  }

  private static void configs(Observation seen, List<String> problems) {
    if (seen.settings().configTracking() == Settings.ConfigTracking.OFF) {
      return;
    }
    seen.sight()
        .object(Scene.targetRef(seen.canary()))
        .map(target -> TrackedConfigs.references(target.path("spec").path("template")))
        .filter(references -> !references.isEmpty())
        .ifPresent(references ->
            problems.add(
                "the pod template refers to "
                    + references.getFirst()
                    + "; tracking of ConfigMaps and Secrets is not supported yet,"
                    + " start the operator with -enable-config-tracking=false to use them untracked"));
  }

  private static void templates(Observation seen, List<String> problems) {
    for (var metric : seen.canary().analysis().metrics()) {
      metric
          .templateRef()
          .flatMap(ref ->
              seen.sight()
                  .metricTemplate(
                      ref.namespace().orElse(seen.canary().metadata().namespace()), ref.name()))
          .flatMap(parsed ->
              parsed instanceof Parsed.Ok<MetricTemplate>(var template)
                  ? Optional.of(template.provider().type())
                  : Optional.empty())
          .filter(type -> !type.equals("prometheus"))
          .ifPresent(type ->
              problems.add(
                  "metric "
                      + metric.name()
                      + " uses a MetricTemplate of provider type "
                      + type
                      + ", which is not supported yet; supported: prometheus"));
    }
  }
}
