package io.guidon.core.resource;

/** How a new revision gets traffic (spec/rollout.md §9.1). */
public enum Strategy {
  /** By weight, step after step. */
  CANARY,
  /** A/B: requests that match the conditions, for a number of iterations. */
  AB,
  /** None for a number of iterations, then everything. */
  BLUE_GREEN
}
