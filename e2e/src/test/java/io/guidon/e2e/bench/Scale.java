package io.guidon.e2e.bench;

import io.guidon.e2e.bench.OperatorProcess.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One operator after the other, with more and more idle Canaries; the first also sees one rollout
 * alone, the last one many at the same time.
 */
final class Scale {
  private static final List<Size> SIZES =
      List.of(
          new Size(1, "<= 95 MiB", "58 MiB"),
          new Size(500, "<= 120 MiB", "81 MiB"),
          new Size(2000, "<= 170 MiB", "177 MiB"));
  private static final int AT_ONCE = 200;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  /** What the start has left to do is done by then. */
  private static final Duration SETTLING = Duration.ofSeconds(5);

  private static final Duration IDLE = Duration.ofMinutes(1);

  private final Stage stage;
  private final IdleCanaries canaries;
  private final Command command;

  Scale(Stage stage, IdleCanaries canaries, Command command) {
    this.stage = stage;
    this.canaries = canaries;
    this.command = command;
  }

  private record Size(int count, String memory, String flaggersMemory) {
    String with(String what) {
      return "%,d idle Canaries: %s".formatted(count, what);
    }
  }

  void measure(Table table) throws IOException, InterruptedException {
    var crowd = new Crowd(stage, canaries);
    for (var size : SIZES) {
      long begin = System.nanoTime();
      canaries.growTo(size.count());
      System.out.printf(
          "%,d Canaries created in %s%n", size.count(), Table.seconds(System.nanoTime() - begin));
      try (var running = command.start(stage.proxy().kubeconfig())) {
        restart(table, size, running);
        idle(table, size, running);
        if (size.equals(SIZES.getFirst())) {
          crowd.alone(table, IdleCanaries.namespaces(0, 1));
        }
        if (size.equals(SIZES.getLast())) {
          crowd.together(table, IdleCanaries.namespaces(1, 1 + AT_ONCE), running);
        }
      }
    }
  }

  /** A Canary has a status among the metrics as soon as it was looked at. */
  private void restart(Table table, Size size, OperatorProcess running)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (running.series("flagger_canary_status") < size.count()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "%d of %d Canaries were looked at within %s"
                .formatted(running.series("flagger_canary_status"), size.count(), LIMIT));
      }
      TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
    }
    var isLarge = size.equals(SIZES.getLast());
    table.row(
        size.with("each looked at, after a restart"),
        Table.seconds(System.nanoTime() - running.started()),
        "",
        isLarge ? "200 s" : "");
    TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
    table.row(size.with("processor time until then"), Table.seconds(running.cpu()), "", "");
    row(table, size, "writes until then", writes(running.started()), "");
  }

  private void idle(Table table, Size size, OperatorProcess running)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    long worked = running.cpu();
    TimeUnit.NANOSECONDS.sleep(IDLE.toNanos());
    double share = 100.0 * (running.cpu() - worked) / (System.nanoTime() - begin);
    var requests = stage.proxy().since(begin).stream().filter(ApiRequest::counts).toList();
    row(table, size, "requests per idle minute", requests, "10/tick each");
    table.row(
        size.with("resident memory"),
        Table.mebibytes(running.residentMebibytes()),
        size.memory(),
        size.flaggersMemory());
    table.row(size.with("share of a processor"), Table.number(share) + " %", "", "");
  }

  private List<ApiRequest> writes(long since) {
    return stage.proxy().since(since).stream()
        .filter(ApiRequest::counts)
        .filter(request -> !request.verb().equals("LIST") && !request.verb().equals("GET"))
        .toList();
  }

  private static void row(
      Table table, Size size, String what, List<ApiRequest> requests, String flagger) {
    if (!requests.isEmpty()) {
      Map<String, Long> kinds =
          requests.stream()
              .collect(
                  Collectors.groupingBy(ApiRequest::kind, TreeMap::new, Collectors.counting()));
      System.out.printf("%s: %s%n", size.with(what), kinds);
    }
    table.row(size.with(what), Integer.toString(requests.size()), "0", flagger);
  }
}
