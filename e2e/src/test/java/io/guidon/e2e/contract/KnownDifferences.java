package io.guidon.e2e.contract;

import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.TestInfo;

/** The rules that the simulated server knowingly does not keep, each with the reason. */
final class KnownDifferences {

  /** By class and method. */
  private static final Map<String, String> REASONS = Map.of();

  private KnownDifferences() {}

  /** Skips the case if it is about such a rule. */
  static void check(TestInfo test) {
    var method = test.getTestMethod().orElseThrow();
    var reason = REASONS.get(method.getDeclaringClass().getSimpleName() + "." + method.getName());
    Assumptions.assumeTrue(reason == null, () -> "known difference: " + reason);
  }
}
