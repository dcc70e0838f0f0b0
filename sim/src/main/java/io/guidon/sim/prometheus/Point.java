package io.guidon.sim.prometheus;

/**
 * One value of a series.
 *
 * @param at milliseconds since 1970
 */
record Point(long at, double value) {
  /** The one NaN that Prometheus keeps for "the series ended here". */
  private static final long STALE = 0x7ff0000000000002L;

  /** Marks the end of a series: no query sees it or, at an instant, looks behind it. */
  static Point stale(long at) {
    return new Point(at, Double.longBitsToDouble(STALE));
  }

  boolean isStale() {
    return Double.doubleToRawLongBits(value) == STALE;
  }
}
