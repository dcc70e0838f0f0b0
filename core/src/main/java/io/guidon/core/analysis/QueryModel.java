package io.guidon.core.analysis;

import io.guidon.core.analysis.template.Value;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.LocalRef;
import io.guidon.core.resource.Metric;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a query template knows: each component is a function of its name (spec/metrics.md §4.1).
 *
 * @param name of the Canary
 * @param namespace of the Canary
 * @param target name of the target
 * @param service base name of the generated Services
 * @param ingress name of the user's Ingress, else the target's
 * @param route name of the user's route, else the target's
 * @param interval the query window, a Go duration; empty where the metric gives none and its source
 *     has no default
 * @param variables the metric's own
 */
public record QueryModel(
    String name,
    String namespace,
    String target,
    String service,
    String ingress,
    String route,
    String interval,
    Map<String, String> variables) {

  /** The window of built-in checks and inline queries that give none. */
  static final String DEFAULT_INTERVAL = "1m";

  public QueryModel {
    variables = Collections.unmodifiableMap(new TreeMap<>(variables));
  }

  /** The model of a metric whose interval is {@code noInterval} if it gives none. */
  static QueryModel of(Canary canary, Metric metric, String noInterval) {
    var target = canary.targetRef().name();
    return new QueryModel(
        canary.name(),
        canary.namespace(),
        target,
        canary.apexName(),
        canary.spec().ingressRef().map(LocalRef::name).orElse(target),
        canary.spec().routeRef().map(LocalRef::name).orElse(target),
        metric.interval().filter(text -> !text.isEmpty()).orElse(noInterval),
        metric.templateVariables());
  }

  Map<String, Value> functions() {
    return Map.of(
        "name", Value.text(name),
        "namespace", Value.text(namespace),
        "target", Value.text(target),
        "service", Value.text(service),
        "ingress", Value.text(ingress),
        "route", Value.text(route),
        "interval", Value.text(interval),
        "variables", Value.mapping(variables));
  }
}
