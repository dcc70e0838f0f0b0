package io.guidon.core.analysis;

/**
 * What a metric provider answered to a {@link MetricQuery}.
 *
 * <p>Several series are a {@link Failure}: Flagger takes the last one of a list whose order nobody
 * guarantees, so that a query without aggregation passes or fails at random (outages.md O20).
 */
public sealed interface Measurement {

  /** The error text of an answer without any value. */
  String NO_VALUES = "no values found";

  /** One number, not NaN; infinities are numbers. */
  record Value(double number) implements Measurement {
    public Value {
      if (Double.isNaN(number)) {
        throw new IllegalArgumentException("NaN is no value, see Measurement.of");
      }
    }
  }

  /** The provider answered, but there is nothing to measure; {@code why} is for people. */
  record NoData(String why) implements Measurement {}

  /** The question was not answered; {@code reason} is for people. */
  record Failure(Cause cause, String reason) implements Measurement {
    public Failure(String reason) {
      this(Cause.QUERY, reason);
    }
  }

  /** What went wrong, as far as texts tell it apart. */
  enum Cause {
    /** The provider could not be reached, refused, or its answer makes no sense. */
    QUERY,
    /** The Secret with the credentials could not be read. */
    SECRET,
    /** The provider cannot be set up from its template and Secret. */
    PROVIDER
  }

  /** The measurement of {@code number}; NaN is no data, as 0/0 says nothing about a canary. */
  static Measurement of(double number) {
    return Double.isNaN(number) ? new NoData(NO_VALUES + ": the result is NaN") : new Value(number);
  }
}
