package io.guidon.core.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

  /** What Go 1.26 answers: the text, nanoseconds, and how they are printed. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0s",
    "+0, 0, 0s",
    "-0, 0, 0s",
    "0s, 0, 0s",
    ".5s, 500000000, 500ms",
    "1.s, 1000000000, 1s",
    "5.m, 300000000000, 5m0s",
    "1h, 3600000000000, 1h0m0s",
    "1m30s, 90000000000, 1m30s",
    "1h30m5.25s, 5405250000000, 1h30m5.25s",
    "1m.5s, 60500000000, 1m0.5s",
    "1h1h, 7200000000000, 2h0m0s",
    "500ms, 500000000, 500ms",
    "1515ms, 1515000000, 1.515s",
    "100us, 100000, 100µs",
    "100µs, 100000, 100µs",
    "100μs, 100000, 100µs",
    "7ns, 7, 7ns",
    "0.1ns, 0, 0s",
    "1.9ns, 1, 1ns",
    "+5s, 5000000000, 5s",
    "-5s, -5000000000, -5s",
    "-.5s, -500000000, -500ms",
    "00000000000000000000000001s, 1000000000, 1s",
    "0.3333333333333333333h, 1200000000000, 20m0s",
    "0.9223372036854775807s, 922337203, 922.337203ms",
    "0.9223372036854775808s, 922337203, 922.337203ms",
    "0.92233720368547758089s, 922337203, 922.337203ms",
    "0.100000000000000000000h, 360000000000, 6m0s",
    "9007199254.740993ms, 9007199254740993, 2501h59m59.254740993s",
    "9223372036854775.807us, 9223372036854775807, 2562047h47m16.854775807s",
    "9223372036854775807ns, 9223372036854775807, 2562047h47m16.854775807s",
    "2562047h47m16.854775807s, 9223372036854775807, 2562047h47m16.854775807s",
    "-9223372036854775808ns, -9223372036854775808, -2562047h47m16.854775808s",
    "-2562047h47m16.854775808s, -9223372036854775808, -2562047h47m16.854775808s",
  })
  void readsAndPrintsAsGoDoes(String text, long nanos, String printed) {
    assertThat(GoDuration.parse(text)).contains(Duration.ofNanos(nanos));
    assertThat(GoDuration.format(Duration.ofNanos(nanos))).isEqualTo(printed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "1",
        ".s",
        "--5s",
        "+-5s",
        "-",
        "-.",
        "1d",
        "1 s",
        " 1s",
        "1s ",
        "1S",
        "5mfoo",
        "1m1",
        "1.2.3s",
        "1e3s",
        "٣s",
        "1٣s",
        "9223372036854775808ns",
        "-9223372036854775809ns",
        "2562048h",
        "3000000h3000000h",
        "92233720368547758070s",
        "9223372036854775807.9us"
      })
  void findsNoDurationWhereGoReportsAnError(String text) {
    assertThat(GoDuration.parse(text)).isEmpty();
  }

  @Test
  void readsBackWhatItPrints() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 10_000; round++) {
      // Shifted, so that small durations are as frequent as large ones.
      var duration = Duration.ofNanos(random.nextLong() >> random.nextInt(64));

      assertThat(GoDuration.parse(GoDuration.format(duration)))
          .as("%s, seed %d", duration, seed)
          .contains(duration);
    }
  }

  @Test
  void refusesToPrintWhatGoCannotHold() {
    assertThatThrownBy(() -> GoDuration.format(Duration.ofDays(300 * 365L)))
        .isInstanceOf(ArithmeticException.class);
  }
}
