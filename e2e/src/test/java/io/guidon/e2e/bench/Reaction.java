package io.guidon.e2e.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * From the answer to a changed image to the phase Progressing, as another client sees it. Twenty
 * Canaries, each changed once, at moments that fit no interval.
 */
final class Reaction {
  private static final int TIMES = 20;
  private static final Duration BETWEEN = Duration.ofMillis(617);
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Stage stage;

  Reaction(Stage stage) {
    this.stage = stage;
  }

  void measure(Table table) throws IOException, InterruptedException {
    measure(table, "60s", "37 s");
    measure(table, "10s", "5.4 s");
  }

  private void measure(Table table, String interval, String flagger)
      throws IOException, InterruptedException {
    var namespaces = new ArrayList<String>();
    long begin = System.nanoTime();
    for (int count = 0; count < TIMES; count++) {
      var namespace = "reaction-" + interval + "-" + count;
      stage.tutorial().apply(namespace, interval);
      namespaces.add(namespace);
    }
    for (var namespace : namespaces) {
      stage.phases().await(namespace, "Initialized", begin, LIMIT);
    }
    table.row(
        "new revision noticed, interval " + interval + " (p50 / p95)",
        new Samples(noticed(namespaces)).text(),
        "p95 < 1 s",
        flagger);
    namespaces.forEach(stage.tutorial()::drop);
  }

  private List<Long> noticed(List<String> namespaces) throws InterruptedException {
    var times = new ArrayList<Long>();
    for (var namespace : namespaces) {
      long asked = System.nanoTime();
      stage.tutorial().image(namespace, "6.0.1");
      long answered = System.nanoTime();
      long noticed = stage.phases().await(namespace, "Progressing", asked, LIMIT);
      times.add(Math.max(0, noticed - answered));
      TimeUnit.NANOSECONDS.sleep(BETWEEN.toNanos());
    }
    return times;
  }
}
