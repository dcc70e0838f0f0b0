package io.guidon.sim.network;

import io.guidon.sim.network.Served.Kind;
import io.guidon.sim.prometheus.Metrics;
import io.guidon.sim.prometheus.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Counts requests to Services as Istio does: once as the sender sees it, once as the pod sees it. A
 * copy that a route wants is counted by its receiver only.
 */
final class IstioMetrics {

  private static final String UNKNOWN = "unknown";

  /** Istio's buckets, in milliseconds. */
  private static final double[] BOUNDS = {
    0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000,
    600_000, 1_800_000, 3_600_000
  };

  private final Metrics metrics = new Metrics();

  Target target() {
    return metrics;
  }

  void count(Served served) {
    if (served.service().isEmpty()) {
      return;
    }
    var labels = labels(served);
    if (served.kind() == Kind.ASKED) {
      count(served, labels, "source");
    }
    if (served.pod().isPresent()) {
      count(served, labels, "destination");
    }
  }

  private void count(Served served, Map<String, String> shared, String reporter) {
    var labels = new HashMap<>(shared);
    labels.put("reporter", reporter);
    metrics.counter("istio_requests_total", labels).increment();
    metrics
        .histogram("istio_request_duration_milliseconds", BOUNDS, labels)
        .observe(served.duration().toNanos() / (double) TimeUnit.MILLISECONDS.toNanos(1));
  }

  private static Map<String, String> labels(Served served) {
    var service = served.service().orElseThrow();
    int dot = served.by().indexOf('.');
    var labels = new HashMap<String, String>();
    labels.put("source_workload", dot < 0 ? UNKNOWN : served.by().substring(0, dot));
    labels.put("source_workload_namespace", dot < 0 ? UNKNOWN : served.by().substring(dot + 1));
    labels.put("destination_workload", served.pod().map(pod -> pod.workload()).orElse(UNKNOWN));
    labels.put(
        "destination_workload_namespace",
        served.pod().map(pod -> pod.pod().namespace()).orElse(UNKNOWN));
    labels.put("destination_version", served.pod().map(pod -> pod.version()).orElse(UNKNOWN));
    labels.put(
        "destination_service", service.name() + "." + service.namespace() + ".svc.cluster.local");
    labels.put("destination_service_name", service.name());
    labels.put("destination_service_namespace", service.namespace());
    labels.put("request_protocol", "http");
    labels.put("response_code", Integer.toString(served.status()));
    labels.put("response_flags", served.pod().isPresent() ? "-" : "UH");
    return labels;
  }
}
