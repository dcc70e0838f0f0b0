package io.guidon.sim.demo;

import java.time.Duration;

/**
 * How long answers took: a histogram whose buckets are each a tenth wider than the one before, from
 * 0.1 ms on, so that its percentiles are right within a tenth. Not for many threads.
 */
final class Latencies {

  private static final double GROWTH = 1.1;
  private static final double FIRST_MILLIS = 0.1;
  private static final int BUCKETS = 160;

  private final int[] counts;

  Latencies() {
    this(new int[BUCKETS]);
  }

  private Latencies(int[] counts) {
    this.counts = counts;
  }

  void add(Duration took) {
    double millis = Math.max(FIRST_MILLIS, took.toNanos() / 1_000_000.0);
    int bucket = (int) Math.ceil(Math.log(millis / FIRST_MILLIS) / Math.log(GROWTH));
    counts[Math.min(BUCKETS - 1, bucket)]++;
  }

  Latencies copy() {
    return new Latencies(counts.clone());
  }

  /** Those that came since an earlier copy of the same histogram. */
  Latencies since(Latencies earlier) {
    var fresh = counts.clone();
    for (int i = 0; i < BUCKETS; i++) {
      fresh[i] -= earlier.counts[i];
    }
    return new Latencies(fresh);
  }

  /** What this share (0 to 1) of the answers did not exceed; zero if there were none. */
  Duration percentile(double share) {
    long all = 0;
    for (int count : counts) {
      all += count;
    }
    if (all == 0) {
      return Duration.ZERO;
    }
    int bucket = 0;
    for (long seen = counts[0]; seen < share * all; seen += counts[bucket]) {
      bucket++;
    }
    return Duration.ofNanos((long) (FIRST_MILLIS * Math.pow(GROWTH, bucket) * 1_000_000));
  }
}
