package io.guidon.core.routing;

/**
 * Whether the traffic is routed as intended, by what the routing objects and their gateways say.
 */
public sealed interface Effect {

  /**
   * The objects say so, and every gateway that reports on them has taken them over as they are now.
   */
  record InEffect() implements Effect {}

  /** {@code why} says what was found and what is missing, in Flagger's words where it has them. */
  record NotYet(String why) implements Effect {}

  /**
   * The objects say so, but nobody reports on them: the caller decides how long to wait (design.md
   * R7).
   */
  record Unreported() implements Effect {}
}
