package io.guidon.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A program that we started, and that ends with us however we end: its guard waits on a pipe from
 * this JVM, and the kernel closes that pipe even if the JVM is killed.
 */
public final class OwnProcess {

  private static final String GUARDED =
      "exec 3<&0; { read -r _ <&3; kill -9 $$ 2>/dev/null; } & exec \"$@\" 3<&- </dev/null";
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final String name;
  private final Path log;
  private final Process process;

  private OwnProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /** Starts {@code command}; what it prints is appended to {@code <name>.log} in {@code folder}. */
  public static OwnProcess start(String name, Path folder, List<String> command) {
    return start(name, folder, command, Map.of());
  }

  /** The same with more variables in its environment. */
  static OwnProcess start(
      String name, Path folder, List<String> command, Map<String, String> environment) {
    var log = folder.resolve(name + ".log");
    var guarded = new ArrayList<>(List.of("/bin/sh", "-c", GUARDED, name));
    guarded.addAll(command);
    try {
      var builder =
          new ProcessBuilder(guarded)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      return new OwnProcess(name, log, builder.start());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Waits until {@code ready} holds.
   *
   * @throws IllegalStateException with the end of its log if the process ended, or was not ready
   *     within {@code limit}
   */
  public void awaitReady(BooleanSupplier ready, Duration limit) {
    var deadline = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      if (endsWithin(BETWEEN_LOOKS)) {
        throw new IllegalStateException(
            "%s ended with code %d:%n%s".formatted(name, process.exitValue(), endOfLog()));
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%s was not ready within %s:%n%s".formatted(name, limit, endOfLog()));
      }
    }
  }

  /** The program's own, not its guard's. */
  public long pid() {
    return process.pid();
  }

  /** Ends it at once, as a crash would, and returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    if (!endsWithin(Duration.ofSeconds(10))) {
      throw new IllegalStateException(name + " does not end, process " + process.pid());
    }
  }

  /**
   * Asks it to end, as a cluster does, and returns its exit code.
   *
   * @throws IllegalStateException if it is still there after {@code limit}
   */
  public int stop(Duration limit) {
    // Not Process.destroy: that closes the pipe too, and the guard would kill it.
    process.toHandle().destroy();
    if (!endsWithin(limit)) {
      throw new IllegalStateException(
          "%s has not ended within %s:%n%s".formatted(name, limit, endOfLog()));
    }
    return process.exitValue();
  }

  private boolean endsWithin(Duration time) {
    try {
      return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, interrupted);
    }
  }

  private String endOfLog() {
    try {
      var lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException unreadable) {
      return "(no log: " + unreadable + ")";
    }
  }
}
