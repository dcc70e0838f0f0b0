package io.guidon.core.rollout;

/** Ready addresses behind a Service, from its EndpointSlices. */
public sealed interface Endpoints {

  /** No EndpointSlice names the Service. */
  record None() implements Endpoints {}

  record Known(int ready) implements Endpoints {}

  /** Whether somebody answers, as far as is known. */
  default boolean haveReady() {
    return this instanceof Known(int ready) && ready > 0;
  }
}
