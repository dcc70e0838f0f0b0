package io.guidon.operator.hook;

/** What became of one attempt to tell somebody something. */
public sealed interface Delivery {

  /** It arrived. */
  record Delivered() implements Delivery {}

  /**
   * It did not; {@code reason} is for the log and for events, {@code retriable} says whether it may
   * pass.
   */
  record Failed(String reason, boolean retriable) implements Delivery {}
}
