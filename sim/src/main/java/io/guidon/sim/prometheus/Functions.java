package io.guidon.sim.prometheus;

import io.guidon.sim.prometheus.Value.Element;
import io.guidon.sim.prometheus.Value.Scalar;
import io.guidon.sim.prometheus.Value.Vector;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/** The functions that are known here, and the names of those that only Prometheus knows. */
final class Functions {
  /** What Prometheus 2.42 has beyond ours, so that a slip of the pen gets its own error. */
  static final Set<String> NOT_SUPPORTED =
      Set.of(
          ("acos acosh asin asinh atan atanh cos cosh day_of_month day_of_week day_of_year"
                  + " days_in_month deg deriv histogram_count histogram_fraction histogram_sum"
                  + " holt_winters hour label_join label_replace minute month pi predict_linear"
                  + " quantile_over_time rad sin sinh stddev_over_time stdvar_over_time tan tanh"
                  + " timestamp year")
              .split(" "));

  static final Map<String, Function> BY_NAME = all();

  private Functions() {}

  private static Map<String, Function> all() {
    var all = new HashMap<String, Function>(RangeFunctions.byName());
    all.put(
        "time",
        new Function(List.of(), 0, ValueType.SCALAR, (none, at) -> new Scalar(at.seconds())));
    all.put(
        "vector", new Function(List.of(ValueType.SCALAR), 0, ValueType.VECTOR, Functions::vector));
    all.put(
        "scalar", new Function(List.of(ValueType.VECTOR), 0, ValueType.SCALAR, Functions::scalar));
    all.put("absent", new Function(List.of(ValueType.VECTOR), 0, ValueType.VECTOR, Absent::now));
    all.put(
        "histogram_quantile",
        new Function(
            List.of(ValueType.SCALAR, ValueType.VECTOR), 0, ValueType.VECTOR, Functions::quantile));
    all.put("sort", sorting(Comparator.comparingDouble(Element::value)));
    all.put("sort_desc", sorting(Comparator.comparingDouble(element -> -element.value())));
    putClamps(all);
    putRoundings(all);
    putCurves(all);
    return Map.copyOf(all);
  }

  private static void putClamps(Map<String, Function> all) {
    all.put("clamp_min", withNumbers(1, 0, numbers -> value -> greater(value, numbers.getFirst())));
    all.put("clamp_max", withNumbers(1, 0, numbers -> value -> less(value, numbers.getFirst())));
    all.put(
        "clamp",
        new Function(
            List.of(ValueType.VECTOR, ValueType.SCALAR, ValueType.SCALAR),
            0,
            ValueType.VECTOR,
            (arguments, at) -> {
              double least = at.scalar(arguments.get(1));
              double most = at.scalar(arguments.get(2));
              return most < least
                  ? Vector.EMPTY
                  : each(at.vector(arguments.getFirst()), v -> greater(less(v, most), least));
            }));
  }

  private static void putRoundings(Map<String, Function> all) {
    all.put("abs", ofEach(Math::abs));
    all.put("ceil", ofEach(Math::ceil));
    all.put("floor", ofEach(Math::floor));
    all.put("sgn", ofEach(Math::signum));
    all.put(
        "round",
        withNumbers(
            1,
            1,
            numbers -> {
              // The inverse, because 1 / 0.1 is exact where 0.1 is not.
              double inverse = 1 / (numbers.isEmpty() ? 1 : numbers.getFirst());
              return value -> Math.floor(value * inverse + 0.5) / inverse;
            }));
  }

  private static void putCurves(Map<String, Function> all) {
    all.put("exp", ofEach(Math::exp));
    all.put("ln", ofEach(Math::log));
    all.put("log10", ofEach(Math::log10));
    all.put("log2", ofEach(value -> Math.log(value) / Math.log(2)));
    all.put("sqrt", ofEach(Math::sqrt));
  }

  private static Value vector(List<Expression> arguments, Evaluation at) {
    return new Vector(List.of(new Element(Labels.NONE, at.scalar(arguments.getFirst()))));
  }

  private static Value scalar(List<Expression> arguments, Evaluation at) {
    var elements = at.vector(arguments.getFirst()).elements();
    return new Scalar(elements.size() == 1 ? elements.getFirst().value() : Double.NaN);
  }

  private static Value quantile(List<Expression> arguments, Evaluation at) {
    return BucketQuantile.of(at.scalar(arguments.get(0)), at.vector(arguments.get(1)));
  }

  private static Function ofEach(DoubleUnaryOperator operator) {
    return withNumbers(0, 0, numbers -> operator);
  }

  /** A function of a vector and some scalars, element by element. */
  private static Function withNumbers(
      int count,
      int optional,
      java.util.function.Function<List<Double>, DoubleUnaryOperator> operator) {
    var types =
        count == 0 ? List.of(ValueType.VECTOR) : List.of(ValueType.VECTOR, ValueType.SCALAR);
    return new Function(
        types,
        optional,
        ValueType.VECTOR,
        (arguments, at) -> {
          var numbers = arguments.subList(1, arguments.size()).stream().map(at::scalar).toList();
          return each(at.vector(arguments.getFirst()), operator.apply(numbers));
        });
  }

  private static Vector each(Vector of, DoubleUnaryOperator operator) {
    return new Vector(
        of.elements().stream()
            .map(element ->
                new Element(
                    element.labels().withoutName(), operator.applyAsDouble(element.value())))
            .toList());
  }

  /** NaN comes last, either way. */
  private static Function sorting(Comparator<Element> order) {
    var nanLast =
        Comparator.comparing((Element element) -> Double.isNaN(element.value()))
            .thenComparing(order);
    return new Function(
        List.of(ValueType.VECTOR),
        0,
        ValueType.VECTOR,
        (arguments, at) ->
            new Vector(
                at.vector(arguments.getFirst()).elements().stream().sorted(nanLast).toList()));
  }

  /** As Go: an infinity beats NaN. */
  private static double greater(double a, double b) {
    return a == Double.POSITIVE_INFINITY || b == Double.POSITIVE_INFINITY
        ? Double.POSITIVE_INFINITY
        : Math.max(a, b);
  }

  private static double less(double a, double b) {
    return a == Double.NEGATIVE_INFINITY || b == Double.NEGATIVE_INFINITY
        ? Double.NEGATIVE_INFINITY
        : Math.min(a, b);
  }
}
