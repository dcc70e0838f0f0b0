package io.guidon.core.resource;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Material that lies beside the repository; tests that need it are skipped where it is missing. */
final class Shared {
  private Shared() {}

  static Path folder(String name) {
    Path folder = Path.of(System.getProperty("guidon.shared", "../../shared"), name.split("/"));
    assumeTrue(Files.exists(folder), () -> folder + " is not there");
    return folder;
  }
}
