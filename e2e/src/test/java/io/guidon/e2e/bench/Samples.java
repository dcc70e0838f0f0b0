package io.guidon.e2e.bench;

import java.util.List;

/**
 * Durations in nanoseconds, of which the p-th percentile is the smallest that p % do not exceed.
 */
record Samples(List<Long> nanos) {
  Samples {
    nanos = nanos.stream().sorted().toList();
  }

  private long percentile(int percent) {
    return nanos.get((nanos.size() * percent + 99) / 100 - 1);
  }

  /** Median and 95th percentile. */
  String text() {
    return Table.seconds(percentile(50)) + " / " + Table.seconds(percentile(95));
  }

  /** Median, 95th percentile, and the worst. */
  String ofMany() {
    return text() + " / " + Table.seconds(nanos.getLast());
  }

  /** Median, and the worst. */
  String ofFew() {
    return Table.seconds(percentile(50)) + " / " + Table.seconds(nanos.getLast());
  }
}
