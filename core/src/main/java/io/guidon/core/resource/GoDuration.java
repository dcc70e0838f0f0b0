package io.guidon.core.resource;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * Durations as Go's {@code time} package reads and prints them: {@code 90s}, {@code 1m30s}, {@code
 * 1.5h}. Every interval and time-out of a Canary is such a text (<a
 * href="https://pkg.go.dev/time#ParseDuration">time.ParseDuration</a>).
 */
public final class GoDuration {
  private static final long MICROSECOND = 1_000;
  private static final long MILLISECOND = 1_000 * MICROSECOND;
  private static final long SECOND = 1_000 * MILLISECOND;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  private GoDuration() {}

  /**
   * The duration that {@code text} stands for. Empty where Go reports an error: no number, a
   * missing or unknown unit, anything left over, or more than the 292 years that fit into 64 bits
   * of nanoseconds.
   */
  public static Optional<Duration> parse(String text) {
    boolean negative = text.startsWith("-");
    String unsigned = negative || text.startsWith("+") ? text.substring(1) : text;
    if (unsigned.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    try {
      var parts = new Parts(unsigned);
      if (!parts.sumUp()) {
        return Optional.empty();
      }
      long nanos = negative ? parts.belowZero : Math.negateExact(parts.belowZero);
      return Optional.of(Duration.ofNanos(nanos));
    } catch (ArithmeticException overflow) {
      return Optional.empty();
    }
  }

  /**
   * {@code duration} as Go prints it: {@code 1m0s}, {@code 750ms}, {@code 1.515s}, {@code 0s}.
   *
   * @throws ArithmeticException for a duration that Go cannot hold (more than about 292 years)
   */
  public static String format(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos == 0) {
      return "0s";
    }
    String sign = nanos < 0 ? "-" : "";
    // Split up below zero, because the smallest long has no positive counterpart.
    long belowZero = nanos < 0 ? nanos : -nanos;
    if (belowZero > -SECOND) {
      return sign + fractionOfSecond(-belowZero);
    }
    long hours = -(belowZero / HOUR);
    long minutes = -(belowZero % HOUR / MINUTE);
    var text = new StringBuilder(sign);
    if (hours > 0) {
      text.append(hours).append('h');
    }
    if (hours > 0 || minutes > 0) {
      text.append(minutes).append('m');
    }
    return text.append(decimal(-(belowZero % MINUTE), 9)).append('s').toString();
  }

  private static String fractionOfSecond(long nanos) {
    if (nanos < MICROSECOND) {
      return nanos + "ns";
    }
    return nanos < MILLISECOND ? decimal(nanos, 3) + "µs" : decimal(nanos, 6) + "ms";
  }

  private static String decimal(long number, int decimals) {
    return BigDecimal.valueOf(number, decimals).stripTrailingZeros().toPlainString();
  }

  /**
   * The parts of a duration without its sign, such as {@code 1h} and {@code 30m}, summed up in
   * order. All sums are below zero, where 64 bits hold one value more than above.
   */
  private static final class Parts {
    private static final int NO_UNIT = 0;

    private final String text;
    private int at;
    private long belowZero;

    Parts(String text) {
      this.text = text;
    }

    /**
     * False where the text is malformed.
     *
     * @throws ArithmeticException where the sum does not fit into 64 bits of nanoseconds
     */
    boolean sumUp() {
      do {
        if (!addPart()) {
          return false;
        }
      } while (at < text.length());
      return true;
    }

    private boolean addPart() {
      int start = at;
      long whole = 0;
      for (; atDigit(); at++) {
        whole = Math.subtractExact(Math.multiplyExact(whole, 10), digit());
      }
      int digits = at - start;
      long fraction = 0;
      double scale = 1;
      if (at < text.length() && text.charAt(at) == '.') {
        at++;
        start = at;
        boolean fits = true;
        for (; atDigit(); at++) {
          // Go drops the digits that no longer fit into 64 bits, instead of refusing the text.
          fits = fits && fraction >= -(Long.MAX_VALUE / 10) && fraction * 10 - digit() <= 0;
          if (fits) {
            fraction = fraction * 10 - digit();
            scale *= 10;
          }
        }
        digits += at - start;
      }
      long unit = unit();
      if (digits == 0 || unit == NO_UNIT) {
        return false;
      }
      // The same order of floating point steps as in Go, so that the last nanosecond is the same.
      long rest = (long) (fraction * (unit / scale));
      belowZero = Math.addExact(belowZero, Math.addExact(Math.multiplyExact(whole, unit), rest));
      return true;
    }

    private long unit() {
      int start = at;
      while (at < text.length() && text.charAt(at) != '.' && !atDigit()) {
        at++;
      }
      return switch (text.substring(start, at)) {
        case "ns" -> 1;
        // Go knows both the micro sign and the Greek letter.
        case "us", "\u00b5s", "\u03bcs" -> MICROSECOND;
        case "ms" -> MILLISECOND;
        case "s" -> SECOND;
        case "m" -> MINUTE;
        case "h" -> HOUR;
        default -> NO_UNIT;
      };
    }

    private boolean atDigit() {
      return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private int digit() {
      return text.charAt(at) - '0';
    }
  }
}
