package io.guidon.core.routing;

/** What the traffic of one Canary should look like now, in no provider's terms. */
public record TrafficIntent(Weights weights) {

  /** All matching traffic is divided, {@code canary} percent of it goes to the canary. */
  public static TrafficIntent percent(int canary) {
    return new TrafficIntent(Weights.percent(canary));
  }
}
