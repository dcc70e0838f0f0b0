package io.guidon.e2e.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One Canary from its creation over a quiet minute to a revision that succeeds. */
final class OneRollout {
  private static final String NAMESPACE = "test";
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Events may still follow a status. */
  private static final Duration ECHO = Duration.ofSeconds(3);

  private static final Duration IDLE = Duration.ofMinutes(1);

  private final Stage stage;
  private final OperatorProcess operator;

  OneRollout(Stage stage, OperatorProcess operator) {
    this.stage = stage;
    this.operator = operator;
  }

  void measure(Table table) throws IOException, InterruptedException {
    initialise(table);
    idle(table);
    rollOut(table);
  }

  private void initialise(Table table) throws IOException, InterruptedException {
    // Its own start is over: what it asks for from now on is about the Canary.
    pass(ECHO);
    long begin = System.nanoTime();
    stage.tutorial().apply(NAMESPACE, "10s");
    long done = stage.phases().await(NAMESPACE, "Initialized", begin, LIMIT);
    pass(ECHO);
    counted(table, "requests per initialisation", since(begin), "<= 16", "26-35");
    table.row("from creation to Initialized", Table.seconds(done - begin), "", "");
  }

  private void idle(Table table) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    pass(IDLE);
    counted(table, "requests per idle minute, interval 10 s", since(begin), "0", "60 (10/tick)");
    table.row(
        "resident memory, idle",
        Table.mebibytes(operator.residentMebibytes()),
        "<= 110 MiB",
        "58 MiB");
  }

  private void rollOut(Table table) throws InterruptedException {
    stage.tutorial().image(NAMESPACE, "6.0.1");
    long begin = System.nanoTime();
    // The status may be written before our own request is answered.
    long succeeded = stage.phases().await(NAMESPACE, "Succeeded", begin, LIMIT);
    pass(ECHO);
    var requests = stage.proxy().since(begin).stream().filter(ApiRequest::counts).toList();
    long first = said(requests, "Advance podinfo." + NAMESPACE + " canary weight 10");
    long last = said(requests, "Advance podinfo." + NAMESPACE + " canary weight 50");
    var steps =
        requests.stream()
            .filter(request -> request.nanos() > first && request.nanos() <= last)
            .toList();
    System.out.printf("between the first and the fifth step: %s%n", breakdown(steps));
    table.row("requests per analysis step", Table.number(steps.size() / 4.0), "3", "17");
    counted(table, "requests per five-step rollout", requests, "<= 36", "154");
    table.row(
        "new revision to Copying, five steps of 10 s",
        Table.seconds(said(requests, "Copying podinfo." + NAMESPACE) - begin),
        "<= 53 s",
        "");
    table.row("new revision to Succeeded", Table.seconds(succeeded - begin), "", "85 s");
  }

  private List<ApiRequest> since(long begin) {
    return stage.proxy().since(begin).stream().filter(ApiRequest::counts).toList();
  }

  private static long said(List<ApiRequest> requests, String event) {
    return requests.stream()
        .filter(request -> request.isEventSaying(event))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no event said: " + event))
        .nanos();
  }

  private static void counted(
      Table table, String what, List<ApiRequest> requests, String target, String flagger) {
    System.out.printf("%s: %d %s%n", what, requests.size(), breakdown(requests));
    table.row(what, Integer.toString(requests.size()), target, flagger);
  }

  private static Map<String, Long> breakdown(List<ApiRequest> requests) {
    return requests.stream()
        .collect(Collectors.groupingBy(ApiRequest::kind, TreeMap::new, Collectors.counting()));
  }

  private static void pass(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }
}
