package io.guidon.e2e.prometheus;

import io.guidon.e2e.prometheus.History.Shown;
import io.guidon.sim.prometheus.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/** Series with what makes rates, quantiles and aggregations difficult. */
final class OddSeries {
  private OddSeries() {}

  static List<Shown> all() {
    var all = new ArrayList<Shown>();
    counters(all);
    gauges(all);
    histograms(all);
    return all;
  }

  private static void counters(List<Shown> all) {
    all.add(one("odd_total", "kind", "resets", OddSeries::always, second -> second * 3 % 400));
    all.add(one("odd_total", "kind", "resets_often", OddSeries::always, second -> second % 12));
    all.add(one("odd_total", "kind", "zero", OddSeries::always, second -> 0));
    all.add(one("odd_total", "kind", "constant", OddSeries::always, second -> 5));
    all.add(one("odd_total", "kind", "late", second -> second > 201, second -> 1000 + second));
    all.add(one("odd_total", "kind", "fresh", second -> second > 201, second -> second - 200));
    all.add(one("odd_total", "kind", "gone", second -> second < 317, second -> 7 * second));
    all.add(
        one("odd_total", "kind", "flickers", second -> second % 120 > 57, second -> 0.25 * second));
    all.add(one("odd_total", "kind", "once", second -> second > 298 && second < 302, second -> 42));
    all.add(
        one(
            "odd_total",
            "kind",
            "twice",
            second -> second > 293 && second < 302,
            second -> second));
    all.add(one("odd_total", "kind", "slow", OddSeries::always, second -> Math.floor(second / 60)));
    all.add(one("odd_total", "kind", "negative", OddSeries::always, second -> second - 500));
    all.add(one("odd_total", "kind", "huge", OddSeries::always, second -> 1e300 * second));
  }

  private static void gauges(List<Shown> all) {
    var values =
        new TreeMap<String, Double>(
            Map.of(
                "nan", Double.NaN,
                "inf", Double.POSITIVE_INFINITY,
                "minus_inf", Double.NEGATIVE_INFINITY,
                "zero", 0.0,
                "minus_zero", -0.0,
                "one", 1.0,
                "minus", -2.5,
                "tiny", 1e-9,
                "great", 3e22));
    values.forEach(
        (kind, value) -> all.add(one("odd", "kind", kind, OddSeries::always, second -> value)));
    all.add(one("mixed", "kind", "nan", OddSeries::always, s -> s % 20 < 7 ? Double.NaN : s));
    all.add(
        one(
            "mixed",
            "kind",
            "inf",
            OddSeries::always,
            s -> s % 30 < 7 ? Double.POSITIVE_INFINITY : -s));
    all.add(one("mixed", "kind", "wave", OddSeries::always, s -> Math.sin(s / 20) * 10));
    all.add(one("mixed", "kind", "great", OddSeries::always, s -> s % 10 < 5 ? 1e16 : -1e16 + 1));
    all.add(one("overflow", "kind", "a", OddSeries::always, s -> 1.7e308));
    all.add(one("overflow", "kind", "b", OddSeries::always, s -> 1.6e308));
  }

  private static void histograms(List<Shown> all) {
    buckets(all, "plain", "0.1", 1, "0.5", 4, "1", 9, "+Inf", 10);
    buckets(all, "no_infinity", "0.1", 1, "0.5", 4);
    buckets(all, "two_spellings", "1", 2, "1.0", 3, "2", 7, "+Inf", 8);
    buckets(all, "falling", "1", 5, "2", 3, "4", 9, "+Inf", 8);
    buckets(all, "only_infinity", "+Inf", 4);
    buckets(all, "below_zero", "-1", 2, "0", 3, "1", 5, "+Inf", 6);
    buckets(all, "zero_first", "0", 5, "1", 6, "+Inf", 6);
    buckets(all, "no_number", "low", 5, "1", 3, "+Inf", 6);
    buckets(all, "empty", "1", 0, "+Inf", 0);
    buckets(all, "all_above", "1", 0, "2", 0, "+Inf", 5);
    buckets(all, "exact", "1", 25, "2", 50, "3", 75, "+Inf", 100);
    buckets(all, "nan", "1", 1, "2", Double.NaN, "+Inf", 5);
    buckets(all, "exponent", "1e-3", 1, "1e+06", 3, "+Inf", 4);
    all.add(one("no_buckets_bucket", "kind", "a", OddSeries::always, second -> 1));
  }

  /** Bounds and how many each bucket gets per second. */
  private static void buckets(List<Shown> all, String kind, Object... bounds) {
    for (int at = 0; at < bounds.length; at += 2) {
      double pace = ((Number) bounds[at + 1]).doubleValue();
      var labels = History.with(labels("kind", kind), "le", (String) bounds[at]);
      all.add(time -> Stream.of(new Sample("odd_bucket", labels, Math.floor(pace * second(time)))));
    }
  }

  private static Shown one(
      String name, String label, String kind, DoublePredicate isThere, DoubleUnaryOperator value) {
    var labels = labels(label, kind);
    return time ->
        isThere.test(second(time))
            ? Stream.of(new Sample(name, labels, value.applyAsDouble(second(time))))
            : Stream.of();
  }

  private static SortedMap<String, String> labels(String name, String value) {
    return new TreeMap<>(Map.of(name, value));
  }

  private static boolean always(double second) {
    return true;
  }

  private static double second(Instant time) {
    return Duration.between(History.START, time).toMillis() / 1000.0;
  }
}
