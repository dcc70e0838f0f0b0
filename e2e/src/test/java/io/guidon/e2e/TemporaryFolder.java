package io.guidon.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A folder of our own among the temporary files; closing deletes it with all that is in it. */
record TemporaryFolder(Path path) implements AutoCloseable {

  static TemporaryFolder create(String prefix) {
    try {
      return new TemporaryFolder(Files.createTempDirectory(prefix));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Again does nothing. */
  @Override
  public void close() {
    if (!Files.exists(path)) {
      return;
    }
    try (var content = Files.walk(path)) {
      for (var inside : content.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(inside);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
