package io.guidon.sim.prometheus;

import io.guidon.core.analysis.template.GoFloat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts observations by size. For many threads; observing takes no lock. */
public final class Histogram {
  private final double[] bounds;
  private final LongAdder[] counts;
  private final DoubleAdder sum = new DoubleAdder();

  /**
   * @param bounds upper bounds of the buckets, rising; the one above all of them comes on top
   */
  Histogram(double... bounds) {
    for (int at = 0; at < bounds.length; at++) {
      if (!Double.isFinite(bounds[at]) || (at > 0 && bounds[at] <= bounds[at - 1])) {
        throw new IllegalArgumentException(
            "bucket bounds must be finite and rise: " + Arrays.toString(bounds));
      }
    }
    this.bounds = bounds.clone();
    this.counts = new LongAdder[bounds.length + 1];
    Arrays.setAll(counts, at -> new LongAdder());
  }

  /** Counts {@code value} in the first bucket whose bound is not below it. */
  public void observe(double value) {
    int found = Arrays.binarySearch(bounds, value);
    counts[found >= 0 ? found : -found - 1].increment();
    sum.add(value);
  }

  boolean has(double... otherBounds) {
    return Arrays.equals(bounds, otherBounds);
  }

  /** What was counted so far; the buckets and the count always fit each other. */
  Stream<Sample> samples(String name, SortedMap<String, String> labels) {
    var samples = new ArrayList<Sample>();
    long total = 0;
    for (int at = 0; at < counts.length; at++) {
      total += counts[at].sum();
      var bucket = new TreeMap<>(labels);
      bucket.put("le", GoFloat.general(at < bounds.length ? bounds[at] : Double.POSITIVE_INFINITY));
      samples.add(new Sample(name + "_bucket", bucket, total));
    }
    samples.add(new Sample(name + "_sum", labels, sum.sum()));
    samples.add(new Sample(name + "_count", labels, total));
    return samples.stream();
  }
}
