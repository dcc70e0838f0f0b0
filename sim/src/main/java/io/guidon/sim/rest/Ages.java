package io.guidon.sim.rest;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Durations as kubectl shows them: {@code 45s}, {@code 3m12s}, {@code 4h}, {@code 12d}. */
final class Ages {

  private Ages() {}

  /** How long ago {@code time} was; {@code <unknown>} if it is none. */
  static String since(String time, Instant now) {
    try {
      return human(Duration.between(Instant.parse(time), now));
    } catch (DateTimeException _) {
      return "<unknown>";
    }
  }

  static String human(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < -1) {
      return "<invalid>";
    }
    if (seconds < 120) {
      return Math.max(0, seconds) + "s";
    }
    long minutes = seconds / 60;
    if (minutes < 10) {
      return two(minutes, "m", seconds % 60, "s");
    }
    if (minutes < 180) {
      return minutes + "m";
    }
    long hours = minutes / 60;
    if (hours < 8) {
      return two(hours, "h", minutes % 60, "m");
    }
    if (hours < 48) {
      return hours + "h";
    }
    long days = hours / 24;
    return hours < 192 ? two(days, "d", hours % 24, "h") : days + "d";
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    return small == 0 ? large + largeUnit : large + largeUnit + small + smallUnit;
  }
}
