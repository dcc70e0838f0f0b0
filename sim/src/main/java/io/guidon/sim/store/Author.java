package io.guidon.sim.store;

import java.util.Objects;

/**
 * Who sends a request.
 *
 * @param manager the field manager, as managedFields name it
 * @param actor which process it is, where several write under the same manager's name (invariant
 *     I10)
 */
public record Author(String manager, String actor) {

  public Author {
    Objects.requireNonNull(manager);
    Objects.requireNonNull(actor);
  }

  /** The only process that writes under this name. */
  public static Author of(String manager) {
    return new Author(manager, manager);
  }
}
