package io.guidon.sim.network.app;

import io.guidon.sim.prometheus.Metrics;
import io.guidon.sim.prometheus.Sample;
import io.guidon.sim.prometheus.Target;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What podinfo counts: {@code http_request_duration_seconds} and {@code http_requests_total}. */
final class RequestTimes {

  /** The client library's default, in seconds. */
  private static final double[] BOUNDS = {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10};

  private final Metrics metrics = new Metrics();

  void record(String method, String path, int status, Duration duration) {
    String code = Integer.toString(status);
    metrics
        .histogram(
            "http_request_duration_seconds",
            BOUNDS,
            Map.of("method", method, "path", path, "status", code))
        .observe(duration.toNanos() / (double) TimeUnit.SECONDS.toNanos(1));
    metrics.counter("http_requests_total", Map.of("status", code)).increment();
  }

  Target target() {
    return metrics;
  }

  /** As its /metrics shows it. */
  String text() {
    return metrics
        .scrape()
        .map(sample -> sample.name() + labels(sample) + " " + sample.value() + "\n")
        .collect(Collectors.joining());
  }

  /** Their values are methods, paths, codes and bounds: nothing that needs escaping. */
  private static String labels(Sample sample) {
    return sample.labels().entrySet().stream()
        .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }
}
