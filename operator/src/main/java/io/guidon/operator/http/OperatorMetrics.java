package io.guidon.operator.http;

import io.guidon.core.resource.Phase;
import io.guidon.core.resource.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Flagger's metrics, by name, label and help text (spec/operations.md §4). {@code target} is the
 * name of the workload, not of the Canary. Thread-safe.
 */
public final class OperatorMetrics {
  private static final String NAME = "name";
  private static final String NAMESPACE = "namespace";

  private final MetricFamily info =
      MetricFamily.gauge(
          "flagger_info",
          "Flagger version and mesh provider information",
          "mesh_provider",
          "version");
  private final MetricFamily total =
      MetricFamily.gauge("flagger_canary_total", "Total number of canary object", NAMESPACE);
  private final MetricFamily status =
      MetricFamily.gauge("flagger_canary_status", "Last canary analysis result", NAME, NAMESPACE);
  private final MetricFamily weight =
      MetricFamily.gauge(
          "flagger_canary_weight",
          "The virtual service destination weight current value",
          NAMESPACE,
          "workload");
  private final MetricFamily analysis =
      MetricFamily.gauge(
          "flagger_canary_metric_analysis",
          "Last canary analysis result per metric",
          "metric",
          NAME,
          NAMESPACE);
  private final DurationHistogram duration =
      new DurationHistogram(
          "flagger_canary_duration_seconds",
          "Seconds spent performing canary analysis.",
          NAME,
          NAMESPACE);
  private final MetricFamily successes = outcomes("successes");
  private final MetricFamily failures = outcomes("failures");

  /** {@code meshProvider} as the flag says. */
  public OperatorMetrics(String version, String meshProvider) {
    info.set(1, meshProvider, version);
  }

  private static MetricFamily outcomes(String what) {
    return MetricFamily.counter(
        "flagger_canary_" + what + "_total",
        "Total number of canary " + what,
        "analysis_status",
        "deployment_strategy",
        NAME,
        NAMESPACE);
  }

  /** Whether a promotion was preceded by an analysis. */
  public enum AnalysisStatus {
    COMPLETED,
    SKIPPED;

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** 0 while it is progressing, 2 when it failed, 1 otherwise. */
  public void status(String target, String namespace, Phase phase) {
    var value =
        switch (phase) {
          case PROGRESSING -> 0;
          case FAILED -> 2;
          case NONE,
              INITIALIZING,
              INITIALIZED,
              WAITING,
              WAITING_PROMOTION,
              PROMOTING,
              FINALISING,
              SUCCEEDED,
              TERMINATING,
              TERMINATED ->
              1;
        };
    status.set(value, target, namespace);
  }

  /** Weights in percent, as observed in effect. */
  public void weights(String target, String namespace, int primary, int canary) {
    weight.set(primary, namespace, target + "-primary");
    weight.set(canary, namespace, target);
  }

  /** The last value of a metric check: percent, seconds for request-duration, else as it came. */
  public void metricValue(String target, String namespace, String metric, double value) {
    analysis.set(value, metric, target, namespace);
  }

  /** How long one analysis took. */
  public void duration(String target, String namespace, Duration length) {
    duration.observe(length.toNanos() / 1e9, target, namespace);
  }

  /** A run was promoted. */
  public void success(
      String target, String namespace, Strategy strategy, AnalysisStatus analysisStatus) {
    successes.add(1, analysisStatus.label(), label(strategy), target, namespace);
  }

  /** A run was rolled back or its promotion failed. */
  public void failure(String target, String namespace, Strategy strategy) {
    failures.add(1, AnalysisStatus.COMPLETED.label(), label(strategy), target, namespace);
  }

  private static String label(Strategy strategy) {
    return switch (strategy) {
      case CANARY -> "canary";
      case AB -> "ab-testing";
      case BLUE_GREEN -> "blue-green";
    };
  }

  /** How many Canaries a namespace has; the series of one that has none ends. */
  public void total(String namespace, int count) {
    if (count > 0) {
      total.set(count, namespace);
    } else {
      total.removeIf(namespace, NAMESPACE, _ -> true);
    }
  }

  /** Ends all series of a target whose Canary is gone. */
  public void forget(String target, String namespace) {
    for (var family : List.of(status, analysis, successes, failures)) {
      family.removeIf(namespace, NAME, target::equals);
    }
    weight.removeIf(
        namespace, "workload", name -> name.equals(target) || name.equals(target + "-primary"));
    duration.remove(target, namespace);
  }

  /** Everything in Prometheus' text format 0.0.4, with a few facts about the process. */
  String text() {
    var out = new StringBuilder(4096);
    duration.write(out);
    for (var family : List.of(failures, analysis, status, successes, total, weight, info)) {
      family.write(out);
    }
    ProcessMetrics.write(out);
    return out.toString();
  }
}
