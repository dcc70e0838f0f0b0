package io.guidon.sim.prometheus;

import io.guidon.sim.prometheus.Expression.Binary;
import io.guidon.sim.prometheus.Value.Element;
import io.guidon.sim.prometheus.Value.Scalar;
import io.guidon.sim.prometheus.Value.Vector;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Binary operators, where at least one side is a number. Two vectors are {@link Joined}. */
final class BinaryOperation {
  private BinaryOperation() {}

  static Value value(Binary binary, Evaluation at) {
    var left = at.value(binary.left());
    var right = at.value(binary.right());
    if (left instanceof Vector vector) {
      return right instanceof Vector other
          ? vectors(binary, vector, other)
          : withNumber(binary, vector, ((Scalar) right).value(), false);
    }
    double number = ((Scalar) left).value();
    return right instanceof Vector vector
        ? withNumber(binary, vector, number, true)
        : new Scalar(numbers(binary, number, ((Scalar) right).value()));
  }

  private static Vector vectors(Binary binary, Vector left, Vector right) {
    return binary.operator().isSet() ? sets(binary, left, right) : Joined.of(binary, left, right);
  }

  private static double numbers(Binary binary, double left, double right) {
    var operator = binary.operator();
    if (operator.isComparison()) {
      return operator.holds(left, right) ? 1 : 0;
    }
    return operator.result(left, right);
  }

  private static Vector withNumber(Binary binary, Vector vector, double number, boolean isLeft) {
    var elements = new ArrayList<Element>();
    for (var element : vector.elements()) {
      double left = isLeft ? number : element.value();
      double right = isLeft ? element.value() : number;
      result(binary, left, right, element.value())
          .ifPresent(value -> elements.add(new Element(named(binary, element.labels()), value)));
    }
    return new Vector(elements);
  }

  /**
   * The value of a pair, or empty if a comparison drops it.
   *
   * @param kept what a comparison leaves as it is
   */
  static Optional<Double> result(Binary binary, double left, double right, double kept) {
    var operator = binary.operator();
    if (!operator.isComparison()) {
      return Optional.of(operator.result(left, right));
    }
    boolean holds = operator.holds(left, right);
    if (binary.bool()) {
      return Optional.of(holds ? 1.0 : 0.0);
    }
    return holds ? Optional.of(kept) : Optional.empty();
  }

  /** Only a filter leaves a value what it was, and its name with it. */
  static Labels named(Binary binary, Labels labels) {
    return binary.operator().isComparison() && !binary.bool() ? labels : labels.withoutName();
  }

  private static Vector sets(Binary binary, Vector left, Vector right) {
    var matching = binary.matching();
    var wanted = binary.operator() == Operator.OR ? left : right;
    var keys =
        wanted.elements().stream()
            .map(element -> matching.key(element.labels()))
            .collect(Collectors.toSet());
    var others = binary.operator() == Operator.OR ? right : left;
    boolean present = binary.operator() == Operator.AND;
    var filtered =
        others.elements().stream()
            .filter(element -> keys.contains(matching.key(element.labels())) == present);
    return new Vector(
        binary.operator() == Operator.OR
            ? Stream.concat(left.elements().stream(), filtered).toList()
            : filtered.toList());
  }
}
