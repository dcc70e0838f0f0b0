package io.guidon.e2e;

import io.guidon.operator.Guidon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The operator as a process of its own, from the test's class path. It ends with this JVM. */
final class OperatorProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final TemporaryFolder folder = TemporaryFolder.create("guidon-operator-");
  private final int port;
  private final List<String> command;
  private final Map<String, String> environment;
  private OwnProcess process;

  private OperatorProcess(int port, List<String> command, Map<String, String> environment) {
    this.port = port;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.process = run();
  }

  /** How it reaches the API server. */
  sealed interface Access {
    record By(Path kubeconfig) implements Access {}

    /** With what the kubelet puts into the environment of a pod. */
    record AsPod(Map<String, String> environment) implements Access {}
  }

  /** Where it works and whom it talks to. */
  record Surroundings(Access access, String namespace, Answers answers) {}

  /** Starts it without leader election, unless {@code flags} say otherwise. */
  static OperatorProcess start(Surroundings around, String... flags) {
    var port = Loopback.freePorts(1).getFirst();
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:MaxRAM=512m",
                "-cp",
                System.getProperty("java.class.path"),
                Guidon.class.getName(),
                "-port=" + port,
                "-enable-leader-election=false",
                "-metrics-server=" + around.answers().url(),
                "-event-webhook=" + around.answers().url() + "/events",
                "-slack-url=" + around.answers().url() + "/slack",
                "-slack-channel=general"));
    var environment =
        switch (around.access()) {
          case Access.By(Path kubeconfig) -> {
            command.add("-kubeconfig=" + kubeconfig);
            yield Map.<String, String>of();
          }
          case Access.AsPod(var given) -> given;
        };
    if (!around.namespace().isEmpty()) {
      command.add("-namespace=" + around.namespace());
    }
    command.addAll(List.of(flags));
    return new OperatorProcess(port, command, environment);
  }

  private OwnProcess run() {
    return OwnProcess.start("operator", folder.path(), command, environment);
  }

  /** Returns when it answers to health checks. */
  OperatorProcess awaitHealthy() {
    process.awaitReady(() -> Loopback.isOk(endpoint("/healthz")), START_LIMIT);
    return this;
  }

  /** What {@code /metrics} answers; empty while it does not. */
  String metrics() {
    try (var answer = endpoint("/metrics").toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException notYet) {
      return "";
    }
  }

  private URI endpoint(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** SIGKILL; returns when it is gone. */
  void kill() {
    process.kill();
  }

  /** Starts it again, with the same flags. */
  void startAgain() {
    process = run();
  }

  /** SIGTERM; returns its exit code. */
  int stop() {
    return process.stop(STOP_LIMIT);
  }

  /** All that it has printed so far, over all its lives. */
  String log() {
    try {
      return Files.readString(folder.path().resolve("operator.log"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void close() {
    process.kill();
    folder.close();
  }
}
