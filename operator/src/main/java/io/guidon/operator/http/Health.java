package io.guidon.operator.http;

/** What {@code /healthz} answers. */
public sealed interface Health {

  /** The operator does its work, as leader or in waiting. */
  record Well() implements Health {}

  /** It does not; {@code why} is what was expected and since when it is missing. */
  record Ill(String why) implements Health {}
}
