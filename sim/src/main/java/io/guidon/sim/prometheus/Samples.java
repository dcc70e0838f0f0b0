package io.guidon.sim.prometheus;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** All series with their points of the last minutes, in memory. For many threads. */
public final class Samples {
  private final long retention;
  private final ConcurrentMap<Labels, Series> series = new ConcurrentHashMap<>();

  /**
   * @param retention how long a point is kept; what is older is gone for queries of any range
   */
  public Samples(Duration retention) {
    this.retention = retention.toMillis();
  }

  /**
   * Adds what a scrape found.
   *
   * @return false if the series has a point of that millisecond or a later one; then, as in
   *     Prometheus, nothing is added
   */
  public boolean append(Instant at, Sample sample) {
    return add(Labels.of(sample), new Point(at.toEpochMilli(), sample.value()));
  }

  boolean add(Labels labels, Point point) {
    var added = new AtomicBoolean();
    // In one step with the removal in forget, so that no point goes to a series that is gone.
    series.compute(
        labels,
        (key, found) -> {
          var target = found == null ? new Series(labels) : found;
          added.set(target.add(point, point.at() - retention));
          return target;
        });
    return added.get();
  }

  /** Drops the series that got no point for as long as points are kept. */
  void forget(Instant now) {
    long oldest = now.toEpochMilli() - retention;
    for (var labels : series.keySet()) {
      series.computeIfPresent(labels, (key, found) -> found.isEmptySince(oldest) ? null : found);
    }
  }

  List<Series> select(Predicate<Labels> wanted) {
    return series.values().stream().filter(each -> wanted.test(each.labels())).toList();
  }

  /** How many series are known. */
  int size() {
    return series.size();
  }
}
