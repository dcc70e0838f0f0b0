package io.guidon.sim.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.sim.store.Trees;

/**
 * How many pods a rolling update may have too many or too few.
 *
 * @param surge pods above the wanted number
 * @param unavailable pods below it
 */
record RollingUpdate(int surge, int unavailable) {

  /**
   * Reads the strategy of a Deployment: percentages of surge are rounded up, those of
   * unavailability down.
   */
  static RollingUpdate of(JsonNode spec, int replicas) {
    var rolling = Trees.at(spec, "strategy", "rollingUpdate");
    int surge = (int) Math.ceil(share(rolling.path("maxSurge"), replicas));
    int unavailable = (int) Math.floor(share(rolling.path("maxUnavailable"), replicas));
    // Nothing could move with both at 0.
    return surge == 0 && unavailable == 0
        ? new RollingUpdate(0, 1)
        : new RollingUpdate(surge, unavailable);
  }

  private static double share(JsonNode value, int replicas) {
    String text = value.asText("0");
    return text.endsWith("%")
        ? Integer.parseInt(text.substring(0, text.length() - 1)) * replicas / 100.0
        : Integer.parseInt(text);
  }

  /**
   * Moves one step from old pods to new ones.
   *
   * @param wanted number of pods in the end
   */
  Step step(int wanted, Count fresh, Count old) {
    int add =
        Math.max(0, Math.min(wanted - fresh.total(), wanted + surge - fresh.total() - old.total()));
    int dropFresh = Math.max(0, fresh.total() - wanted);
    int floor = wanted - unavailable;
    int mayGo = fresh.total() + old.total() - floor - (fresh.total() - fresh.available());
    int unhealthy = Math.max(0, Math.min(mayGo, old.total() - old.available()));
    int healthy =
        Math.max(
            0,
            Math.min(
                fresh.available() + old.available() - floor,
                Math.min(old.available(), mayGo - unhealthy)));
    return new Step(add, dropFresh, Math.max(0, unhealthy + healthy));
  }

  /** Pods of one kind. */
  record Count(int total, int available) {}

  /** What to do now. */
  record Step(int startFresh, int stopFresh, int stopOld) {}
}
