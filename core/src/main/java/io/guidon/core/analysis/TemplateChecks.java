package io.guidon.core.analysis;

import io.guidon.core.analysis.MetricChecks.Availability;
import io.guidon.core.analysis.MetricQuery.Purpose;
import io.guidon.core.analysis.MetricQuery.SecretRef;
import io.guidon.core.analysis.MetricQuery.Server;
import io.guidon.core.analysis.MetricQuery.TlsVerification;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.Metric;
import io.guidon.core.resource.MetricTemplate;
import io.guidon.core.resource.NamespacedRef;
import io.guidon.core.resource.Parsed;
import io.guidon.core.resource.Problem;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Checks that ask what a MetricTemplate says (spec/metrics.md §8). */
final class TemplateChecks {
  private final Canary canary;
  private final BiFunction<String, String, Optional<Parsed<MetricTemplate>>> templates;

  TemplateChecks(
      Canary canary, BiFunction<String, String, Optional<Parsed<MetricTemplate>>> templates) {
    this.canary = canary;
    this.templates = templates;
  }

  MetricCheck check(String id, Metric metric, NamespacedRef ref) {
    return switch (find(ref)) {
      case Sought.Found(var template) -> check(id, metric, template);
      case Sought.Unusable(String error) ->
          new MetricCheck.Broken(metric.name(), "Metric template " + error);
    };
  }

  private MetricCheck check(String id, Metric metric, MetricTemplate template) {
    var provider = template.provider();
    var text =
        new MetricText.Template(
            metric.name(),
            canary.key(),
            key(template),
            provider.type(),
            provider.secretName().orElse(""));
    var server = server(template);
    var problem = ProviderType.addressProblem(provider.type(), server.address());
    if (problem.isPresent()) {
      var failure = new Measurement.Failure(Measurement.Cause.PROVIDER, problem.get());
      return new MetricCheck.Broken(metric.name(), text.failed(failure));
    }
    // No default for the interval, as in Flagger.
    var model = QueryModel.of(canary, metric, "");
    return switch (QueryTemplate.render(template.query(), model)) {
      case Rendered.Text(String query) ->
          new MetricCheck.Ask(
              id,
              metric.name(),
              new MetricQuery(server, Purpose.VALUE, query, metric.interval()),
              new WithinLimits(text, Limits.atMost(Limits.Unit.NONE, metric), 1));
      case Rendered.Failed(String why) ->
          new MetricCheck.Broken(metric.name(), text.notRendered(why));
    };
  }

  Availability availability(Metric metric, NamespacedRef ref) {
    return switch (find(ref)) {
      case Sought.Found(var template) -> availability(metric, template);
      case Sought.Unusable(String error) ->
          new Availability.Broken(AvailabilityText.template(error));
    };
  }

  private static Availability availability(Metric metric, MetricTemplate template) {
    var server = server(template);
    var type = template.provider().type();
    return ProviderType.addressProblem(type, server.address())
        .<Availability>map(problem ->
            new Availability.Broken(
                AvailabilityText.template(MetricText.providerError(key(template), type, problem))))
        .orElseGet(() ->
            new Availability.Ask(
                new MetricQuery(server, Purpose.HEALTH, healthQuery(server), metric.interval()),
                Optional.of(key(template))));
  }

  /** Other providers than Prometheus have ways of their own. */
  private static String healthQuery(Server server) {
    return server.type().equals(ProviderType.PROMETHEUS) ? PrometheusChecks.HEALTH_QUERY : "";
  }

  private sealed interface Sought {
    record Found(MetricTemplate template) implements Sought {}

    record Unusable(String error) implements Sought {}
  }

  private Sought find(NamespacedRef ref) {
    var namespace = ref.namespaceOr(canary.namespace());
    var found = templates.apply(namespace, ref.name());
    if (found.isEmpty()) {
      return unusable(ref, MetricText.notFound(ref.name()));
    }
    return switch (found.get()) {
      case Parsed.Ok<MetricTemplate>(var template) -> new Sought.Found(template);
      case Parsed.Invalid<MetricTemplate>(var problems) ->
          unusable(ref, problems.stream().map(Problem::text).collect(Collectors.joining("; ")));
    };
  }

  private Sought unusable(NamespacedRef ref, String error) {
    return new Sought.Unusable(
        MetricText.noTemplate(ref.name() + "." + ref.namespaceOr(canary.namespace()), error));
  }

  private static String key(MetricTemplate template) {
    return template.metadata().name() + "." + template.metadata().namespace();
  }

  private static Server server(MetricTemplate template) {
    var provider = template.provider();
    return new Server(
        ProviderType.serving(provider.type()),
        provider.address().orElse(""),
        provider.headers(),
        provider.secretName().map(name -> new SecretRef(template.metadata().namespace(), name)),
        provider.region(),
        provider.insecureSkipVerify() ? TlsVerification.OFF : TlsVerification.ON);
  }
}
