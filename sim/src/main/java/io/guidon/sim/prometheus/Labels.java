package io.guidon.sim.prometheus;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What tells one series from another: its labels, of which one is the metric's name. An empty value
 * is no label.
 */
record Labels(SortedMap<String, String> values) {
  static final String NAME = "__name__";
  static final String BUCKET = "le";
  static final Labels NONE = new Labels(new TreeMap<>());

  Labels {
    var kept = new TreeMap<>(values);
    kept.values().removeIf(String::isEmpty);
    values = Collections.unmodifiableSortedMap(kept);
  }

  static Labels of(Sample sample) {
    var values = new TreeMap<>(sample.labels());
    values.put(NAME, sample.name());
    return new Labels(values);
  }

  /** Empty if there is no such label. */
  String value(String name) {
    return values.getOrDefault(name, "");
  }

  Labels withoutName() {
    return values.containsKey(NAME) ? without(Collections.singleton(NAME)) : this;
  }

  Labels without(Collection<String> names) {
    var left = new TreeMap<>(values);
    left.keySet().removeAll(names);
    return new Labels(left);
  }

  Labels only(Collection<String> names) {
    var left = new TreeMap<>(values);
    left.keySet().retainAll(names);
    return new Labels(left);
  }

  Labels with(String name, String value) {
    var more = new TreeMap<>(values);
    more.put(name, value);
    return new Labels(more);
  }

  /** As Prometheus shows them in its errors. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map((Map.Entry<String, String> each) -> each.getKey() + "=\"" + each.getValue() + "\"")
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
