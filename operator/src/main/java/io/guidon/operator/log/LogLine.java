package io.guidon.operator.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/**
 * One line of the log, with Flagger's keys (spec/operations.md §6).
 *
 * @param logger its name, empty for our own
 * @param fields printed after the message
 * @param cause printed as field {@code error}; from level error on with its {@code stacktrace}
 */
record LogLine(
    Level level,
    String logger,
    String message,
    List<KeyValuePair> fields,
    @Nullable Throwable cause) {

  /** The line with its line end. */
  String render(LogSettings.Encoding encoding, Instant at, String caller) {
    return switch (encoding) {
      case JSON -> json(at, caller);
      case CONSOLE -> console(at, caller);
    };
  }

  private String json(Instant at, String caller) {
    var out = new StringBuilder(256).append('{');
    member(out, "level", levelName());
    member(out, "ts", timestamp(at));
    if (!logger.isEmpty()) {
      member(out, "logger", logger);
    }
    member(out, "caller", caller);
    member(out, "msg", message);
    addFields(out);
    return out.append("}\n").toString();
  }

  private String console(Instant at, String caller) {
    var out = new StringBuilder(256);
    out.append(timestamp(at)).append('\t').append(levelName()).append('\t');
    if (!logger.isEmpty()) {
      out.append(logger).append('\t');
    }
    out.append(caller).append('\t').append(message);
    var rest = new StringBuilder("{");
    addFields(rest);
    return out.append(rest.length() > 1 ? "\t" + rest + "}" : "").append('\n').toString();
  }

  private void addFields(StringBuilder out) {
    for (var field : fields) {
      member(out, field.key, field.value);
    }
    if (cause != null) {
      member(out, "error", cause.toString());
      if (level == Level.ERROR) {
        member(out, "stacktrace", trace(cause));
      }
    }
  }

  private static String trace(Throwable cause) {
    var text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private String levelName() {
    return level.name().toLowerCase(Locale.ROOT);
  }

  /**
   * ISO 8601 with milliseconds; put together by hand, because the JDK's formatters cost time at the
   * start.
   */
  private static String timestamp(Instant at) {
    var time = LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, ZoneOffset.UTC);
    var out = new StringBuilder(24);
    padded(out, time.getYear(), 4).append('-');
    padded(out, time.getMonthValue(), 2).append('-');
    padded(out, time.getDayOfMonth(), 2).append('T');
    padded(out, time.getHour(), 2).append(':');
    padded(out, time.getMinute(), 2).append(':');
    padded(out, time.getSecond(), 2).append('.');
    return padded(out, at.getNano() / 1_000_000, 3).append('Z').toString();
  }

  private static StringBuilder padded(StringBuilder out, int number, int width) {
    var digits = Integer.toString(number);
    return out.repeat('0', Math.max(0, width - digits.length())).append(digits);
  }

  private static void member(StringBuilder out, String key, @Nullable Object value) {
    if (out.charAt(out.length() - 1) != '{') {
      out.append(',');
    }
    quoted(out, key).append(':');
    if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
      out.append(value);
    } else {
      quoted(out, String.valueOf(value));
    }
  }

  private static StringBuilder quoted(StringBuilder out, String text) {
    out.append('"');
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      switch (character) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (character < ' ') {
            out.append("\\u").append(HexFormat.of().toHexDigits(character));
          } else {
            out.append(character);
          }
        }
      }
    }
    return out.append('"');
  }
}
