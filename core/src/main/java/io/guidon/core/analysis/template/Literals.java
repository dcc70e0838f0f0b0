package io.guidon.core.analysis.template;

import java.util.regex.Pattern;

/** What the literals of a template stand for: texts, characters and numbers as in Go. */
final class Literals {
  private static final Pattern DECIMAL_FLOAT =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern HEX_FLOAT =
      Pattern.compile("[+-]?0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)[pP][+-]?\\d+");
  private static final Pattern WHOLE =
      Pattern.compile(
          "[+-]?(0[xX](_?[0-9a-fA-F])+|0[bB](_?[01])+|0[oO](_?[0-7])+|0(_?[0-7])*|[1-9](_?[0-9])*)");

  private Literals() {}

  /** The text of a literal in double quotes or backquotes. */
  static String text(String quoted) {
    var inner = quoted.substring(1, quoted.length() - 1);
    if (quoted.startsWith("`")) {
      return inner.replace("\r", "");
    }
    var escapes = new Escapes(inner, '"');
    while (escapes.hasNext()) {
      escapes.next();
    }
    return escapes.text();
  }

  /** The number of the character in a literal in single quotes. */
  static Value character(String quoted) {
    var escapes = new Escapes(quoted.substring(1, quoted.length() - 1), '\'');
    if (!escapes.hasNext()) {
      throw new TemplateError("invalid syntax");
    }
    var character = escapes.next();
    if (escapes.hasNext()) {
      throw new TemplateError("malformed character constant: " + quoted);
    }
    return Value.whole(character);
  }

  static Value number(String literal) {
    if (WHOLE.matcher(literal).matches()) {
      return whole(literal);
    }
    var isDecimal = DECIMAL_FLOAT.matcher(literal).matches();
    if (isDecimal || HEX_FLOAT.matcher(literal).matches()) {
      var number = Double.parseDouble(literal);
      if (isDecimal && literal.matches("[+-]?\\d+")) {
        // Reads like a whole number but is none, such as 09.
        throw new TemplateError("integer overflow: " + Quoting.quote(literal));
      }
      if (Double.isFinite(number)) {
        return new Value.Real(number);
      }
    }
    throw new TemplateError("illegal number syntax: " + Quoting.quote(literal));
  }

  private static Value whole(String literal) {
    var sign = literal.startsWith("-") ? "-" : "";
    var digits = literal.replaceFirst("^[+-]", "").replace("_", "");
    try {
      return Value.whole(
          switch (digits.length() < 2 ? '.' : digits.charAt(1)) {
            case 'x', 'X' -> Long.parseLong(sign + digits.substring(2), 16);
            case 'b', 'B' -> Long.parseLong(sign + digits.substring(2), 2);
            case 'o', 'O' -> Long.parseLong(sign + digits.substring(2), 8);
            default -> Long.parseLong(sign + digits, digits.startsWith("0") ? 8 : 10);
          });
    } catch (NumberFormatException tooLarge) {
      throw new TemplateError("integer overflow: " + Quoting.quote(literal));
    }
  }

  /** Reads the characters of a literal one by one, escaped ones included. */
  private static final class Escapes {
    private final String source;
    private final char quote;
    private final StringBuilder text = new StringBuilder();
    private final ByteRun bytes = new ByteRun(text);
    private int at;

    Escapes(String source, char quote) {
      this.source = source;
      this.quote = quote;
    }

    boolean hasNext() {
      return at < source.length();
    }

    String text() {
      bytes.flush();
      return text.toString();
    }

    int next() {
      var character = source.codePointAt(at);
      at += Character.charCount(character);
      if (character == '\\') {
        return escaped();
      }
      bytes.flush();
      text.appendCodePoint(character);
      return character;
    }

    private int escaped() {
      if (!hasNext()) {
        throw new TemplateError("invalid syntax");
      }
      var letter = source.charAt(at++);
      return switch (letter) {
        case 'x' -> bytes.add(digits(2, 16));
        case '0', '1', '2', '3', '4', '5', '6', '7' -> {
          at--;
          yield bytes.add(digits(3, 8));
        }
        case 'u' -> plain(digits(4, 16));
        case 'U' -> plain(digits(8, 16));
        case '\\' -> plain('\\');
        default -> {
          var known = "abfnrtv".indexOf(letter);
          if (known < 0 && letter != quote) {
            throw new TemplateError("invalid syntax");
          }
          yield plain(known < 0 ? letter : "\u0007\b\f\n\r\t\u000B".charAt(known));
        }
      };
    }

    private int plain(long character) {
      if (Quoting.valid(character) != character) {
        throw new TemplateError("invalid syntax");
      }
      bytes.flush();
      text.appendCodePoint((int) character);
      return (int) character;
    }

    private long digits(int count, int radix) {
      var end = at + count;
      if (end > source.length() || !source.substring(at, end).matches("[0-9a-fA-F]+")) {
        throw new TemplateError("invalid syntax");
      }
      try {
        var number = Long.parseLong(source.substring(at, end), radix);
        at = end;
        return number;
      } catch (NumberFormatException notOctal) {
        throw new TemplateError("invalid syntax");
      }
    }
  }
}
