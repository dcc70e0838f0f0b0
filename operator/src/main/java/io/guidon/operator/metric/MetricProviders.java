package io.guidon.operator.metric;

import io.guidon.core.analysis.Measurement;
import io.guidon.core.analysis.Measurement.Cause;
import io.guidon.core.analysis.Measurement.Failure;
import io.guidon.core.analysis.MetricQuery;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All metric providers by their type; answers any query. */
public final class MetricProviders {
  private static final Logger LOG = LoggerFactory.getLogger(MetricProviders.class);

  private final Map<String, MetricProvider> byType;
  private final Secrets secrets;

  MetricProviders(Map<String, MetricProvider> byType, Secrets secrets) {
    this.byType = Map.copyOf(byType);
    this.secrets = secrets;
  }

  /** All that are built: one line each. */
  public static MetricProviders of(HttpGet http, Secrets secrets) {
    return new MetricProviders(Map.of("prometheus", new PrometheusProvider(http)), secrets);
  }

  /** Whether there is a provider of this type. */
  public boolean supports(String type) {
    return byType.containsKey(type);
  }

  /**
   * Reads the Secret, if the query names one, and asks the provider.
   *
   * @throws InterruptedException when the thread is interrupted; the request is then broken off
   */
  public Measurement measure(MetricQuery query) throws InterruptedException {
    var measurement = ask(query);
    LOG.debug(
        "{} at {} asked {}: {}",
        query.server().type(),
        Addresses.shown(query.server().address()),
        query.text(),
        measurement);
    return measurement;
  }

  private Measurement ask(MetricQuery query) throws InterruptedException {
    var type = query.server().type();
    var provider = Optional.ofNullable(byType.get(type));
    if (provider.isEmpty()) {
      return new Failure(
          Cause.PROVIDER, "metric provider " + type + " is not supported yet, use prometheus");
    }
    var secret = query.server().secret();
    if (secret.isEmpty()) {
      return provider.get().measure(query, Credentials.NONE);
    }
    return switch (secrets.read(secret.get())) {
      case Secrets.Reading.Found(Credentials credentials) ->
          provider.get().measure(query, credentials);
      case Secrets.Reading.Unreadable(String error) -> new Failure(Cause.SECRET, error);
    };
  }
}
