package io.guidon.operator.log;

import org.slf4j.event.Level;

/**
 * What is logged, and in which form (spec/operations.md §6).
 *
 * @param threshold of our own lines: {@code debug}, {@code info}, {@code warn}, {@code error},
 *     {@code fatal} or {@code panic}; any other word means info
 * @param verbosity klog's {@code -v}: from 4 on libraries may write debug lines, from 8 on trace
 *     lines
 */
public record LogSettings(String threshold, Encoding encoding, int verbosity) {

  /** The form of a line. */
  public enum Encoding {
    JSON,
    CONSOLE
  }

  enum Origin {
    GUIDON,
    LIBRARY
  }

  boolean writes(Level level, Origin origin) {
    return switch (origin) {
      case GUIDON -> level.toInt() >= lowest();
      case LIBRARY -> level.toInt() >= libraries();
    };
  }

  private int lowest() {
    return switch (threshold) {
      case "debug" -> Level.DEBUG.toInt();
      case "warn" -> Level.WARN.toInt();
      case "error" -> Level.ERROR.toInt();
      case "fatal", "panic" -> Integer.MAX_VALUE;
      default -> Level.INFO.toInt();
    };
  }

  private int libraries() {
    if (verbosity >= 8) {
      return Level.TRACE.toInt();
    }
    return verbosity >= 4 ? Level.DEBUG.toInt() : Math.max(lowest(), Level.INFO.toInt());
  }
}
