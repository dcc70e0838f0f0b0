package io.guidon.sim.prometheus;

import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Metrics as the text that a real Prometheus scrapes (<a
 * href="https://prometheus.io/docs/instrumenting/exposition_formats/">format 0.0.4</a>).
 */
final class Exposition {
  static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private Exposition() {}

  static String text(Metrics metrics) {
    var text = new StringBuilder();
    metrics
        .families()
        .forEach(family -> {
          text.append("# TYPE %s %s\n".formatted(family.name(), family.type()));
          family
              .samples()
              .forEach(sample ->
                  text.append(sample.name())
                      .append(labels(sample.labels()))
                      .append(' ')
                      .append(ValueText.of(sample.value()))
                      .append('\n'));
        });
    return text.toString();
  }

  private static String labels(SortedMap<String, String> labels) {
    return labels.isEmpty()
        ? ""
        : labels.entrySet().stream()
            .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
            .collect(Collectors.joining(",", "{", "}"));
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
