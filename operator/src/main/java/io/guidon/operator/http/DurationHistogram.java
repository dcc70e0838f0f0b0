package io.guidon.operator.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A histogram of seconds with the default buckets of Go's client. */
final class DurationHistogram {
  private static final double[] BOUNDS = {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10};

  private static final class Series {
    final long[] counts = new long[BOUNDS.length];
    long count;
    double sum;
  }

  private final String name;
  private final String help;
  private final List<String> labels;
  private final Map<List<String>, Series> series =
      new TreeMap<>(Comparator.comparing((List<String> values) -> String.join("\n", values)));

  DurationHistogram(String name, String help, String... labels) {
    this.name = name;
    this.help = help;
    this.labels = List.of(labels);
  }

  synchronized void observe(double seconds, String... labelValues) {
    var one = series.computeIfAbsent(List.of(labelValues), _ -> new Series());
    one.count++;
    one.sum += seconds;
    for (int at = 0; at < BOUNDS.length; at++) {
      one.counts[at] += seconds <= BOUNDS[at] ? 1 : 0;
    }
  }

  synchronized void remove(String... labelValues) {
    series.remove(List.of(labelValues));
  }

  synchronized void write(StringBuilder out) {
    if (series.isEmpty()) {
      return;
    }
    MetricFamily.head(out, name, help, "histogram");
    var bucketLabels = new ArrayList<>(labels);
    bucketLabels.add("le");
    series.forEach((values, one) -> {
      for (int at = 0; at < BOUNDS.length; at++) {
        bucket(out, bucketLabels, values, MetricFamily.number(BOUNDS[at]), one.counts[at]);
      }
      bucket(out, bucketLabels, values, "+Inf", one.count);
      MetricFamily.line(out, name + "_sum", labels, values, MetricFamily.number(one.sum));
      MetricFamily.line(out, name + "_count", labels, values, Long.toString(one.count));
    });
  }

  private void bucket(
      StringBuilder out, List<String> names, List<String> values, String bound, long count) {
    var all = new ArrayList<>(values);
    all.add(bound);
    MetricFamily.line(out, name + "_bucket", names, all, Long.toString(count));
  }
}
