package io.guidon.sim.prometheus;

import io.guidon.sim.prometheus.Value.Element;
import io.guidon.sim.prometheus.Value.Matrix;
import io.guidon.sim.prometheus.Value.Vector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The functions of a range vector: rates, and aggregations over time. */
final class RangeFunctions {
  private RangeFunctions() {}

  /** One series; empty if its points do not suffice. */
  private interface OverPoints {
    OptionalDouble value(List<Point> points, Matrix range);
  }

  static Map<String, Function> byName() {
    var all = new HashMap<String, Function>();
    all.put("rate", of((points, range) -> Increase.perSecond(points, range)));
    all.put("increase", of((points, range) -> Increase.ofCounter(points, range)));
    all.put("delta", of((points, range) -> Increase.ofGauge(points, range)));
    all.put("irate", of((points, range) -> Increase.lastPerSecond(points)));
    all.put("idelta", of((points, range) -> Increase.last(points)));
    all.put("sum_over_time", ofValues(RangeFunctions::sum));
    all.put("avg_over_time", ofValues(Aggregation::average));
    all.put("min_over_time", ofValues(Aggregation::least));
    all.put("max_over_time", ofValues(Aggregation::greatest));
    all.put("count_over_time", ofValues(List::size));
    all.put("present_over_time", ofValues(values -> 1));
    all.put("changes", ofValues(RangeFunctions::changes));
    all.put("resets", ofValues(RangeFunctions::resets));
    all.put(
        "last_over_time",
        new Function(List.of(ValueType.MATRIX), 0, ValueType.VECTOR, RangeFunctions::last));
    all.put(
        "absent_over_time",
        new Function(List.of(ValueType.MATRIX), 0, ValueType.VECTOR, Absent::overTime));
    return all;
  }

  private static Function ofValues(ToDoubleFunction<List<Double>> function) {
    return of((points, range) ->
        OptionalDouble.of(function.applyAsDouble(points.stream().map(Point::value).toList())));
  }

  private static Function of(OverPoints function) {
    return new Function(
        List.of(ValueType.MATRIX),
        0,
        ValueType.VECTOR,
        (arguments, at) -> {
          var range = at.matrix(arguments.getFirst());
          return new Vector(
              range.rows().stream()
                  .<Element>mapMulti((row, found) ->
                      function
                          .value(row.points(), range)
                          .ifPresent(value ->
                              found.accept(new Element(row.labels().withoutName(), value))))
                  .toList());
        });
  }

  /** The one function of a range that keeps the name: the value is the series' own. */
  private static Value last(List<Expression> arguments, Evaluation at) {
    return new Vector(
        at.matrix(arguments.getFirst()).rows().stream()
            .map(row -> new Element(row.labels(), row.points().getLast().value()))
            .toList());
  }

  /** With what rounding lost carried along, as Prometheus does it (Kahan, Neumaier). */
  private static double sum(List<Double> values) {
    double sum = 0;
    double lost = 0;
    for (double value : values) {
      double next = sum + value;
      lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
      sum = next;
    }
    return Double.isInfinite(sum) ? sum : sum + lost;
  }

  private static double changes(List<Double> values) {
    int changes = 0;
    for (int at = 1; at < values.size(); at++) {
      double before = values.get(at - 1);
      double after = values.get(at);
      if (before != after && !(Double.isNaN(before) && Double.isNaN(after))) {
        changes++;
      }
    }
    return changes;
  }

  private static double resets(List<Double> values) {
    int resets = 0;
    for (int at = 1; at < values.size(); at++) {
      if (values.get(at) < values.get(at - 1)) {
        resets++;
      }
    }
    return resets;
  }
}
