package io.guidon.core.resource;

/** Why a resource cannot be used, in words for the person who wrote it. */
public sealed interface Problem {

  /**
   * Where in the resource, for example {@code spec.analysis.metrics[2].interval}; empty for the
   * whole.
   */
  String path();

  /** The whole message. */
  String text();

  /**
   * A field that has not the form that it must have.
   *
   * @param found what stands there, shortened
   * @param expected what could stand there, for example {@code a whole number}
   */
  record Malformed(String path, String found, String expected) implements Problem {
    @Override
    public String text() {
      return "%s: found %s, expected %s; correct the manifest and apply it again"
          .formatted(path.isEmpty() ? "the whole object" : path, found, expected);
    }
  }

  /**
   * Well-formed fields that must not be used together or in this installation.
   *
   * @param text Flagger's message (spec/crds.md §2.18)
   */
  record Refused(String path, String text) implements Problem {}
}
