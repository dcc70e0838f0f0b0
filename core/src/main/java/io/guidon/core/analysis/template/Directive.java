package io.guidon.core.analysis.template;

import java.util.OptionalInt;

/**
 * What stands between the percent sign and the verb of a format, and how it lays out a text.
 *
 * @param flags those of {@code # 0 + - space} that are given
 */
record Directive(String flags, OptionalInt width, OptionalInt precision) {

  boolean left() {
    return has('-');
  }

  boolean plus() {
    return has('+');
  }

  boolean space() {
    return has(' ');
  }

  boolean sharp() {
    return has('#');
  }

  private boolean has(char flag) {
    return flags.indexOf(flag) >= 0;
  }

  /** Zeros fill up to the width; only on the left. */
  boolean zeros() {
    return has('0') && !left();
  }

  Directive without(char flag) {
    return new Directive(flags.replace(String.valueOf(flag), ""), width, precision);
  }

  /** The sign in front of a number that is not negative. */
  String sign() {
    return plus() ? "+" : space() ? " " : "";
  }

  /** Fills up to the width, counted in characters. */
  String pad(String text) {
    var missing = width.orElse(0) - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    return left() ? text + " ".repeat(missing) : (zeros() ? "0" : " ").repeat(missing) + text;
  }

  /** Fills up a number: zeros stand behind the sign. */
  String padNumber(String sign, String digits) {
    var missing = width.orElse(0) - sign.length() - digits.length();
    if (missing > 0 && zeros()) {
      return sign + "0".repeat(missing) + digits;
    }
    return without('0').pad(sign + digits);
  }

  /** The first characters, as many as the precision allows. */
  String truncate(String text) {
    var most = precision.orElse(Integer.MAX_VALUE);
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most));
  }
}
