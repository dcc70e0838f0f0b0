package io.guidon.operator.http;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One metric name and its series, written in Prometheus' text format 0.0.4 exactly as Go's client
 * does (docs/decisions/metrics-by-hand.md). A series begins with its first value.
 */
final class MetricFamily {
  private static final Comparator<List<String>> BY_LABELS =
      (one, other) -> Arrays.compare(one.toArray(String[]::new), other.toArray(String[]::new));

  private final String name;
  private final String help;
  private final String type;
  private final List<String> labels;
  private final Map<List<String>, Double> series = new TreeMap<>(BY_LABELS);

  private MetricFamily(String name, String help, String type, List<String> labels) {
    this.name = name;
    this.help = help;
    this.type = type;
    this.labels = labels;
  }

  /** {@code labels} in alphabetical order, as values are given. */
  static MetricFamily gauge(String name, String help, String... labels) {
    return new MetricFamily(name, help, "gauge", List.of(labels));
  }

  /** {@code name} with its ending {@code _total}. */
  static MetricFamily counter(String name, String help, String... labels) {
    return new MetricFamily(name, help, "counter", List.of(labels));
  }

  synchronized void set(double value, String... labelValues) {
    series.put(key(labelValues), value);
  }

  synchronized void add(double value, String... labelValues) {
    series.merge(key(labelValues), value, Double::sum);
  }

  private List<String> key(String... labelValues) {
    if (labelValues.length != labels.size()) {
      throw new IllegalArgumentException(
          name + " has the labels " + labels + ", got " + labelValues.length + " values");
    }
    return List.of(labelValues);
  }

  /** Ends the series whose value of {@code label} passes, within a namespace. */
  synchronized void removeIf(String namespace, String label, Predicate<String> test) {
    int scope = labels.indexOf("namespace");
    int position = labels.indexOf(label);
    series
        .keySet()
        .removeIf(values -> values.get(scope).equals(namespace) && test.test(values.get(position)));
  }

  synchronized void write(StringBuilder out) {
    if (series.isEmpty()) {
      return;
    }
    head(out, name, help, type);
    series.forEach((values, value) -> line(out, name, labels, values, number(value)));
  }

  static void head(StringBuilder out, String name, String help, String type) {
    out.append("# HELP ")
        .append(name)
        .append(' ')
        .append(help.replace("\\", "\\\\").replace("\n", "\\n"));
    out.append("\n# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  static void line(
      StringBuilder out, String name, List<String> labels, List<String> values, String number) {
    out.append(name);
    for (int at = 0; at < labels.size(); at++) {
      out.append(at == 0 ? '{' : ',')
          .append(labels.get(at))
          .append("=\"")
          .append(escaped(values.get(at)))
          .append('"');
    }
    out.append(labels.isEmpty() ? " " : "} ").append(number).append('\n');
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** Whole numbers without a fraction, and the words that Prometheus knows. */
  static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%d", (long) value)
        : Double.toString(value);
  }
}
