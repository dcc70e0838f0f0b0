package io.guidon.sim.prometheus;

/** A value that is set. For many threads. */
public final class Gauge {
  private volatile double value;

  Gauge() {}

  public void set(double newValue) {
    value = newValue;
  }

  double value() {
    return value;
  }
}
