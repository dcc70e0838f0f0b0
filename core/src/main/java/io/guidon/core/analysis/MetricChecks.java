package io.guidon.core.analysis;

import io.guidon.core.resource.Canary;
import io.guidon.core.resource.Metric;
import io.guidon.core.resource.MetricTemplate;
import io.guidon.core.resource.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The metric checks of an analysis in Flagger's order: first all built-in checks and inline
 * queries, then all templates, each in the order of the list; the first that does not pass ends the
 * analysis (spec/metrics.md §2).
 *
 * <p>Where Guidon differs: a metric with a reserved name and a query or template of its own is
 * asked that, and not the built-in query too (examples/README.md B2); an inline query that cannot
 * be rendered says so, where Flagger asks the empty query.
 */
public final class MetricChecks {

  private MetricChecks() {}

  /**
   * What the operator was started with.
   *
   * @param server base URL of the Prometheus for Canaries that name none
   * @param provider the mesh provider of the operator
   */
  public record Settings(String server, String provider) {}

  /** Whether a metric provider of a Canary works at all. */
  public sealed interface Availability {

    /** It cannot even be asked. */
    record Broken(String error) implements Availability {}

    /**
     * A question whose answer is 1 if all is well.
     *
     * @param template name and namespace of the MetricTemplate, empty for the built-in checks
     */
    record Ask(MetricQuery query, Optional<String> template) implements Availability {

      /** The error to report, without the words that all of them begin with; empty if none. */
      public Optional<String> judge(Measurement measurement) {
        return AvailabilityText.error(this, measurement);
      }
    }
  }

  /**
   * The checks of one analysis.
   *
   * @param templates the MetricTemplate of a namespace and a name, empty if there is none
   */
  public static List<MetricCheck> of(
      Canary canary,
      Settings settings,
      BiFunction<String, String, Optional<Parsed<MetricTemplate>>> templates) {
    var metrics = canary.analysis().metrics();
    var prometheus = new PrometheusChecks(canary, settings);
    var custom = new TemplateChecks(canary, templates);
    var checks = new ArrayList<MetricCheck>();
    for (var i = 0; i < metrics.size(); i++) {
      var metric = metrics.get(i);
      if (asksBuiltIn(metric)) {
        checks.add(prometheus.builtIn(i + "/built-in", metric));
      }
      if (query(metric).isPresent()) {
        checks.add(prometheus.inline(i + "/inline", metric, query(metric).get()));
      }
    }
    for (var i = 0; i < metrics.size(); i++) {
      var metric = metrics.get(i);
      if (metric.templateRef().isPresent()) {
        checks.add(custom.check(i + "/template", metric, metric.templateRef().get()));
      } else if (query(metric).isEmpty() && !asksBuiltIn(metric)) {
        checks.add(new MetricCheck.Broken(metric.name(), MetricText.noSource()));
      }
    }
    return List.copyOf(checks);
  }

  /**
   * What to ask at first contact, in order, up to the first that fails (spec/metrics.md §9); the
   * same server is asked once. Inline queries are not checked, as in Flagger.
   */
  public static List<Availability> availability(
      Canary canary,
      Settings settings,
      BiFunction<String, String, Optional<Parsed<MetricTemplate>>> templates) {
    var prometheus = new PrometheusChecks(canary, settings);
    var custom = new TemplateChecks(canary, templates);
    return canary.analysis().metrics().stream()
        .<Optional<Availability>>map(metric -> {
          if (metric.templateRef().isPresent()) {
            return Optional.of(custom.availability(metric, metric.templateRef().get()));
          }
          return BuiltInQueries.isBuiltIn(metric.name())
              ? Optional.of(prometheus.availability())
              : Optional.empty();
        })
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static boolean asksBuiltIn(Metric metric) {
    return BuiltInQueries.isBuiltIn(metric.name())
        && metric.templateRef().isEmpty()
        && query(metric).isEmpty();
  }

  private static Optional<String> query(Metric metric) {
    return metric.query().filter(text -> !text.isEmpty());
  }
}
