package io.guidon.e2e.bench;

import io.guidon.e2e.bench.OperatorProcess.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Predicate;

/** From the fork of the process to its first request and to its first status write. */
final class StartUp {
  private static final int TIMES = 5;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Stage stage;
  private final Command command;

  StartUp(Stage stage, Command command) {
    this.stage = stage;
    this.command = command;
  }

  /** Returns the command of the image. */
  Command measure(Table table) throws IOException, InterruptedException {
    measure(table, "", command, "<= 0.7 s");
    var image = image();
    measure(table, ", AOT cache", image, "<= 0.5 s");
    return image;
  }

  /**
   * The command with a cache of classes, as the image has one; a start that is not measured makes
   * it.
   */
  Command image() throws IOException, InterruptedException {
    var cache = command.folder().resolve("operator.aot");
    Files.deleteIfExists(cache);
    once("start-training", command.with("-XX:AOTCacheOutput=" + cache));
    if (!Files.exists(cache)) {
      throw new IOException("the JVM wrote no AOT cache, see operator.log in " + command.folder());
    }
    return command.with("-XX:AOTCache=" + cache);
  }

  private void measure(Table table, String how, Command used, String target)
      throws IOException, InterruptedException {
    var first = new ArrayList<Long>();
    var status = new ArrayList<Long>();
    var cpu = new ArrayList<Long>();
    for (int count = 0; count < TIMES; count++) {
      var name = "start" + (how.isEmpty() ? "" : "-aot") + "-" + count;
      var times = once(name, used);
      first.add(times.request());
      status.add(times.status());
      cpu.add(times.cpu());
    }
    table.row(
        "start to first request (median / worst" + how + ")",
        new Samples(first).ofFew(),
        target,
        "");
    table.row("start to first status write" + how, new Samples(status).ofFew(), "", "");
    // Says more than the time where others work on the same machine.
    table.row("processor time until then" + how, new Samples(cpu).ofFew(), "", "");
  }

  /** In nanoseconds since the fork; {@code cpu} until shortly after the status write. */
  private record Times(long request, long status, long cpu) {}

  private Times once(String namespace, Command used) throws IOException, InterruptedException {
    stage.tutorial().apply(namespace, "10s");
    try (var running = used.start(stage.proxy().kubeconfig())) {
      stage.phases().await(namespace, "Initializing", running.started(), LIMIT);
      var cpu = running.cpu();
      return new Times(
          first(running, request -> true), first(running, ApiRequest::isStatusWrite), cpu);
    } finally {
      stage.tutorial().drop(namespace);
    }
  }

  private long first(OperatorProcess running, Predicate<ApiRequest> which) {
    return stage.proxy().since(running.started()).stream()
            .filter(which)
            .findFirst()
            .orElseThrow()
            .nanos()
        - running.started();
  }
}
