package io.guidon.core.analysis.template;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Texts and characters as Go quotes them. */
final class Quoting {

  private Quoting() {}

  /** In double quotes; what cannot be printed is escaped. */
  static String quote(String text) {
    return quote(text, '"', 0x10FFFF);
  }

  /** The same with every character beyond ASCII escaped. */
  static String quoteAscii(String text) {
    return quote(text, '"', 0x7E);
  }

  /** A character in single quotes; {@code highest} is the last one that needs no escape. */
  static String quoteCharacter(int character, int highest) {
    return quote(Character.toString(valid(character)), '\'', highest);
  }

  private static String quote(String text, char quote, int highest) {
    var quoted = new StringBuilder(text.length() + 2).append(quote);
    text.codePoints().forEach(character -> escape(quoted, character, quote, highest));
    return quoted.append(quote).toString();
  }

  private static void escape(StringBuilder to, int character, char quote, int highest) {
    var letter = "\u0007\b\f\n\r\t\u000B".indexOf(character);
    if (character == quote || character == '\\') {
      to.append('\\').appendCodePoint(character);
    } else if (letter >= 0) {
      to.append('\\').append("abfnrtv".charAt(letter));
    } else if (character <= highest && isPrintable(character)) {
      to.appendCodePoint(character);
    } else if (character < ' ' || character == 0x7F) {
      to.append(String.format(Locale.ROOT, "\\x%02x", character));
    } else {
      to.append(String.format(Locale.ROOT, character < 0x10000 ? "\\u%04x" : "\\U%08x", character));
    }
  }

  /** {@code U+0041}, followed by the character if it can be printed. */
  static String codePoint(int character) {
    var code = String.format(Locale.ROOT, "U+%04X", character);
    return isPrintable(character) ? code + " '" + Character.toString(character) + "'" : code;
  }

  /** The character, or the replacement character if there is none of this number. */
  static int valid(long character) {
    var exists =
        character >= 0 && character <= 0x10FFFF && (character < 0xD800 || character > 0xDFFF);
    return exists ? (int) character : 0xFFFD;
  }

  /** Letters, marks, numbers, punctuation, symbols and the ASCII space. */
  static boolean isPrintable(int character) {
    return character == ' '
        || switch (Character.getType(character)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.SPACE_SEPARATOR,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              false;
          default -> true;
        };
  }

  /** Compares as Go does: by the bytes of UTF-8. */
  static int compare(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
