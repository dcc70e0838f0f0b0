package io.guidon.sim.rest;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The kubectl on the PATH.
 *
 * @param folder with the kubeconfig, and for its cache
 */
record Kubectl(Path folder, String namespace) {

  private static final int PATIENCE_SECONDS = 120;

  /** What it printed, on both streams, and its exit code. */
  record Said(int code, String text) {}

  static boolean isThere() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(place -> Files.isExecutable(Path.of(place, "kubectl")));
  }

  Said run(String... arguments) {
    return input("", arguments);
  }

  /** The same with something on its standard input. */
  Said input(String text, String... arguments) {
    var command =
        new ArrayList<>(
            List.of(
                "kubectl",
                "--kubeconfig=" + folder.resolve("kubeconfig"),
                "--cache-dir=" + folder.resolve("cache"),
                "--namespace=" + namespace));
    command.addAll(List.of(arguments));
    try {
      var in = Files.writeString(Files.createTempFile(folder, "input", ""), text);
      var out = Files.createTempFile(folder, "output", "").toFile();
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(in.toFile())
              .redirectOutput(out)
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end");
      }
      return new Said(process.exitValue(), Files.readString(out.toPath(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
