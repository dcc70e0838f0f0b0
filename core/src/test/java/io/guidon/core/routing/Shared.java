package io.guidon.core.routing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Recordings that lie beside the repository; tests that need them are skipped where they are
 * missing.
 */
final class Shared {
  private Shared() {}

  static Path folder(String name) {
    var folder = Path.of(System.getProperty("guidon.shared", "../../shared"), name);
    assumeTrue(Files.exists(folder), () -> folder + " is not there");
    return folder;
  }
}
