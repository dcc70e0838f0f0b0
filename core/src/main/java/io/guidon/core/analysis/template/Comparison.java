package io.guidon.core.analysis.template;

import java.util.List;

/** {@code eq}, {@code lt} and their relatives: values of different types cannot be compared. */
final class Comparison {

  private Comparison() {}

  /**
   * Whether {@code value} equals one of {@code others}; those behind that one are not looked at.
   */
  static boolean equal(Value value, List<Value> others) {
    if (others.isEmpty()) {
      throw new TemplateError("missing argument for comparison");
    }
    for (var other : others) {
      if (equal(value, other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean equal(Value one, Value other) {
    if (one instanceof Value.Nil || other instanceof Value.Nil) {
      return one instanceof Value.Nil && other instanceof Value.Nil;
    }
    if (one instanceof Value.Mapping && other instanceof Value.Mapping) {
      throw new TemplateError("non-comparable type " + Printing.plain(one) + ": " + one.type());
    }
    if (one instanceof Value.Truth(boolean first) && other instanceof Value.Truth(boolean second)) {
      return first == second;
    }
    return compare(one, other) == 0;
  }

  /**
   * Below, at or above 0 as the first of two values is less than, equal to or greater than the
   * second.
   */
  static int order(List<Value> two) {
    var one = two.getFirst();
    var other = two.getLast();
    for (var value : two) {
      switch (value) {
        case Value.Nil _, Value.Mapping _ -> throw new TemplateError("invalid type for comparison");
        case Value.Text _, Value.Whole _, Value.Real _, Value.Truth _ -> {}
      }
    }
    if (one instanceof Value.Truth && other instanceof Value.Truth) {
      throw new TemplateError("invalid type for comparison");
    }
    return compare(one, other);
  }

  private static int compare(Value one, Value other) {
    if (one instanceof Value.Text(String first) && other instanceof Value.Text(String second)) {
      return Quoting.compare(first, second);
    }
    if (one instanceof Value.Whole first && other instanceof Value.Whole second) {
      return Long.compare(first.number(), second.number());
    }
    if (one instanceof Value.Real(double first) && other instanceof Value.Real(double second)) {
      // Not Double.compare: -0 equals 0. NaN cannot be written in a template.
      return first < second ? -1 : first > second ? 1 : 0;
    }
    throw new TemplateError(
        "incompatible types for comparison: " + one.type() + " and " + other.type());
  }
}
