package io.guidon.core.rollout;

/** One object or field that must be in a certain state. */
sealed interface Want {

  /** It is already so. */
  record There() implements Want {}

  /** This write makes it so. */
  record Missing(Write write) implements Want {}

  /** It cannot be made so now. */
  record Blocked(Unmet reason) implements Want {}

  /** An object is in the way; {@code text} is told. */
  static Want blocked(String text) {
    return new Blocked(new Unmet(Unmet.What.OBJECT, text));
  }
}
