package io.guidon.core.analysis;

import io.guidon.core.analysis.MetricChecks.Availability;
import io.guidon.core.analysis.MetricChecks.Settings;
import io.guidon.core.analysis.MetricQuery.Purpose;
import io.guidon.core.analysis.MetricQuery.Server;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.Metric;
import java.util.Optional;

/**
 * Checks that ask the Prometheus of the Canary or the operator: built-in ones and inline queries.
 */
final class PrometheusChecks {
  /** Every Prometheus answers 1 to it. */
  static final String HEALTH_QUERY = "vector(1)";

  private final Canary canary;
  private final String server;
  private final String provider;

  PrometheusChecks(Canary canary, Settings settings) {
    this.canary = canary;
    this.server =
        canary.spec().metricsServer().filter(own -> !own.isEmpty()).orElse(settings.server());
    this.provider = BuiltInQueries.provider(canary, settings.provider());
  }

  MetricCheck builtIn(String id, Metric metric) {
    var observer = BuiltInQueries.observer(provider);
    if (observer.isEmpty()) {
      return broken(metric, MetricText.noObserver(metric.name(), provider));
    }
    var text =
        new MetricText.BuiltIn(metric.name(), canary.key(), canary.targetKey(), provider, server);
    var isDuration = metric.name().equals(BuiltInQueries.DURATION);
    var template = isDuration ? observer.get().duration() : observer.get().successRate();
    var judgement =
        isDuration
            ? new WithinLimits(
                text,
                Limits.atMost(Limits.Unit.MILLISECONDS, metric),
                observer.get().millisecondsPerUnit())
            : new WithinLimits(text, Limits.atLeast(Limits.Unit.PERCENT, metric), 1);
    return switch (render(template, metric)) {
      case Rendered.Text(String query) -> ask(id, metric, query, judgement);
      case Rendered.Failed(String why) -> broken(metric, text.failed(new Measurement.Failure(why)));
    };
  }

  MetricCheck inline(String id, Metric metric, String template) {
    var text = new MetricText.Inline(metric.name(), canary.key(), server);
    var judgement = new WithinLimits(text, Limits.atMost(Limits.Unit.NONE, metric), 1);
    return switch (render(template, metric)) {
      case Rendered.Text(String query) -> ask(id, metric, query, judgement);
      case Rendered.Failed(String why) -> broken(metric, text.notRendered(why));
    };
  }

  Availability availability() {
    return addressProblem()
        .<Availability>map(
            problem -> new Availability.Broken(AvailabilityText.noClient(server, problem)))
        .orElseGet(() ->
            new Availability.Ask(
                new MetricQuery(
                    Server.prometheus(server), Purpose.HEALTH, HEALTH_QUERY, Optional.empty()),
                Optional.empty()));
  }

  private Rendered render(String template, Metric metric) {
    return QueryTemplate.render(
        template, QueryModel.of(canary, metric, QueryModel.DEFAULT_INTERVAL));
  }

  private MetricCheck ask(String id, Metric metric, String query, Judgement judgement) {
    return addressProblem()
        .<MetricCheck>map(problem -> broken(metric, MetricText.noClient(server, problem)))
        .orElseGet(() ->
            new MetricCheck.Ask(
                id,
                metric.name(),
                new MetricQuery(Server.prometheus(server), Purpose.VALUE, query, metric.interval()),
                judgement));
  }

  private Optional<String> addressProblem() {
    return ProviderType.addressProblem(ProviderType.PROMETHEUS, server);
  }

  private static MetricCheck broken(Metric metric, String eventText) {
    return new MetricCheck.Broken(metric.name(), eventText);
  }
}
