package io.guidon.core.analysis.template;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** How each verb of {@code printf} prints a value of each type. */
final class Verbs {
  private static final int UNICODE = 0x10FFFF;
  private static final int ASCII = 0x7E;

  private Verbs() {}

  static String print(int verb, Value value, Directive directive) {
    // With %v a plus asks for the names of struct fields; no value has any.
    return printed(verb, value, verb == 'v' ? directive.without('+') : directive);
  }

  private static String printed(int verb, Value value, Directive directive) {
    if (verb == 'T') {
      return directive.pad(directive.truncate(value.type()));
    }
    return switch (value) {
      case Value.Nil _ ->
          verb == 'v' ? directive.pad("<nil>") : "%!" + Character.toString(verb) + "(<nil>)";
      case Value.Truth(boolean isTrue) ->
          verb == 't' || verb == 'v'
              ? directive.pad(Boolean.toString(isTrue))
              : bad(verb, value, directive);
      case Value.Text(String text) -> text(verb, value, text, directive);
      case Value.Whole whole -> whole(verb, whole, directive);
      case Value.Real(double number) -> real(verb, value, number, directive);
      case Value.Mapping mapping -> mapping(verb, mapping, directive);
    };
  }

  private static String bad(int verb, Value value, Directive directive) {
    return "%!"
        + Character.toString(verb)
        + "("
        + value.type()
        + "="
        + printed('v', value, directive.without('#'))
        + ")";
  }

  private static String text(int verb, Value value, String text, Directive directive) {
    return switch (verb) {
      case 'v' ->
          directive.sharp()
              ? quoted(text, directive.without('#'))
              : directive.pad(directive.truncate(text));
      case 's' -> directive.pad(directive.truncate(text));
      case 'q' -> quoted(text, directive);
      case 'x', 'X' -> directive.pad(hex(text, verb, directive));
      default -> bad(verb, value, directive);
    };
  }

  private static String quoted(String text, Directive directive) {
    var shown = directive.truncate(text);
    if (directive.sharp() && canBeRaw(shown)) {
      return directive.pad("`" + shown + "`");
    }
    return directive.pad(directive.plus() ? Quoting.quoteAscii(shown) : Quoting.quote(shown));
  }

  private static boolean canBeRaw(String text) {
    return text.codePoints()
        .allMatch(character ->
            character != '`'
                && character != 0x7F
                && character != 0xFEFF
                && (character >= ' ' || character == '\t'));
  }

  private static String hex(String text, int verb, Directive directive) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var prefix = directive.sharp() ? (verb == 'x' ? "0x" : "0X") : "";
    var hex = new StringBuilder();
    for (var i = 0; i < Math.min(bytes.length, directive.precision().orElse(bytes.length)); i++) {
      hex.append(i > 0 && directive.space() ? " " : "");
      hex.append(i == 0 || directive.space() ? prefix : "");
      hex.append(String.format(Locale.ROOT, verb == 'x' ? "%02x" : "%02X", bytes[i]));
    }
    return hex.toString();
  }

  private static String whole(int verb, Value.Whole whole, Directive directive) {
    var number = whole.number();
    return switch (verb) {
      case 'v' ->
          directive.sharp() && whole.type().equals("uint8")
              ? based(number, 16, "0x", directive)
              : based(number, 10, "", directive.without('#'));
      case 'd' -> based(number, 10, "", directive);
      case 'b' -> based(number, 2, directive.sharp() ? "0b" : "", directive);
      case 'o' -> octal(number, directive);
      case 'O' -> based(number, 8, "0o", directive);
      case 'x' -> based(number, 16, directive.sharp() ? "0x" : "", directive);
      case 'X' ->
          based(number, 16, directive.sharp() ? "0x" : "", directive).toUpperCase(Locale.ROOT);
      case 'c' -> directive.pad(Character.toString(Quoting.valid(number)));
      case 'q' ->
          directive.pad(
              Quoting.quoteCharacter(Quoting.valid(number), directive.plus() ? ASCII : UNICODE));
      case 'U' -> directive.without('0').pad(codePoint(number, directive));
      default -> bad(verb, whole, directive);
    };
  }

  private static String octal(long number, Directive directive) {
    var digits =
        based(number, 8, "", new Directive("", OptionalInt.empty(), directive.precision()));
    var needsZero = directive.sharp() && !digits.replace("-", "").startsWith("0");
    return based(number, 8, needsZero ? "0" : "", directive);
  }

  private static String based(long number, int base, String prefix, Directive directive) {
    var sign = number < 0 ? "-" : directive.sign();
    var digits = BigInteger.valueOf(number).abs().toString(base);
    var precision = directive.precision();
    if (precision.isEmpty()) {
      return directive.padNumber(sign + prefix, digits);
    }
    if (precision.getAsInt() == 0 && number == 0) {
      return directive.without('0').pad("");
    }
    var zeros = "0".repeat(Math.max(0, precision.getAsInt() - digits.length()));
    return directive.without('0').pad(sign + prefix + zeros + digits);
  }

  private static String codePoint(long number, Directive directive) {
    var code = String.format(Locale.ROOT, "U+%04X", number);
    var shows = directive.sharp() && number <= UNICODE && Quoting.isPrintable((int) number);
    return shows ? code + " '" + Character.toString((int) number) + "'" : code;
  }

  private static String real(int verb, Value value, double number, Directive directive) {
    var precision = directive.precision();
    return switch (verb) {
      case 'v' -> signed(GoFloat.general(number, precision.orElse(-1)), directive.without('#'));
      case 'g' -> signed(GoFloat.general(number, precision.orElse(-1)), plain(verb, directive));
      case 'G' ->
          signed(GoFloat.general(number, precision.orElse(-1)), plain(verb, directive))
              .toUpperCase(Locale.ROOT);
      case 'f', 'F' -> signed(GoFloat.fixed(number, precision.orElse(6)), plain(verb, directive));
      case 'e' -> signed(GoFloat.exponential(number, precision.orElse(6)), plain(verb, directive));
      case 'E' ->
          signed(GoFloat.exponential(number, precision.orElse(6)), plain(verb, directive))
              .toUpperCase(Locale.ROOT);
      case 'x', 'X', 'b' ->
          throw new TemplateError(
              "%" + Character.toString(verb) + " of a float64 is not supported");
      default -> bad(verb, value, directive);
    };
  }

  private static Directive plain(int verb, Directive directive) {
    if (directive.sharp()) {
      throw new TemplateError("%#" + Character.toString(verb) + " of a float64 is not supported");
    }
    return directive;
  }

  private static String signed(String number, Directive directive) {
    var negative = number.startsWith("-");
    var sign = negative ? "-" : directive.sign();
    return directive.padNumber(sign, negative ? number.substring(1) : number);
  }

  /** Each key and value is printed on its own, so that flags and width hold for each. */
  private static String mapping(int verb, Value.Mapping mapping, Directive directive) {
    var sharp = verb == 'v' && directive.sharp();
    return mapping.entries().entrySet().stream()
        .map(entry ->
            print(verb, Value.text(entry.getKey()), directive)
                + ":"
                + print(verb, Value.text(entry.getValue()), directive))
        .collect(
            Collectors.joining(
                sharp ? ", " : " ", sharp ? mapping.type() + "{" : "map[", sharp ? "}" : "]"));
  }
}
