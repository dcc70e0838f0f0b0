package io.guidon.sim.model;

/** What a gateway says of the routes that name it. */
public enum GatewayMode {
  /** Accepts them, for their current generation. */
  ACCEPTS,
  /** Says nothing. What it said before stays. */
  SILENT,
  /** Does not accept them. */
  REJECTS
}
