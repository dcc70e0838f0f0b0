package io.guidon.core.analysis.template;

/** Finds where a number literal ends, before anybody knows whether it is a good one. */
final class NumberScanner {
  private static final String DECIMAL = "0123456789_";
  private static final String HEXADECIMAL = "0123456789abcdefABCDEF_";
  private static final String OCTAL = "01234567_";
  private static final String BINARY = "01_";

  private final String source;
  private final int start;
  private int at;

  NumberScanner(String source, int start) {
    this.source = source;
    this.start = start;
    this.at = start;
  }

  /** The index behind the literal. */
  int end() {
    if (!scan()) {
      throw bad();
    }
    if (isNext("+-")) {
      scan();
      throw bad();
    }
    return at;
  }

  private TemplateError bad() {
    return new TemplateError("bad number syntax: " + Quoting.quote(source.substring(start, at)));
  }

  private boolean scan() {
    accept("+-");
    var digits = digits();
    acceptAll(digits);
    if (accept(".")) {
      acceptAll(digits);
    }
    if (accept(exponentOf(digits))) {
      accept("+-");
      acceptAll(DECIMAL);
    }
    accept("i");
    if (at < source.length() && Lexer.isAlphanumeric(source.codePointAt(at))) {
      at += Character.charCount(source.codePointAt(at));
      return false;
    }
    return true;
  }

  private String digits() {
    if (!accept("0")) {
      return DECIMAL;
    }
    if (accept("xX")) {
      return HEXADECIMAL;
    }
    if (accept("oO")) {
      return OCTAL;
    }
    return accept("bB") ? BINARY : DECIMAL;
  }

  private static String exponentOf(String digits) {
    return switch (digits) {
      case DECIMAL -> "eE";
      case HEXADECIMAL -> "pP";
      default -> "";
    };
  }

  private boolean isNext(String valid) {
    return at < source.length() && valid.indexOf(source.charAt(at)) >= 0;
  }

  private boolean accept(String valid) {
    if (isNext(valid)) {
      at++;
      return true;
    }
    return false;
  }

  private void acceptAll(String valid) {
    while (accept(valid)) {
      // the condition moves on
    }
  }
}
