package io.guidon.sim.prometheus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The points of one series, in the order of time. For many threads. */
final class Series {
  private final Labels labels;
  private final Deque<Point> points = new ArrayDeque<>();

  Series(Labels labels) {
    this.labels = labels;
  }

  Labels labels() {
    return labels;
  }

  /**
   * Adds a point and drops those before {@code oldest}.
   *
   * @return false if it is not newer than the last one; then nothing is added
   */
  synchronized boolean add(Point point, long oldest) {
    if (!isEmptySince(point.at())) {
      return false;
    }
    points.addLast(point);
    while (points.getFirst().at() < oldest) {
      points.removeFirst();
    }
    return true;
  }

  /** Whether there is no point at {@code time}, in ms, or later. */
  synchronized boolean isEmptySince(long time) {
    return points.isEmpty() || points.getLast().at() < time;
  }

  /** The points of both ends and between them, without stale markers. */
  synchronized List<Point> between(long from, long to) {
    return points.stream()
        .filter(point -> point.at() >= from && point.at() <= to && !point.isStale())
        .toList();
  }

  /** The last point not before {@code from} and not after {@code to}, unless the series ended. */
  synchronized Optional<Point> last(long from, long to) {
    for (var newestFirst = points.descendingIterator(); newestFirst.hasNext(); ) {
      var point = newestFirst.next();
      if (point.at() <= to) {
        return Optional.of(point).filter(found -> found.at() >= from && !found.isStale());
      }
    }
    return Optional.empty();
  }
}
