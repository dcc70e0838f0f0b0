package io.guidon.sim.prometheus;

/**
 * A backslash and what it stands for in a quoted string, by Go's rules.
 *
 * @param end the position behind it
 */
record Escape(String text, int end) {
  private static final String LETTERS = "abfnrtv\\";
  private static final String MEANT = "\u0007\b\f\n\r\t\u000b\\";

  /** Reads the one at {@code start}, in a string that began with {@code quote}. */
  static Escape read(String query, int start, char quote) {
    if (start + 1 >= query.length()) {
      throw QueryRefused.syntax(query, start, "escape sequence not terminated");
    }
    char kind = query.charAt(start + 1);
    int simple = LETTERS.indexOf(kind);
    if (simple >= 0) {
      return new Escape(MEANT.substring(simple, simple + 1), start + 2);
    }
    if (kind == quote) {
      return new Escape(String.valueOf(quote), start + 2);
    }
    return switch (kind) {
      case 'x' -> code(query, start + 2, 2, 16);
      case 'u' -> code(query, start + 2, 4, 16);
      case 'U' -> code(query, start + 2, 8, 16);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> code(query, start + 1, 3, 8);
      default ->
          throw QueryRefused.syntax(
              query, start, "unknown escape sequence U+%04X '%c'".formatted((int) kind, kind));
    };
  }

  private static Escape code(String query, int start, int digits, int radix) {
    int code = 0;
    for (int at = start; at < start + digits; at++) {
      int digit = at < query.length() ? Character.digit(query.charAt(at), radix) : -1;
      if (digit < 0) {
        throw QueryRefused.syntax(query, start, "illegal character in escape sequence");
      }
      code = code * radix + digit;
    }
    if (!Character.isValidCodePoint(code)) {
      throw QueryRefused.syntax(query, start, "escape sequence is an invalid Unicode code point");
    }
    return new Escape(Character.toString(code), start + digits);
  }
}
