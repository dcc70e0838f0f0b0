package io.guidon.core.resource;

import java.util.Map;
import java.util.Optional;

/**
 * A metric check of the analysis (spec/metrics.md §1.1).
 *
 * @param name {@code request-success-rate} and {@code request-duration} are built in, any other is
 *     a label
 * @param interval the window as given; its default depends on where the query comes from
 * @param threshold deprecated, used when there is no range: a minimum for the success rate, else a
 *     maximum
 * @param query deprecated, an inline query template
 */
public record Metric(
    String name,
    Optional<String> interval,
    double threshold,
    Optional<ThresholdRange> thresholdRange,
    Optional<String> query,
    Optional<NamespacedRef> templateRef,
    Map<String, String> templateVariables) {

  public Metric {
    templateVariables = SortedMaps.copyOf(templateVariables);
  }

  static Metric read(Field metric) {
    return new Metric(
        metric.at("name").text(),
        metric.at("interval").optionalText(),
        metric.at("threshold").optionalNumber().orElse(0),
        metric.at("thresholdRange").optionalObject(ThresholdRange::read),
        metric.at("query").optionalText(),
        metric.at("templateRef").optionalObject(NamespacedRef::read),
        metric.at("templateVariables").textMap());
  }
}
