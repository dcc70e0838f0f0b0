package io.guidon.e2e.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.e2e.Provided;
import io.guidon.sim.prometheus.Metrics;
import io.guidon.sim.prometheus.PrometheusServer;
import io.guidon.sim.prometheus.Sample;
import io.guidon.sim.prometheus.Samples;
import io.guidon.sim.prometheus.Scraper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * The small Prometheus answers as a real one: the same samples on both sides, the same questions at
 * the same instants. Without a real one the test is skipped, and fails in continuous integration.
 */
class ComparisonTest {
  private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);
  private static final int MOST_SHOWN = 20;

  /** Near the start, on a scrape, between two, and around the end of the last one's 5 minutes. */
  private static final List<Instant> INSTANTS =
      Stream.of(
              "PT21.5S",
              "PT1M20S",
              "PT5M",
              "PT5M0.001S",
              "PT7M33.217S",
              "PT12M",
              "PT17M",
              "PT17M0.001S")
          .map(Duration::parse)
          .map(History.START::plus)
          .toList();

  /** For the many that are generated. */
  private static final List<Instant> FEW_INSTANTS =
      List.of(INSTANTS.get(1), INSTANTS.get(4), INSTANTS.get(6));

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void answersAsARealOne() throws IOException, InterruptedException {
    var program = program();
    var samples = new Samples(Duration.ofHours(1));
    try (var real = RealPrometheus.start(program);
        var ours = PrometheusServer.start(0, samples, Instant::now, new Metrics())) {
      fill(samples, real);
      var comparison = new Comparison(http, ours.url(), real.url(), INSTANTS);

      var builtIn = comparison.of(Questions.builtIn());
      var examples = comparison.of(Questions.ofExamples(examples()));
      var written = comparison.of(Questions.written());
      var generated = comparison.at(FEW_INSTANTS).of(Questions.generated());
      var malformed = comparison.of(Questions.malformed());

      var all = List.of(builtIn, examples, written, generated, malformed);
      System.out.println("Compared with a real Prometheus: " + all);
      assertThat(all.stream().flatMap(each -> each.differences().stream()).limit(MOST_SHOWN))
          .isEmpty();
      // Not because there was nothing to be seen.
      assertThat(builtIn.withoutValue()).isEmpty();
      assertThat(malformed.accepted()).isEmpty();
      assertThat(generated.expressions()).isGreaterThan(100);
      comparison.refusesWhatTheRealOneTakes(Questions.notSupported());
    }
  }

  private static Path program() {
    return switch (Provided.by("prometheus.sh")) {
      case Provided.At(Path path) -> path;
      case Provided.Missing(String message) -> {
        if ("true".equals(System.getenv("CI"))) {
          throw new IllegalStateException(message);
        }
        throw new TestAbortedException(message);
      }
    };
  }

  private static Path examples() {
    return Path.of(Objects.requireNonNull(System.getProperty("guidon.shared"), "guidon.shared"))
        .resolve("examples");
  }

  /**
   * Ours scrapes; the real one is sent the same, with the ends of series as it notes them itself.
   */
  private void fill(Samples samples, RealPrometheus real) throws IOException, InterruptedException {
    var history = new History(Questions.read("series.txt"));
    var shown = new ArrayList<Sample>();
    var scraper = new Scraper(samples);
    scraper.add(shown::stream);
    Set<Sample> before = Set.of();
    for (var time : history.times()) {
      shown.clear();
      shown.addAll(history.at(time));
      scraper.scrape(time);

      var written = new RemoteWrite();
      var now = new HashSet<Sample>();
      for (var sample : shown) {
        written.add(time, sample);
        now.add(ended(sample));
      }
      before.stream().filter(each -> !now.contains(each)).forEach(each -> written.add(time, each));
      real.take(http, written);
      before = now;
    }
  }

  private static Sample ended(Sample sample) {
    return new Sample(sample.name(), sample.labels(), STALE);
  }
}
