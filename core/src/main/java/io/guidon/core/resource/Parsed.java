package io.guidon.core.resource;

import java.util.List;

/** What came out of reading an object of the cluster; one bad object never affects another. */
public sealed interface Parsed<T> {

  /** The object could be read. */
  record Ok<T>(T value) implements Parsed<T> {}

  /**
   * The object cannot be used as it is. The list names everything that is wrong and is never empty.
   */
  record Invalid<T>(List<Problem> problems) implements Parsed<T> {
    public Invalid {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("an invalid object needs at least one problem");
      }
    }
  }
}
