package io.guidon.core.analysis.template;

/**
 * A lexical element of a template.
 *
 * @param at index of its first character in the source
 * @param line counted from 1
 */
record Token(Kind kind, int at, int line, String text) {

  enum Kind {
    TEXT,
    OPEN,
    CLOSE,
    SPACE,
    IDENTIFIER,
    FIELD,
    VARIABLE,
    BOOL,
    NUMBER,
    CHARACTER,
    STRING,
    RAW_STRING,
    ASSIGN,
    DECLARE,
    PIPE,
    LEFT_PAREN,
    RIGHT_PAREN,
    OTHER,
    DOT,
    NIL,
    BLOCK,
    BREAK,
    CONTINUE,
    DEFINE,
    ELSE,
    END,
    IF,
    RANGE,
    TEMPLATE,
    WITH,
    ERROR,
    EOF;

    private boolean isKeyword() {
      return compareTo(DOT) >= 0 && compareTo(WITH) <= 0;
    }
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  boolean isString() {
    return kind == Kind.STRING || kind == Kind.RAW_STRING;
  }

  /** As error texts quote it. */
  String shown() {
    if (kind == Kind.EOF) {
      return "EOF";
    }
    if (kind == Kind.ERROR) {
      return text;
    }
    if (kind.isKeyword()) {
      return "<" + text + ">";
    }
    if (text.codePointCount(0, text.length()) > 10) {
      return Quoting.quote(text.substring(0, text.offsetByCodePoints(0, 10))) + "...";
    }
    return Quoting.quote(text);
  }
}
