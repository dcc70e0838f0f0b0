package io.guidon.core.analysis;

/** What became of a query template. */
public sealed interface Rendered {

  /** The query. */
  record Text(String text) implements Rendered {}

  /** It could not be rendered; {@code why} is a text for people (spec/metrics.md §4.2). */
  record Failed(String why) implements Rendered {}
}
