package io.guidon.sim.network.app;

import io.guidon.core.resource.GoDuration;
import io.guidon.sim.network.http.Body;
import io.guidon.sim.network.http.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The load generator hey (github.com/rakyll/hey).
 *
 * @param duration for how long; zero for a number of requests instead
 * @param number of requests, if there is no duration
 * @param rate of each worker per second; 0 for as fast as is allowed here
 * @param timeout of one request
 */
record Hey(
    Request request, Duration duration, int number, int workers, double rate, Duration timeout)
    implements Command {

  /** Without a rate the real one takes all it can get; here it is one tenant of many. */
  private static final double FASTEST = 100;

  private static final int MOST_WORKERS = 50;

  static Hey parse(List<String> words) throws NotUnderstood {
    var options = Options.of("hey", words, "znqcmHtdT", List.of("host"));
    var headers = options.headers();
    if (options.has("host")) {
      headers = headers.set("Host", options.text("host", ""));
    }
    if (options.has("T")) {
      headers = headers.set("Content-Type", options.text("T", ""));
    }
    String method = options.text("m", "GET");
    var duration =
        GoDuration.parse(options.text("z", "0"))
            .orElseThrow(() -> new NotUnderstood("found -z " + options.text("z", "")));
    int workers = Math.clamp(options.integer("c", 50), 1, MOST_WORKERS);
    return new Hey(
        new Request(method, options.url(), headers, Body.of(options.text("d", ""))),
        duration,
        options.integer("n", 200),
        workers,
        options.number("q", 0),
        Duration.ofSeconds(Math.max(1, options.integer("t", 20))));
  }

  @Override
  public Result run(Client client, Duration limit) {
    var end = System.nanoTime() + (duration.isPositive() ? shorter(limit) : limit).toNanos();
    var left = new AtomicInteger(duration.isPositive() ? Integer.MAX_VALUE : number);
    var counts = new TreeMap<String, Integer>();
    try (var tasks =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("network-hey-", 0).factory())) {
      for (int i = 0; i < workers; i++) {
        tasks.execute(() -> work(client, end, left, counts));
      }
    }
    return new Result(0, summary(counts));
  }

  private Duration shorter(Duration limit) {
    return duration.compareTo(limit) < 0 ? duration : limit;
  }

  private void work(Client client, long end, AtomicInteger left, Map<String, Integer> counts) {
    double perSecond = rate > 0 ? rate : FASTEST / workers;
    long step = (long) (1_000_000_000 / perSecond);
    long next = System.nanoTime();
    while (next < end && !Thread.currentThread().isInterrupted() && left.getAndDecrement() > 0) {
      Latency.pass(Duration.ofNanos(next - System.nanoTime()));
      String outcome = once(client);
      synchronized (counts) {
        counts.merge(outcome, 1, Integer::sum);
      }
      // What was late is not made up for, as with a ticker.
      next = Math.max(next + step, System.nanoTime());
    }
  }

  private String once(Client client) {
    try {
      return "[" + client.send(request, timeout).status() + "]";
    } catch (IOException e) {
      return "Error: " + e.getMessage();
    }
  }

  private static String summary(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue() + " responses")
        .collect(Collectors.joining("\n", "Status code distribution:\n", "\n"));
  }
}
