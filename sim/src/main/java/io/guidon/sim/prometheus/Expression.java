package io.guidon.sim.prometheus;

import java.util.List;

/** A query that was understood. Parentheses are gone: the tree says it. */
sealed interface Expression {
  ValueType type();

  record Literal(double value) implements Expression {
    @Override
    public ValueType type() {
      return ValueType.SCALAR;
    }
  }

  record Text(String value) implements Expression {
    @Override
    public ValueType type() {
      return ValueType.STRING;
    }
  }

  /**
   * The last point of each series that matches.
   *
   * @param offset how far back it looks, in ms; negative is forward
   */
  record Selector(List<Matcher> matchers, long offset) implements Expression {
    public Selector {
      matchers = List.copyOf(matchers);
    }

    @Override
    public ValueType type() {
      return ValueType.VECTOR;
    }

    boolean matches(Labels labels) {
      return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }
  }

  /**
   * The points of a time span of each series that matches.
   *
   * @param length in ms
   */
  record Range(Selector selector, long length) implements Expression {
    @Override
    public ValueType type() {
      return ValueType.MATRIX;
    }
  }

  record Call(Function function, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public ValueType type() {
      return function.returns();
    }
  }

  record Aggregate(Aggregation aggregation, Expression of, Grouping grouping)
      implements Expression {
    @Override
    public ValueType type() {
      return ValueType.VECTOR;
    }
  }

  /** {@code topk} and {@code bottomk}: the outermost {@code count} of each group. */
  record Outermost(boolean highest, Expression count, Expression of, Grouping grouping)
      implements Expression {
    @Override
    public ValueType type() {
      return ValueType.VECTOR;
    }
  }

  /**
   * Two operands.
   *
   * @param bool whether a comparison gives 0 or 1 instead of being a filter
   */
  record Binary(
      Operator operator, boolean bool, Matching matching, Expression left, Expression right)
      implements Expression {
    @Override
    public ValueType type() {
      return left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR
          ? ValueType.SCALAR
          : ValueType.VECTOR;
    }
  }

  record Negative(Expression of) implements Expression {
    @Override
    public ValueType type() {
      return of.type();
    }
  }

  /** {@code by (...)} or {@code without (...)}. */
  record Grouping(boolean without, List<String> labels) {
    /** All in one group. */
    static final Grouping ALL = new Grouping(false, List.of());

    public Grouping {
      labels = List.copyOf(labels);
    }

    Labels group(Labels element) {
      return without ? element.without(labels).withoutName() : element.only(labels);
    }
  }

  /** Which side of a binary operator may have several elements for one of the other side. */
  enum Many {
    NEITHER,
    LEFT,
    RIGHT
  }

  /**
   * How elements of both sides of a binary operator find each other.
   *
   * @param on whether {@code labels} are those that count, or those that do not
   * @param included labels that the result takes from the side with one element
   */
  record Matching(boolean on, List<String> labels, Many many, List<String> included) {
    /** All labels count but the name. */
    static final Matching DEFAULT = new Matching(false, List.of(), Many.NEITHER, List.of());

    public Matching {
      labels = List.copyOf(labels);
      included = List.copyOf(included);
    }

    Labels key(Labels element) {
      return on ? element.only(labels) : element.without(labels).withoutName();
    }
  }
}
