package io.guidon.core.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * How the two built-in checks are asked where one kind of proxy or instrumentation counts the
 * requests (spec/metrics.md §5). Both queries are templates; white space is as Flagger sends it.
 *
 * @param successRate gives percent
 * @param millisecondsPerUnit of the value that {@code duration} gives
 */
record Observer(String successRate, String duration, double millisecondsPerUnit) {

  /** A series and the label matchers that select the canary's part of it. */
  record Series(String metric, List<String> matchers) {
    Series {
      matchers = List.copyOf(matchers);
    }

    Series and(String matcher) {
      var all = new ArrayList<>(matchers);
      all.add(matcher);
      return new Series(metric, all);
    }

    String rate() {
      return "sum( rate( %s{ %s }[{{ interval }}] ) )"
          .formatted(metric, String.join(", ", matchers));
    }
  }

  /** The share of requests in {@code total} that match {@code notError}. */
  static String shareOf(Series total, String notError) {
    return " " + total.and(notError).rate() + " / " + total.rate() + " * 100";
  }

  /** The time within which 99 % of the requests were answered. */
  static String p99(Series buckets) {
    return " histogram_quantile( 0.99, " + buckets.rate() + " by (le) )";
  }
}
