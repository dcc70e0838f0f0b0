package io.guidon.e2e.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Rollouts that begin at the same moment, held against one that had the operator for itself. */
final class Crowd {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /** Events may still follow a status: so long without any, and none is to come. */
  private static final Duration QUIET = Duration.ofSeconds(5);

  private static final Duration POD_START = Duration.ofSeconds(1);

  private final Stage stage;
  private final IdleCanaries canaries;

  /** What a rollout says if nothing stands in its way. */
  private Set<String> story = Set.of();

  Crowd(Stage stage, IdleCanaries canaries) {
    this.stage = stage;
    this.canaries = canaries;
  }

  /** One rollout: how much it asks for, and what it tells. */
  void alone(Table table, List<String> namespace) throws IOException, InterruptedException {
    var seen = rollOut(namespace);
    story = seen.rollouts().told(namespace.getFirst());
    table.row("1 rollout: requests", Table.number(seen.rollouts().requests()), "", "154");
    table.row("1 rollout: new revision to Succeeded", Table.seconds(seen.length()), "", "");
    table.row(
        "1 rollout: a step is late by (p50 / p95 / worst)",
        new Samples(seen.rollouts().lateness(INTERVAL)).ofMany(),
        "",
        "");
    System.out.printf("events of one rollout: %s%n", story);
  }

  /** As many rollouts as there are namespaces. */
  void together(Table table, List<String> namespaces, OperatorProcess running)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    long worked = running.cpu();
    var seen = rollOut(namespaces);
    double share = 100.0 * (running.cpu() - worked) / (System.nanoTime() - begin);
    var what = namespaces.size() + " rollouts at once: ";
    table.row(what + "requests per rollout", Table.number(seen.rollouts().requests()), "", "154");
    table.row(
        what + "a step is late by (p50 / p95 / worst)",
        new Samples(seen.rollouts().lateness(INTERVAL)).ofMany(),
        "",
        "");
    table.row(what + "new revisions to all Succeeded", Table.seconds(seen.length()), "", "194 s");
    table.row(
        what + "events lost", Table.number(seen.rollouts().lost(story)) + " %", "0 %", "95 %");
    table.row(what + "most resident memory", Table.mebibytes(running.peakMebibytes()), "", "");
    table.row(what + "share of a processor", Table.number(share) + " %", "", "");
  }

  private record Seen(Rollouts rollouts, long length) {}

  private Seen rollOut(List<String> namespaces) throws IOException, InterruptedException {
    try (var workloads = new Workloads(stage.client(), POD_START)) {
      workloads.start();
      long begin = System.nanoTime();
      canaries.image(namespaces, "2.0.0");
      long end = begin;
      for (var namespace : namespaces) {
        end = Math.max(end, stage.phases().await(namespace, "Succeeded", begin, LIMIT));
      }
      awaitQuiet();
      return new Seen(Rollouts.of(stage.proxy().since(begin), namespaces), end - begin);
    }
  }

  private void awaitQuiet() throws InterruptedException {
    long since;
    do {
      since = System.nanoTime();
      TimeUnit.NANOSECONDS.sleep(QUIET.toNanos());
    } while (stage.proxy().since(since).stream().anyMatch(ApiRequest::counts));
  }
}
