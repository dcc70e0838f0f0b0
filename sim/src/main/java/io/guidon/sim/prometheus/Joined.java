package io.guidon.sim.prometheus;

import io.guidon.sim.prometheus.Expression.Binary;
import io.guidon.sim.prometheus.Expression.Many;
import io.guidon.sim.prometheus.Value.Element;
import io.guidon.sim.prometheus.Value.Vector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Two vectors, element by element with the same labels. One of the sides must have at most one
 * element for each; the other may have several only if {@code group_left} or {@code group_right}
 * says so.
 */
final class Joined {
  private final Binary binary;
  private final Map<Labels, Element> ones;

  private Joined(Binary binary, Map<Labels, Element> ones) {
    this.binary = binary;
    this.ones = ones;
  }

  static Vector of(Binary binary, Vector left, Vector right) {
    if (left.elements().isEmpty() || right.elements().isEmpty()) {
      return Vector.EMPTY;
    }
    boolean manyRight = binary.matching().many() == Many.RIGHT;
    var ones = unique(binary, manyRight ? left : right);
    return new Joined(binary, ones).with((manyRight ? right : left).elements());
  }

  private static Map<Labels, Element> unique(Binary binary, Vector side) {
    var ones = new HashMap<Labels, Element>();
    var matching = binary.matching();
    for (var element : side.elements()) {
      var key = matching.key(element.labels());
      var other = ones.put(key, element);
      if (other != null) {
        throw QueryRefused.execution(
            "found duplicate series for the match group "
                + key
                + " on the "
                + (matching.many() == Many.RIGHT ? "left" : "right")
                + " hand-side of the operation: ["
                + element.labels()
                + ", "
                + other.labels()
                + "];many-to-many matching not allowed: matching labels must be unique on one"
                + " side");
      }
    }
    return ones;
  }

  private Vector with(List<Element> many) {
    var elements = new ArrayList<Element>();
    var matched = new HashSet<List<Labels>>();
    for (var element : many) {
      var key = binary.matching().key(element.labels());
      var one = ones.get(key);
      if (one != null) {
        value(element, one)
            .ifPresent(value -> {
              var labels = labels(element.labels(), one.labels());
              refuseSecond(matched, key, labels);
              elements.add(new Element(labels, value));
            });
      }
    }
    return new Vector(elements);
  }

  private Optional<Double> value(Element many, Element one) {
    return binary.matching().many() == Many.RIGHT
        ? BinaryOperation.result(binary, one.value(), many.value(), one.value())
        : BinaryOperation.result(binary, many.value(), one.value(), many.value());
  }

  private void refuseSecond(Set<List<Labels>> matched, Labels key, Labels labels) {
    boolean isOneToOne = binary.matching().many() == Many.NEITHER;
    if (!matched.add(isOneToOne ? List.of(key) : List.of(key, labels))) {
      throw QueryRefused.execution(
          "multiple matches for labels: "
              + (isOneToOne
                  ? "many-to-one matching must be explicit (group_left/group_right)"
                  : "grouping labels must ensure unique matches"));
    }
  }

  private Labels labels(Labels many, Labels one) {
    var matching = binary.matching();
    var labels = BinaryOperation.named(binary, many);
    if (matching.many() == Many.NEITHER) {
      labels = matching.on() ? labels.only(matching.labels()) : labels.without(matching.labels());
    }
    for (var name : matching.included()) {
      labels = labels.with(name, one.value(name));
    }
    return labels;
  }
}
