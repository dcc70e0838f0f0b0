package io.guidon.core.routing;

/**
 * How the traffic is divided between primary and canary, in exact integers: the canary gets {@code
 * canary} requests out of {@code total}, the primary gets the rest. Weights over different totals
 * are different weights.
 *
 * @param canary from 0 to {@code total}
 * @param total at least 1; 100 makes the weights percent
 */
public record Weights(int canary, int total) {

  /** The total of Flagger's weights, which are percent. */
  private static final int PERCENT = 100;

  public Weights {
    if (total < 1) {
      throw new IllegalArgumentException("total of weights is " + total + ", must be at least 1");
    }
    if (canary < 0 || canary > total) {
      throw new IllegalArgumentException(
          "canary weight is " + canary + ", must be from 0 to " + total);
    }
  }

  /** {@code canary} percent of the traffic for the canary. */
  public static Weights percent(int canary) {
    return new Weights(canary, PERCENT);
  }

  public int primary() {
    return total - canary;
  }
}
