package io.guidon.core.analysis;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** The names of metric providers, and what their addresses must look like. */
final class ProviderType {
  static final String PROMETHEUS = "prometheus";

  private static final Set<String> OTHERS =
      Set.of(
          "influxdb",
          "datadog",
          "externalmetrics",
          "stackdriver",
          "cloudwatch",
          "newrelic",
          "graphite",
          "dynatrace",
          "keptn",
          "splunk");

  private ProviderType() {}

  /** The provider that serves a type; any unknown one is taken for a Prometheus (spec §1.2). */
  static String serving(String type) {
    return OTHERS.contains(type) ? type : PROMETHEUS;
  }

  /** What is wrong with the address of a provider, in Flagger's words; empty when all is well. */
  static Optional<String> addressProblem(String type, String address) {
    if (!serving(type).equals(PROMETHEUS) || isHttpUrl(address)) {
      return Optional.empty();
    }
    return Optional.of(type + " address " + address + " is not a valid URL");
  }

  private static boolean isHttpUrl(String address) {
    try {
      var url = new URI(address);
      var scheme = url.getScheme();
      return url.getHost() != null
          && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme));
    } catch (URISyntaxException malformed) {
      return false;
    }
  }
}
