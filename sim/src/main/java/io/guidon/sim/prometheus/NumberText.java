package io.guidon.sim.prometheus;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Reads numbers as Go's {@code strconv} does. */
final class NumberText {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final Pattern OCTAL = Pattern.compile("0[0-7]+");

  private NumberText() {}

  /** A number in a label such as {@code le}, or empty if it is none. */
  static OptionalDouble parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      case "nan" -> OptionalDouble.of(Double.NaN);
      default ->
          DECIMAL.matcher(text).matches()
              ? OptionalDouble.of(Double.parseDouble(text))
              : OptionalDouble.empty();
    };
  }

  /** A number in a query, where a leading 0 may make it octal and 0x hexadecimal. */
  static OptionalDouble parseLiteral(String text) {
    try {
      if (text.startsWith("0x") || text.startsWith("0X")) {
        return OptionalDouble.of((double) Long.parseLong(text.substring(2), 16));
      }
      if (OCTAL.matcher(text).matches()) {
        return OptionalDouble.of((double) Long.parseLong(text, 8));
      }
    } catch (NumberFormatException tooLong) {
      return OptionalDouble.empty();
    }
    return parse(text);
  }
}
