package io.guidon.sim.prometheus;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Samples and questions, told in seconds from a start. */
final class Asked {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Samples samples = new Samples(Duration.ofHours(1));

  /** The points of one series: second, value, second, value, ... */
  Asked points(String series, double... points) {
    for (int at = 0; at < points.length; at += 2) {
      samples.add(labels(series), new Point(millis(points[at]), points[at + 1]));
    }
    return this;
  }

  Asked ended(String series, double second) {
    samples.add(labels(series), Point.stale(millis(second)));
    return this;
  }

  /** The answer as text: each element's labels and value, sorted, or the reason of a refusal. */
  String at(double second, String query) {
    return switch (Answer.to(query, samples, millis(second))) {
      case Answer.Given(Value value, long time) -> text(value);
      case Answer.Refused(QueryRefused.Kind kind, String reason) -> kind.text() + " " + reason;
    };
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Scalar(double number) -> ValueText.of(number);
      case Value.Text(String text) -> text;
      case Value.Vector(List<Value.Element> elements) ->
          elements.stream()
              .map(element -> element.labels() + " " + ValueText.of(element.value()))
              .sorted()
              .collect(Collectors.joining("\n"));
      case Value.Matrix matrix ->
          matrix.rows().stream()
              .map(row -> row.labels() + " " + row.points())
              .sorted()
              .collect(Collectors.joining("\n"));
    };
  }

  /** Reads {@code name{a="1"}} with the help of the parser. */
  static Labels labels(String series) {
    var selector = (Expression.Selector) Parser.parse(series);
    return new Labels(
        selector.matchers().stream()
            .collect(
                Collectors.toMap(
                    Matcher::label,
                    Matcher::equal,
                    (a, b) -> a + b,
                    TreeMap<String, String>::new)));
  }

  static Sample sample(String name, Map<String, String> labels, double value) {
    return new Sample(name, new TreeMap<>(labels), value);
  }

  private static long millis(double second) {
    return START.toEpochMilli() + Math.round(second * 1000);
  }
}
