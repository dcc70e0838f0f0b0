package io.guidon.sim.prometheus;

import io.guidon.sim.prometheus.Value.Element;
import io.guidon.sim.prometheus.Value.Vector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code histogram_quantile}: the value below which a share of all observations lies, as if those
 * of one bucket were spread evenly over it.
 *
 * @see <a
 *     href="https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile">its
 *     rules</a>
 */
final class BucketQuantile {
  private static final Set<String> NOT_GROUPED = Set.of(Labels.NAME, Labels.BUCKET);

  private BucketQuantile() {}

  /** For each histogram in {@code buckets}; elements without a number in {@code le} are ignored. */
  static Vector of(double quantile, Vector buckets) {
    // A bound may be written in two ways, such as 1 and 1.0: then the counts are one bucket's.
    Map<Labels, SortedMap<Double, Double>> histograms = new LinkedHashMap<>();
    for (var bucket : buckets.elements()) {
      var bound = NumberText.parse(bucket.labels().value(Labels.BUCKET));
      if (bound.isPresent()) {
        histograms
            .computeIfAbsent(bucket.labels().without(NOT_GROUPED), key -> new TreeMap<>())
            .merge(bound.getAsDouble(), bucket.value(), Double::sum);
      }
    }
    return new Vector(
        histograms.entrySet().stream()
            .map(each -> new Element(each.getKey(), of(quantile, each.getValue())))
            .toList());
  }

  private static double of(double quantile, SortedMap<Double, Double> buckets) {
    if (Double.isNaN(quantile)) {
      return Double.NaN;
    }
    if (quantile < 0 || quantile > 1) {
      return quantile < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (buckets.lastKey() != Double.POSITIVE_INFINITY || buckets.size() < 2) {
      return Double.NaN;
    }
    var counts = rising(buckets);
    double observations = counts.getLast();
    if (observations == 0) {
      return Double.NaN;
    }
    return within(List.copyOf(buckets.keySet()), counts, quantile * observations);
  }

  /** Buckets are scraped and extrapolated one by one, so that a higher one may count less. */
  private static List<Double> rising(SortedMap<Double, Double> buckets) {
    var counts = new ArrayList<>(buckets.values());
    double most = counts.getFirst();
    for (int at = 1; at < counts.size(); at++) {
      double count = counts.get(at);
      if (count > most) {
        most = count;
      } else if (count < most) {
        counts.set(at, most);
      }
    }
    return counts;
  }

  private static double within(List<Double> bounds, List<Double> counts, double rank) {
    int last = bounds.size() - 1;
    int found = firstThatReaches(rank, counts.subList(0, last));
    if (found == last) {
      return bounds.get(last - 1);
    }
    double end = bounds.get(found);
    if (found == 0) {
      return end <= 0 ? end : end * (rank / counts.getFirst());
    }
    double start = bounds.get(found - 1);
    double below = counts.get(found - 1);
    return start + (end - start) * ((rank - below) / (counts.get(found) - below));
  }

  /** Searched by halves, because that decides which one it is if a count is NaN. */
  private static int firstThatReaches(double rank, List<Double> counts) {
    int low = 0;
    int high = counts.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (counts.get(middle) >= rank) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
