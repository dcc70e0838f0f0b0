package io.guidon.sim.prometheus;

import java.util.function.Predicate;

/**
 * A condition of a selector on the value of one label.
 *
 * @param equal the value behind {@code =}, so that {@code absent()} can name it; elsewhere empty
 */
record Matcher(String label, boolean isEquality, String equal, Predicate<String> test) {

  static Matcher equal(String label, String value) {
    return new Matcher(label, true, value, value::equals);
  }

  static Matcher of(String label, Predicate<String> test) {
    return new Matcher(label, false, "", test);
  }

  boolean matches(Labels labels) {
    return test.test(labels.value(label));
  }

  /** Whether series without the label match. */
  boolean matchesEmpty() {
    return test.test("");
  }
}
