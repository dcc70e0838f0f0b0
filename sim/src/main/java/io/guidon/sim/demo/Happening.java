package io.guidon.sim.demo;

/** Something that the storyteller hears of. */
sealed interface Happening {

  /** The phase of the Canary, for instance {@code Progressing}. */
  record PhaseIs(String phase) implements Happening {}

  /** The gateway now sends this share of the requests to the canary, in percent. */
  record WeightIs(int percent) implements Happening {}

  /**
   * The operator told the cluster an event about the Canary.
   *
   * @param type {@code Normal} or {@code Warning}
   */
  record Told(String type, String message) implements Happening {}

  /** What the operator waits for, in its own words. */
  record WaitsFor(String why) implements Happening {}
}
