package io.guidon.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** What a script of this folder built or found, or what it lacks on this machine. */
public sealed interface Provided {

  /** It is there. */
  record At(Path path) implements Provided {}

  /** It cannot be had here, for which nobody is to blame. */
  record Missing(String message) implements Provided {}

  /**
   * Calls the script's {@code build}, which may take minutes the first time.
   *
   * @param script its name in {@code e2e}; exit code 3 is that something is missing
   * @throws IllegalStateException if it fails in any other way
   */
  static Provided by(String script) {
    try {
      var building = new ProcessBuilder(root().resolve("e2e").resolve(script).toString(), "build");
      return of(script, building.redirectError(ProcessBuilder.Redirect.PIPE).start());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + script, interrupted);
    }
  }

  private static Provided of(String script, Process building)
      throws IOException, InterruptedException {
    building.getOutputStream().close();
    var said = new StringBuilder();
    var listening = Thread.ofVirtual().start(() -> said.append(allOf(building)));
    var path = new String(building.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var exit = building.waitFor();
    listening.join();
    return switch (exit) {
      case 0 -> new At(Path.of(path.strip()));
      case 3 -> new Missing(said.toString().strip());
      default -> throw new IllegalStateException(script + " failed: " + said);
    };
  }

  /** The folder of the sources; the build and {@code ./run} name it. */
  private static Path root() {
    return Path.of(
        Objects.requireNonNull(System.getProperty("guidon.root"), "system property guidon.root"));
  }

  private static String allOf(Process building) {
    try {
      return new String(building.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
