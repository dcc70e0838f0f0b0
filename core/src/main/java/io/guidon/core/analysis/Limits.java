package io.guidon.core.analysis;

import io.guidon.core.analysis.template.GoFloat;
import io.guidon.core.resource.GoDuration;
import io.guidon.core.resource.Metric;
import io.guidon.core.resource.ThresholdRange;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a check accepts, both ends included (spec/metrics.md §6).
 *
 * @param min percent, whole milliseconds or the unit of the query
 * @param max likewise
 */
record Limits(Unit unit, OptionalDouble min, OptionalDouble max) {

  /** How numbers are compared and printed. */
  enum Unit {
    PERCENT,
    /** Whole milliseconds; fractions are cut off before they are compared, as in Flagger. */
    MILLISECONDS,
    NONE
  }

  private static final long LONGEST = Duration.ofNanos(Long.MAX_VALUE).toMillis();

  Limits {
    if (unit == Unit.MILLISECONDS) {
      min = truncated(min);
      max = truncated(max);
    }
  }

  /** At least the deprecated {@code threshold}, unless the metric has a range. */
  static Limits atLeast(Unit unit, Metric metric) {
    return metric
        .thresholdRange()
        .map(range -> of(unit, range))
        .orElseGet(
            () -> new Limits(unit, OptionalDouble.of(metric.threshold()), OptionalDouble.empty()));
  }

  /** At most the deprecated {@code threshold}, unless the metric has a range. */
  static Limits atMost(Unit unit, Metric metric) {
    return metric
        .thresholdRange()
        .map(range -> of(unit, range))
        .orElseGet(
            () -> new Limits(unit, OptionalDouble.empty(), OptionalDouble.of(metric.threshold())));
  }

  private static Limits of(Unit unit, ThresholdRange range) {
    return new Limits(unit, range.min(), range.max());
  }

  /** The number in the form in which it is compared. */
  double comparable(double number) {
    return unit == Unit.MILLISECONDS ? truncated(number) : number;
  }

  /** Why {@code number} is not accepted, such as {@code 98.69% < 99%}; empty if it is. */
  Optional<String> violation(double number) {
    if (min.isPresent() && number < min.getAsDouble()) {
      return Optional.of(value(number) + " < " + bound(min.getAsDouble()));
    }
    if (max.isPresent() && number > max.getAsDouble()) {
      return Optional.of(value(number) + " > " + bound(max.getAsDouble()));
    }
    return Optional.empty();
  }

  /** A measured number as texts print it. */
  String value(double number) {
    return switch (unit) {
      case PERCENT -> GoFloat.fixed(number, 2) + "%";
      case MILLISECONDS -> duration(number);
      case NONE -> GoFloat.fixed(number, 2);
    };
  }

  private String bound(double number) {
    return switch (unit) {
      case PERCENT -> GoFloat.general(number) + "%";
      case MILLISECONDS -> duration(number);
      case NONE -> GoFloat.general(number);
    };
  }

  /** The accepted range as texts print it. */
  String range() {
    if (min.isPresent() && max.isPresent()) {
      return bound(min.getAsDouble()) + ".." + bound(max.getAsDouble());
    }
    if (min.isPresent()) {
      return ">= " + bound(min.getAsDouble());
    }
    return max.isPresent() ? "<= " + bound(max.getAsDouble()) : "any value";
  }

  private static OptionalDouble truncated(OptionalDouble number) {
    return number.isPresent()
        ? OptionalDouble.of(truncated(number.getAsDouble()))
        : OptionalDouble.empty();
  }

  private static double truncated(double number) {
    return number < 0 ? Math.ceil(number) : Math.floor(number);
  }

  /** Go's durations end at 292 years; what is longer, infinity included, is printed as that. */
  private static String duration(double milliseconds) {
    var within = Math.clamp((long) milliseconds, -LONGEST, LONGEST);
    return GoDuration.format(Duration.ofMillis(within));
  }
}
