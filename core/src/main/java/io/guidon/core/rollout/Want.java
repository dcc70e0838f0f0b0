package io.guidon.core.rollout;

import java.util.Optional;

/** One object or field that must be in a certain state. */
sealed interface Want {

  /** It is already so. */
  record There() implements Want {}

  /** This write makes it so. */
  record Missing(Write write) implements Want {}

  /** It cannot be made so now. */
  record Blocked(Unmet reason) implements Want {}

  static Want of(Optional<Write> missing) {
    return missing.<Want>map(Missing::new).orElseGet(There::new);
  }
}
