package io.guidon.sim.prometheus;

import io.guidon.sim.prometheus.Expression.Aggregate;
import io.guidon.sim.prometheus.Expression.Binary;
import io.guidon.sim.prometheus.Expression.Call;
import io.guidon.sim.prometheus.Expression.Grouping;
import io.guidon.sim.prometheus.Expression.Literal;
import io.guidon.sim.prometheus.Expression.Negative;
import io.guidon.sim.prometheus.Expression.Outermost;
import io.guidon.sim.prometheus.Expression.Range;
import io.guidon.sim.prometheus.Expression.Selector;
import io.guidon.sim.prometheus.Expression.Text;
import io.guidon.sim.prometheus.Value.Element;
import io.guidon.sim.prometheus.Value.Matrix;
import io.guidon.sim.prometheus.Value.Row;
import io.guidon.sim.prometheus.Value.Scalar;
import io.guidon.sim.prometheus.Value.Vector;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What expressions give at one instant.
 *
 * @param time milliseconds since 1970
 */
record Evaluation(Samples samples, long time) {
  /** How long a series without new points is still seen at an instant. */
  private static final long LOOKBACK = Duration.ofMinutes(5).toMillis();

  /**
   * The value of an expression.
   *
   * @throws QueryRefused if the data do not allow for it, such as ambiguous matches
   */
  Value value(Expression expression) {
    return switch (expression) {
      case Literal(double value) -> new Scalar(value);
      case Text(String value) -> new Value.Text(value);
      case Selector selector -> selected(selector);
      case Range range -> selected(range);
      case Call call -> distinct(call.function().body().apply(call.arguments(), this));
      case Aggregate aggregate -> aggregated(aggregate);
      case Outermost outermost -> outermost(outermost);
      case Binary binary -> distinct(BinaryOperation.value(binary, this));
      case Negative negative -> distinct(negative(value(negative.of())));
    };
  }

  double scalar(Expression expression) {
    return ((Scalar) value(expression)).value();
  }

  Vector vector(Expression expression) {
    return (Vector) value(expression);
  }

  Matrix matrix(Expression expression) {
    return (Matrix) value(expression);
  }

  /** The instant in seconds since 1970. */
  double seconds() {
    return time / 1000.0;
  }

  private Vector selected(Selector selector) {
    long at = time - selector.offset();
    return new Vector(
        samples.select(selector::matches).stream()
            .<Element>mapMulti((series, found) ->
                series
                    .last(at - LOOKBACK, at)
                    .ifPresent(point -> found.accept(new Element(series.labels(), point.value()))))
            .toList());
  }

  private Matrix selected(Range range) {
    long end = time - range.selector().offset();
    long start = end - range.length();
    var rows =
        samples.select(range.selector()::matches).stream()
            .map(series -> new Row(series.labels(), series.between(start, end)))
            .filter(row -> !row.points().isEmpty())
            .toList();
    return new Matrix(rows, start, end);
  }

  private Vector aggregated(Aggregate aggregate) {
    return new Vector(
        groups(vector(aggregate.of()), aggregate.grouping()).entrySet().stream()
            .map(group ->
                new Element(
                    group.getKey(),
                    aggregate
                        .aggregation()
                        .merged(group.getValue().stream().map(Element::value).toList())))
            .toList());
  }

  private Vector outermost(Outermost outermost) {
    double count = scalar(outermost.count());
    if (Double.isNaN(count) || count >= Long.MAX_VALUE || count <= Long.MIN_VALUE) {
      throw QueryRefused.execution("Scalar value " + ValueText.of(count) + " overflows int64");
    }
    double sign = outermost.highest() ? -1 : 1;
    // NaN is what is left over, whichever end is asked for.
    var order =
        Comparator.comparing((Element element) -> Double.isNaN(element.value()))
            .thenComparingDouble(element -> sign * element.value());
    return new Vector(
        groups(vector(outermost.of()), outermost.grouping()).values().stream()
            .flatMap(group -> group.stream().sorted(order).limit(Math.max(0, (long) count)))
            .toList());
  }

  private static Map<Labels, List<Element>> groups(Vector vector, Grouping grouping) {
    return vector.elements().stream()
        .collect(
            Collectors.groupingBy(
                element -> grouping.group(element.labels()),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  private static Value negative(Value of) {
    return of instanceof Vector(List<Element> elements)
        ? new Vector(
            elements.stream()
                .map(each -> new Element(each.labels().withoutName(), -each.value()))
                .toList())
        : new Scalar(-((Scalar) of).value());
  }

  /** Series that were told apart by their names alone cannot be, once the names are dropped. */
  private static Value distinct(Value value) {
    if (value instanceof Vector(List<Element> elements)) {
      var seen = new HashSet<Labels>();
      if (!elements.stream().allMatch(element -> seen.add(element.labels()))) {
        throw QueryRefused.execution("vector cannot contain metrics with the same labelset");
      }
    }
    return value;
  }
}
