package io.guidon.core.resource;

/** How a text of a request is compared; the same forms as in Istio's routes. */
public sealed interface StringMatch {

  record Exact(String value) implements StringMatch {}

  record Prefix(String value) implements StringMatch {}

  /** Only in headers of {@code analysis.match}; elsewhere the schema removes it. */
  record Suffix(String value) implements StringMatch {}

  /** A regular expression in RE2's syntax. */
  record Regex(String value) implements StringMatch {}

  /**
   * Nothing to compare with is given. The schema admits it; each routing provider says what it
   * makes of it.
   */
  record Empty() implements StringMatch {}
}
