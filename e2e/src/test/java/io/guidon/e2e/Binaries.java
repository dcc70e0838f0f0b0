package io.guidon.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** The programs of the control plane, or why there are none on this machine. */
sealed interface Binaries {

  /** All programs are in {@code folder}: etcd, kube-apiserver, kube-controller-manager. */
  record Built(Path folder) implements Binaries {}

  /** They would have to be built, and there is no Go toolchain. */
  record NoToolchain(String message) implements Binaries {}

  /**
   * Builds what is missing, which takes minutes the first time and nothing afterwards.
   *
   * @throws IllegalStateException if there is a toolchain and the build fails
   */
  static Binaries build() {
    try {
      var script = root().resolve("e2e/control-plane.sh").toString();
      var building =
          new ProcessBuilder(script, "build").redirectError(ProcessBuilder.Redirect.PIPE).start();
      building.getOutputStream().close();
      var said = new StringBuilder();
      var listening = Thread.ofVirtual().start(() -> said.append(allOf(building)));
      var folder = new String(building.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var exit = building.waitFor();
      listening.join();
      return switch (exit) {
        case 0 -> new Built(Path.of(folder.strip()));
        case 3 -> new NoToolchain(said.toString().strip());
        default -> throw new IllegalStateException("The control plane was not built: " + said);
      };
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while building the control plane", interrupted);
    }
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
