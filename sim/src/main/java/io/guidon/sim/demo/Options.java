package io.guidon.sim.demo;

import java.nio.file.Path;
import java.util.List;

/**
 * What the demo was asked for.
 *
 * @param root the checkout, for its manifests
 * @param operator the command that starts the operator; its first word is the Java launcher
 */
record Options(Path root, Ending ending, List<String> operator) {

  /** What happens when the story is told. */
  enum Ending {
    /** All ends. */
    STOP,
    /** The cluster stays up until it is interrupted. */
    KEEP
  }

  Options {
    operator = List.copyOf(operator);
  }

  /**
   * @throws IllegalArgumentException if there is anything but {@code [--keep] -- COMMAND}
   */
  static Options of(List<String> arguments) {
    int end = arguments.indexOf("--");
    if (end < 0 || end == arguments.size() - 1) {
      throw new IllegalArgumentException(
          "the command that starts the operator was expected behind --, found: " + arguments);
    }
    var own = arguments.subList(0, end);
    if (!own.isEmpty() && !own.equals(List.of("--keep"))) {
      throw new IllegalArgumentException("nothing but --keep is understood, found: " + own);
    }
    return new Options(
        Path.of(System.getProperty("guidon.root", ".")),
        own.isEmpty() ? Ending.STOP : Ending.KEEP,
        arguments.subList(end + 1, arguments.size()));
  }

  boolean keeps() {
    return ending == Ending.KEEP;
  }
}
