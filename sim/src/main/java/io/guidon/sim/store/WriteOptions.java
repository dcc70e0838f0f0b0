package io.guidon.sim.store;

import java.util.Objects;

/**
 * How something is written.
 *
 * @param author who writes
 */
public record WriteOptions(Author author, Run run, Force force, Unknown unknown) {

  public WriteOptions {
    Objects.requireNonNull(author);
    Objects.requireNonNull(run);
    Objects.requireNonNull(force);
    Objects.requireNonNull(unknown);
  }

  /** Whether it is stored. */
  public enum Run {
    STORED,
    /** Everything but that: {@code dryRun=All}. */
    DRY
  }

  /** Whether an apply takes what others own. */
  public enum Force {
    FORCED,
    UNFORCED
  }

  /** What becomes of fields that a custom resource does not know: {@code fieldValidation}. */
  public enum Unknown {
    IGNORED,
    WARNED_OF,
    REFUSED
  }
}
