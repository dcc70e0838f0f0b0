package io.guidon.sim.prometheus;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Durations such as {@code 1h30m}: units from the longest to the shortest, each once. */
final class DurationText {
  private static final Pattern UNITS =
      Pattern.compile(
          "(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
  private static final List<Duration> LENGTHS =
      List.of(
          Duration.ofDays(365),
          Duration.ofDays(7),
          Duration.ofDays(1),
          Duration.ofHours(1),
          Duration.ofMinutes(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(1));

  private DurationText() {}

  /** Milliseconds; empty if it is no duration, or a longer one than fits. */
  static OptionalLong millis(String text) {
    var units = UNITS.matcher(text);
    if (text.isEmpty() || !units.matches()) {
      return OptionalLong.empty();
    }
    try {
      long total = 0;
      for (int unit = 0; unit < LENGTHS.size(); unit++) {
        var count = units.group(unit + 1);
        if (count != null) {
          long length = LENGTHS.get(unit).toMillis();
          total = Math.addExact(total, Math.multiplyExact(Long.parseLong(count), length));
        }
      }
      return OptionalLong.of(total);
    } catch (ArithmeticException | NumberFormatException tooLong) {
      return OptionalLong.empty();
    }
  }
}
