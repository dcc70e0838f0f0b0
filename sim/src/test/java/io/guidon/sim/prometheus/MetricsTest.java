package io.guidon.sim.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final double[] BOUNDS = {0.1, 0.5, 1};

  private final Metrics metrics = new Metrics();

  @Test
  void showsEachCounterWithItsLabels() {
    metrics.counter("requests_total", Map.of("code", "200")).increment();
    metrics.counter("requests_total", Map.of("code", "200")).add(2.5);
    metrics.counter("requests_total", Map.of("code", "500"));

    assertThat(metrics.scrape())
        .containsExactlyInAnyOrder(
            sample("requests_total", 3.5, "code", "200"),
            sample("requests_total", 0, "code", "500"));
  }

  @Test
  void countsAnObservationInAllBucketsThatHoldIt() {
    var durations = metrics.histogram("seconds", BOUNDS, Map.of("app", "a"));

    durations.observe(0.05);
    durations.observe(0.5);
    durations.observe(7);

    assertThat(metrics.scrape())
        .containsExactly(
            sample("seconds_bucket", 1, "app", "a", "le", "0.1"),
            sample("seconds_bucket", 2, "app", "a", "le", "0.5"),
            sample("seconds_bucket", 2, "app", "a", "le", "1"),
            sample("seconds_bucket", 3, "app", "a", "le", "+Inf"),
            sample("seconds_sum", 7.55, "app", "a"),
            sample("seconds_count", 3, "app", "a"));
  }

  @Test
  void losesNothingThatManyThreadsCount() {
    IntStream.range(0, 8_000)
        .parallel()
        .forEach(each -> {
          metrics.counter("requests_total", Map.of()).increment();
          metrics.histogram("seconds", BOUNDS, Map.of()).observe(0.2);
        });

    assertThat(metrics.scrape())
        .contains(sample("requests_total", 8_000), sample("seconds_count", 8_000));
  }

  @Test
  void refusesTwoKindsOfOneName() {
    metrics.counter("requests_total", Map.of());

    assertThatThrownBy(() -> metrics.gauge("requests_total", Map.of("code", "200")))
        .hasMessage("requests_total is a counter, not a Gauge");
  }

  @Test
  void refusesOtherBoundsOfTheSameHistogram() {
    metrics.histogram("seconds", BOUNDS, Map.of());

    assertThatThrownBy(() -> metrics.histogram("seconds", new double[] {1, 2}, Map.of()))
        .hasMessage("the histogram seconds{} has other bounds than [1.0, 2.0]");
    assertThatThrownBy(() -> metrics.histogram("other", new double[] {2, 1}, Map.of()))
        .hasMessage("bucket bounds must be finite and rise: [2.0, 1.0]");
  }

  @Test
  void refusesToCountBackwards() {
    var counter = metrics.counter("requests_total", Map.of());

    assertThatThrownBy(() -> counter.add(-1)).hasMessage("a counter cannot grow by -1.0");
    assertThatThrownBy(() -> counter.add(Double.NaN)).hasMessage("a counter cannot grow by NaN");
  }

  private static Sample sample(String name, double value, String... labels) {
    var sorted = new TreeMap<String, String>();
    for (int at = 0; at < labels.length; at += 2) {
      sorted.put(labels[at], labels[at + 1]);
    }
    return new Sample(name, sorted, value);
  }
}
