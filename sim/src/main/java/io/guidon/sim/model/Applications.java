package io.guidon.sim.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What really runs in the pods; called on the world's thread. What it sees of them it tells with
 * {@link Workloads#containerChanged}: until then a pod is not ready.
 */
public interface Applications {

  /**
   * A pod was made.
   *
   * @param spec of the pod, as its object has it
   */
  void start(Pod pod, JsonNode spec);

  /** The pod's time is over; until now it had to answer, even while it was ending. */
  void stop(Pod pod);
}
