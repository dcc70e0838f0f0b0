package io.guidon.sim.prometheus;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the values of one group become one. */
enum Aggregation {
  SUM,
  AVG,
  MIN,
  MAX,
  COUNT,
  GROUP;

  /** The one of this name, in small letters. */
  static Optional<Aggregation> of(String name) {
    return Arrays.stream(values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  /** The values, at least one, as one. */
  double merged(List<Double> values) {
    return switch (this) {
      case SUM -> sum(values);
      case AVG -> average(values);
      case MIN -> least(values);
      case MAX -> greatest(values);
      case COUNT -> values.size();
      case GROUP -> 1;
    };
  }

  private static double sum(List<Double> values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /** Step by step, so that the sum of great values does not become infinite. */
  static double average(List<Double> values) {
    double mean = 0;
    int count = 0;
    for (double value : values) {
      count++;
      // Once infinite, only the opposite infinity or NaN changes it; the formula would make it NaN.
      if (!Double.isInfinite(mean) || Double.isNaN(value) || value == -mean) {
        mean += value / count - mean / count;
      }
    }
    return mean;
  }

  /** NaN only if there is nothing else. */
  static double least(List<Double> values) {
    return values.stream().reduce(Double.NaN, (a, b) -> a > b || Double.isNaN(a) ? b : a);
  }

  /** NaN only if there is nothing else. */
  static double greatest(List<Double> values) {
    return values.stream().reduce(Double.NaN, (a, b) -> a < b || Double.isNaN(a) ? b : a);
  }
}
