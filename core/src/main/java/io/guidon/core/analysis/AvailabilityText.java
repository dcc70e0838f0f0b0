package io.guidon.core.analysis;

import io.guidon.core.analysis.MetricChecks.Availability;
import java.util.Optional;

/** What is wrong with a metric provider, in Flagger's words (spec/metrics.md §9). */
final class AvailabilityText {

  private AvailabilityText() {}

  static Optional<String> error(Availability.Ask asked, Measurement measurement) {
    return switch (measurement) {
      case Measurement.Value(double number) ->
          number == 1
              ? Optional.empty()
              : Optional.of(
                  notAvailable(asked, "the health query gave " + number + ", expected 1"));
      case Measurement.NoData(String why) -> Optional.of(notAvailable(asked, why));
      case Measurement.Failure(var cause, String reason) ->
          Optional.of(
              switch (cause) {
                case QUERY -> notAvailable(asked, reason);
                case SECRET -> secretError(asked, reason);
                case PROVIDER -> notBuilt(asked, reason);
              });
    };
  }

  private static String notAvailable(Availability.Ask asked, String error) {
    var type = asked.query().server().type();
    // Spelt as in Flagger.
    return asked
        .template()
        .map(template -> type + " in metric template " + template + " not avaiable: " + error)
        .orElse("prometheus not avaiable: " + error);
  }

  private static String secretError(Availability.Ask asked, String error) {
    var secret = asked.query().server().secret().map(MetricQuery.SecretRef::name).orElse("");
    return template(MetricText.secretError(asked.template().orElse(""), secret, error));
  }

  private static String notBuilt(Availability.Ask asked, String error) {
    var server = asked.query().server();
    return asked
        .template()
        .map(template -> template(MetricText.providerError(template, server.type(), error)))
        .orElseGet(() -> noClient(server.address(), error));
  }

  static String template(String error) {
    return "metric template " + error;
  }

  static String noClient(String server, String error) {
    return "error building Prometheus client for " + server + " " + error;
  }
}
