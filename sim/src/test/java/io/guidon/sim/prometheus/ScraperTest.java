package io.guidon.sim.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScraperTest {
  private final Samples samples = new Samples(Duration.ofMinutes(15));
  private final Scraper scraper = new Scraper(samples);
  private final Metrics pod = new Metrics();

  @Test
  void takesTheLabelsAsTheyAre() {
    pod.counter("requests_total", Map.of("code", "200")).add(3);
    scraper.add(pod);

    scraper.scrape(at(0));

    assertThat(value("requests_total", at(1)))
        .isEqualTo("[[{__name__=\"requests_total\", code=\"200\"}, 3]]");
  }

  @Test
  void seesAValueForFiveMinutes() {
    pod.gauge("up", Map.of()).set(1);
    scraper.add(pod);

    scraper.scrape(at(0));

    assertThat(value("up", at(300))).isEqualTo("[[{__name__=\"up\"}, 1]]");
    assertThat(value("up", at(301))).isEqualTo("[]");
  }

  @Test
  void doesNotSeeASeriesWhoseTargetIsGone() {
    pod.gauge("up", Map.of()).set(1);
    scraper.add(pod);
    scraper.scrape(at(0));

    scraper.remove(pod);
    scraper.scrape(at(5));

    assertThat(value("up", at(4))).isEqualTo("[[{__name__=\"up\"}, 1]]");
    assertThat(value("up", at(5))).isEqualTo("[]");
    assertThat(value("count_over_time(up[1m])", at(6))).isEqualTo("[[{}, 1]]");
  }

  @Test
  void seesASeriesAgainThatComesBack() {
    pod.gauge("up", Map.of()).set(1);
    scraper.add(pod);
    scraper.scrape(at(0));
    scraper.remove(pod);
    scraper.scrape(at(5));
    scraper.scrape(at(10));

    scraper.add(pod);
    scraper.scrape(at(15));

    assertThat(value("up", at(14))).isEqualTo("[]");
    assertThat(value("up", at(15))).isEqualTo("[[{__name__=\"up\"}, 1]]");
  }

  @Test
  void refusesTwoTargetsThatCannotBeToldApart() {
    pod.gauge("up", Map.of()).set(1);
    scraper.add(pod);
    scraper.add(() -> Stream.of(Asked.sample("up", Map.of(), 2)));

    assertThatThrownBy(() -> scraper.scrape(at(0)))
        .hasMessage(
            "scraped the series {__name__=\"up\"} twice, expected each once: give the targets a"
                + " label that tells them apart");
    assertThat(samples.size()).isZero();
  }

  @Test
  void keepsNothingForLongerThanItsRetention() {
    var gone = new Metrics();
    gone.gauge("gone", Map.of()).set(1);
    scraper.add(gone);
    pod.gauge("up", Map.of()).set(1);
    scraper.add(pod);
    scraper.scrape(at(0));
    scraper.remove(gone);

    IntStream.rangeClosed(1, 1_000).forEach(number -> scraper.scrape(at(5L * number)));

    assertThat(samples.size()).isEqualTo(1);
    assertThat(value("count_over_time(up[1d])", at(5_000))).isEqualTo("[[{}, 181]]");
  }

  @Test
  void takesNoPointThatIsNotNewer() {
    assertThat(samples.append(at(5), Asked.sample("up", Map.of(), 1))).isTrue();
    assertThat(samples.append(at(5), Asked.sample("up", Map.of(), 2))).isFalse();
    assertThat(samples.append(at(4), Asked.sample("up", Map.of(), 3))).isFalse();

    assertThat(value("up", at(6))).isEqualTo("[[{__name__=\"up\"}, 1]]");
  }

  @Test
  void anEmptyLabelIsNone() {
    samples.append(at(0), Asked.sample("up", Map.of("pod", "", "app", "a"), 1));

    assertThat(value("up", at(0))).isEqualTo("[[{__name__=\"up\", app=\"a\"}, 1]]");
  }

  private String value(String query, Instant time) {
    return switch (Answer.to(query, samples, time.toEpochMilli())) {
      case Answer.Given(Value.Vector vector, long at) ->
          vector.elements().stream()
              .map(element -> "[" + element.labels() + ", " + ValueText.of(element.value()) + "]")
              .toList()
              .toString();
      case Answer other -> other.toString();
    };
  }

  private static Instant at(long second) {
    return Asked.START.plusSeconds(second);
  }
}
