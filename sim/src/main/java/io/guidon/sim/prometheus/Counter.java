package io.guidon.sim.prometheus;

import java.util.concurrent.atomic.DoubleAdder;

/** A value that only grows. For many threads; counting takes no lock. */
public final class Counter {
  private final DoubleAdder total = new DoubleAdder();

  Counter() {}

  public void increment() {
    total.add(1);
  }

  /**
   * Adds {@code amount}.
   *
   * @throws IllegalArgumentException if it is negative or not a number
   */
  public void add(double amount) {
    if (!(amount >= 0)) {
      throw new IllegalArgumentException("a counter cannot grow by " + amount);
    }
    total.add(amount);
  }

  double value() {
    return total.sum();
  }
}
