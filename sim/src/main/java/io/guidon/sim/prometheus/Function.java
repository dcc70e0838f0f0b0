package io.guidon.sim.prometheus;

import java.util.List;

/**
 * A function of PromQL.
 *
 * @param optional how many of the last arguments may be left out
 */
record Function(List<ValueType> arguments, int optional, ValueType returns, Body body) {
  Function {
    arguments = List.copyOf(arguments);
  }

  /** What it does with its arguments, which it has evaluated as it needs them. */
  @FunctionalInterface
  interface Body {
    Value apply(List<Expression> arguments, Evaluation evaluation);
  }
}
