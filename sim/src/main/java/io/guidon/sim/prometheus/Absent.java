package io.guidon.sim.prometheus;

import io.guidon.sim.prometheus.Expression.Range;
import io.guidon.sim.prometheus.Expression.Selector;
import io.guidon.sim.prometheus.Value.Element;
import io.guidon.sim.prometheus.Value.Vector;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/** One element of value 1 where a selector finds nothing, with the labels that it asked for. */
final class Absent {
  private Absent() {}

  static Value now(List<Expression> arguments, Evaluation at) {
    var of = arguments.getFirst();
    return at.vector(of).elements().isEmpty() ? one(of) : Vector.EMPTY;
  }

  static Value overTime(List<Expression> arguments, Evaluation at) {
    var of = arguments.getFirst();
    return at.matrix(of).rows().isEmpty() ? one(of) : Vector.EMPTY;
  }

  private static Vector one(Expression of) {
    var labels =
        switch (of) {
          case Selector selector -> asked(selector);
          case Range range -> asked(range.selector());
          case Expression other -> Labels.NONE;
        };
    return new Vector(List.of(new Element(labels, 1)));
  }

  /** A label with two conditions has no one value. */
  private static Labels asked(Selector selector) {
    var values = new TreeMap<String, String>();
    var known = new HashSet<String>();
    for (var matcher : selector.matchers()) {
      if (matcher.label().equals(Labels.NAME)) {
        continue;
      }
      if (matcher.isEquality() && known.add(matcher.label())) {
        values.put(matcher.label(), matcher.equal());
      } else {
        values.remove(matcher.label());
      }
    }
    return new Labels(values);
  }
}
