package io.guidon.operator;

import io.guidon.core.analysis.Measurement;
import io.guidon.core.analysis.MetricQuery;
import io.guidon.operator.metric.Addresses;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once, at the start, whether what the operator was pointed at is there: the sooner a wrong
 * address is read, the less it costs. Nothing depends on it (spec/operations.md §2).
 */
record Surroundings(Cluster cluster, Metrics metrics, String metricsServer) {
  private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);

  /** Tells the version of the API server. */
  interface Cluster {
    String version() throws IOException;
  }

  /** Answers one query. */
  interface Metrics {
    Measurement measure(MetricQuery query) throws InterruptedException;
  }

  /** Blocks until both have answered or given up. */
  void say() throws InterruptedException {
    try {
      LOG.atInfo().log("Connected to Kubernetes API {}", cluster.version());
    } catch (IOException silent) {
      LOG.atWarn().log("the API server does not tell its version: {}", silent.getMessage());
    }
    var health =
        new MetricQuery(
            MetricQuery.Server.prometheus(metricsServer),
            MetricQuery.Purpose.HEALTH,
            "vector(1)",
            Optional.empty());
    switch (metrics.measure(health)) {
      case Measurement.Value value ->
          LOG.atInfo().log("Connected to metrics server {}", Addresses.shown(metricsServer));
      case Measurement.NoData(String why) -> unreachable(why);
      case Measurement.Failure(var cause, String reason) -> unreachable(reason);
    }
  }

  private void unreachable(String why) {
    LOG.atError().log("Metrics server {} unreachable {}", Addresses.shown(metricsServer), why);
  }
}
