package io.guidon.sim.prometheus;

import java.util.List;

/** What an expression gives at one instant. */
sealed interface Value {
  record Scalar(double value) implements Value {}

  record Text(String text) implements Value {}

  /** One value of each of several series. */
  record Vector(List<Element> elements) implements Value {
    static final Vector EMPTY = new Vector(List.of());

    public Vector {
      elements = List.copyOf(elements);
    }
  }

  record Element(Labels labels, double value) {}

  /**
   * The points of several series in a range of time; series without any are not there.
   *
   * @param start milliseconds since 1970; the range includes both ends
   * @param end milliseconds since 1970
   */
  record Matrix(List<Row> rows, long start, long end) implements Value {
    public Matrix {
      rows = List.copyOf(rows);
    }
  }

  record Row(Labels labels, List<Point> points) {
    public Row {
      points = List.copyOf(points);
    }
  }
}
