package io.guidon.sim.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The operator as a process of its own. What it logs goes to a file; each line is also shown to
 * whoever tells the story. It ends when this JVM ends, however that happens.
 */
final class OperatorProcess implements AutoCloseable {

  private static final long STOP_SECONDS = 10;

  private final Process process;
  private final Thread reader;
  private final Thread guard;

  private OperatorProcess(Process process, Thread reader, Thread guard) {
    this.process = process;
    this.reader = reader;
    this.guard = guard;
  }

  /**
   * Starts it.
   *
   * @param command program and arguments
   * @param log the file that keeps every line
   * @param listener gets each line that is JSON, on a thread of its own
   */
  static OperatorProcess start(List<String> command, Path log, Consumer<JsonNode> listener) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var guard = new Thread(process::destroyForcibly, "end of the operator");
      Runtime.getRuntime().addShutdownHook(guard);
      var reader = Thread.ofVirtual().start(() -> read(process, log, listener));
      return new OperatorProcess(process, reader, guard);
    } catch (IOException e) {
      throw new UncheckedIOException("the operator could not be started: " + command.getFirst(), e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Asks it to end and waits; one that does not want to is killed. */
  @Override
  public void close() {
    // Not Process.destroy: that closes what it still has to say.
    process.toHandle().destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      reader.join();
      Runtime.getRuntime().removeShutdownHook(guard);
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IllegalStateException _) {
      // The JVM is ending: the guard does it.
    }
  }

  private static void read(Process process, Path log, Consumer<JsonNode> listener) {
    var mapper = new ObjectMapper();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        var file = Files.newBufferedWriter(log)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        file.write(line);
        file.newLine();
        file.flush();
        if (line.startsWith("{")) {
          listener.accept(mapper.readTree(line));
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the operator wrote a line that is not JSON, see " + log, e);
    } catch (IOException e) {
      throw new UncheckedIOException("what the operator says could not be read", e);
    }
  }
}
