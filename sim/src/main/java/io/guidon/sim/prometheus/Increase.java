package io.guidon.sim.prometheus;

import io.guidon.sim.prometheus.Value.Matrix;
import java.util.List;
import java.util.OptionalDouble;

/**
 * By how much a series grew. Points lie within the range and not at its ends, so the increase
 * between them is extrapolated: to an end that is nearer than 1.1 times the average distance of the
 * points, otherwise by half of that distance, and for counters never to where they would have been
 * below zero. Two points are needed.
 */
final class Increase {
  private static final double MILLIS = 1000;
  private static final double NEAR = 1.1;

  private Increase() {}

  /** {@code rate}. */
  static OptionalDouble perSecond(List<Point> points, Matrix range) {
    double seconds = (range.end() - range.start()) / MILLIS;
    return points.size() < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(grown(points, true) * (factor(points, range, true) / seconds));
  }

  /** {@code increase}. */
  static OptionalDouble ofCounter(List<Point> points, Matrix range) {
    return points.size() < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(grown(points, true) * factor(points, range, true));
  }

  /** {@code delta}. */
  static OptionalDouble ofGauge(List<Point> points, Matrix range) {
    return points.size() < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(grown(points, false) * factor(points, range, false));
  }

  /** {@code irate}: between the last two points. */
  static OptionalDouble lastPerSecond(List<Point> points) {
    if (points.size() < 2) {
      return OptionalDouble.empty();
    }
    var last = points.getLast();
    var before = points.get(points.size() - 2);
    // Below the one before it, the counter began anew.
    double grown = last.value() < before.value() ? last.value() : last.value() - before.value();
    return OptionalDouble.of(grown / ((last.at() - before.at()) / MILLIS));
  }

  /** {@code idelta}. */
  static OptionalDouble last(List<Point> points) {
    return points.size() < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(points.getLast().value() - points.get(points.size() - 2).value());
  }

  private static double grown(List<Point> points, boolean isCounter) {
    double grown = points.getLast().value() - points.getFirst().value();
    for (int at = 1; isCounter && at < points.size(); at++) {
      double before = points.get(at - 1).value();
      if (points.get(at).value() < before) {
        grown += before;
      }
    }
    return grown;
  }

  private static double factor(List<Point> points, Matrix range, boolean isCounter) {
    var first = points.getFirst();
    var last = points.getLast();
    double covered = (last.at() - first.at()) / MILLIS;
    double distance = covered / (points.size() - 1);
    double before = (first.at() - range.start()) / MILLIS;
    double after = (range.end() - last.at()) / MILLIS;
    double grown = grown(points, isCounter);
    if (isCounter && grown > 0 && first.value() >= 0) {
      before = Math.min(before, covered * (first.value() / grown));
    }
    return (covered + extrapolated(before, distance) + extrapolated(after, distance)) / covered;
  }

  private static double extrapolated(double missing, double distance) {
    return missing < distance * NEAR ? missing : distance / 2;
  }
}
