package io.guidon.sim.prometheus;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The binary operators, the ones that bind least first. */
enum Operator {
  OR("or", 1),
  AND("and", 2),
  UNLESS("unless", 2),
  EQUAL("==", 3),
  NOT_EQUAL("!=", 3),
  LESS("<", 3),
  LESS_OR_EQUAL("<=", 3),
  GREATER(">", 3),
  GREATER_OR_EQUAL(">=", 3),
  PLUS("+", 4),
  MINUS("-", 4),
  TIMES("*", 5),
  DIVIDED("/", 5),
  MODULO("%", 5),
  POWER("^", 6);

  /** A sign binds as a product does: {@code -2 ^ 2} is -4. */
  static final int SIGN_BINDING = TIMES.binding;

  private final String text;
  private final int binding;

  Operator(String text, int binding) {
    this.text = text;
    this.binding = binding;
  }

  static Optional<Operator> of(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(each -> each.text.equals(lower)).findFirst();
  }

  int binding() {
    return binding;
  }

  boolean isSet() {
    return binding <= AND.binding;
  }

  boolean isComparison() {
    return binding == EQUAL.binding;
  }

  /** For comparisons. */
  boolean holds(double left, double right) {
    return switch (this) {
      case EQUAL -> left == right;
      case NOT_EQUAL -> left != right;
      case LESS -> left < right;
      case LESS_OR_EQUAL -> left <= right;
      case GREATER -> left > right;
      case GREATER_OR_EQUAL -> left >= right;
      case OR, AND, UNLESS, PLUS, MINUS, TIMES, DIVIDED, MODULO, POWER ->
          throw new IllegalStateException(text + " is no comparison");
    };
  }

  /** For arithmetic. */
  double result(double left, double right) {
    return switch (this) {
      case PLUS -> left + right;
      case MINUS -> left - right;
      case TIMES -> left * right;
      case DIVIDED -> left / right;
      case MODULO -> left % right;
      case POWER -> power(left, right);
      case OR, AND, UNLESS, EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          throw new IllegalStateException(text + " is no arithmetic");
    };
  }

  /** IEEE 754, as Go: Java has NaN where the base is 1 or -1 and the exponent no number. */
  private static double power(double base, double exponent) {
    return base == 1 || (base == -1 && Double.isInfinite(exponent)) ? 1 : Math.pow(base, exponent);
  }

  @Override
  public String toString() {
    return text;
  }
}
