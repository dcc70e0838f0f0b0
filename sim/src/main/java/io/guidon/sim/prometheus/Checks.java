package io.guidon.sim.prometheus;

import io.guidon.sim.prometheus.Expression.Binary;
import io.guidon.sim.prometheus.Expression.Call;

/** What the types of operands and arguments must be. */
final class Checks {
  private final Words words;

  Checks(Words words) {
    this.words = words;
  }

  void type(Token where, ValueType expected, Expression found, String place) {
    if (found.type() != expected) {
      throw words.wrong(
          where, "expected type " + expected + " in " + place + ", got " + found.type());
    }
  }

  Expression signed(Token sign, Expression of) {
    if (of.type() != ValueType.SCALAR && of.type() != ValueType.VECTOR) {
      throw words.wrong(
          sign,
          "unary expression only allowed on expressions of type scalar or instant vector, got \""
              + of.type()
              + "\"");
    }
    return of;
  }

  Expression binary(Token where, Binary found) {
    var operator = found.operator();
    var left = found.left().type();
    var right = found.right().type();
    if (isNoOperand(left) || isNoOperand(right)) {
      throw words.wrong(
          where, "binary expression must contain only scalar and instant vector types");
    }
    if (found.bool() && !operator.isComparison()) {
      throw words.wrong(where, "bool modifier can only be used on comparison operators");
    }
    boolean vectors = left == ValueType.VECTOR && right == ValueType.VECTOR;
    if (!vectors && !found.matching().labels().isEmpty()) {
      throw words.wrong(where, "vector matching only allowed between instant vectors");
    }
    if (!vectors && operator.isSet()) {
      throw words.wrong(
          where, "set operator \"" + operator + "\" not allowed in binary scalar expression");
    }
    if (found.type() == ValueType.SCALAR && operator.isComparison() && !found.bool()) {
      throw words.wrong(where, "comparisons between scalars must use BOOL modifier");
    }
    return found;
  }

  private static boolean isNoOperand(ValueType type) {
    return type != ValueType.SCALAR && type != ValueType.VECTOR;
  }

  Function function(Token name) {
    var found = Functions.BY_NAME.get(name.text());
    if (found != null) {
      return found;
    }
    throw Functions.NOT_SUPPORTED.contains(name.text())
        ? words.unsupported(name, "the function " + name.text() + "()")
        : words.wrong(name, "unknown function with name \"" + name.text() + "\"");
  }

  Call call(Token name, Call call) {
    var function = call.function();
    int count = call.arguments().size();
    int most = function.arguments().size();
    int least = most - function.optional();
    if (count < least || count > most) {
      var expected = least == most ? "" : count < least ? "at least " : "at most ";
      throw words.wrong(
          name,
          "expected "
              + expected
              + (count < least ? least : most)
              + " argument(s) in call to \""
              + name.text()
              + "\", got "
              + count);
    }
    for (int at = 0; at < count; at++) {
      type(
          name,
          function.arguments().get(at),
          call.arguments().get(at),
          "call to function \"" + name.text() + "\"");
    }
    return call;
  }
}
