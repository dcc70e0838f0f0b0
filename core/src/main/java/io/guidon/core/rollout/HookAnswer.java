package io.guidon.core.rollout;

import java.util.Objects;

/** What became of a {@link HookCall}. */
public sealed interface HookAnswer {

  /** The receiver answered 200, 201 or 202. */
  record Accepted() implements HookAnswer {}

  /**
   * Anything else; {@code error} is what events say about it, possibly empty (spec/webhooks.md §2).
   */
  record Refused(String error) implements HookAnswer {
    public Refused {
      Objects.requireNonNull(error, "error");
    }
  }
}
