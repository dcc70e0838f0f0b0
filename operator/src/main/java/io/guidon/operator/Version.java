package io.guidon.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which Guidon this is. */
public final class Version {
  private Version() {}

  /** For example {@code 1.2.0}; written by the build. */
  public static String text() {
    try (var file = Version.class.getResourceAsStream("version.txt")) {
      if (file == null) {
        throw new IllegalStateException("version.txt is missing beside " + Version.class.getName());
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What {@code -version} prints; the form is Flagger's, with its two blanks. */
  public static String line() {
    return "Guidon version " + text() + " revision  unknown";
  }
}
