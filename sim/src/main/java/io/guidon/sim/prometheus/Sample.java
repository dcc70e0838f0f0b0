package io.guidon.sim.prometheus;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a target shows of one series at the moment of a scrape.
 *
 * @param name the metric's name, such as {@code http_requests_total}
 * @param labels without {@code __name__}; an empty value means that there is no such label
 */
public record Sample(String name, SortedMap<String, String> labels, double value) {
  public Sample {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a sample without a metric name: " + labels);
    }
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }
}
