package io.guidon.core.analysis.template;

import io.guidon.core.analysis.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cuts a template into tokens. What cannot be cut ends the list with an {@link Kind#ERROR} token.
 */
final class Lexer {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";
  private static final int END = -1;
  private static final Map<String, Kind> WORDS =
      Map.ofEntries(
          Map.entry("true", Kind.BOOL),
          Map.entry("false", Kind.BOOL),
          Map.entry("nil", Kind.NIL),
          Map.entry("block", Kind.BLOCK),
          Map.entry("break", Kind.BREAK),
          Map.entry("continue", Kind.CONTINUE),
          Map.entry("define", Kind.DEFINE),
          Map.entry("else", Kind.ELSE),
          Map.entry("end", Kind.END),
          Map.entry("if", Kind.IF),
          Map.entry("range", Kind.RANGE),
          Map.entry("template", Kind.TEMPLATE),
          Map.entry("with", Kind.WITH));

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int start;
  private int at;
  private int line = 1;
  private int parens;

  private Lexer(String source) {
    this.source = source;
  }

  static List<Token> tokens(String source) {
    var lexer = new Lexer(source);
    try {
      lexer.text();
    } catch (TemplateError error) {
      lexer.tokens.add(new Token(Kind.ERROR, lexer.start, lexer.line, error.text()));
    }
    return lexer.tokens;
  }

  private void text() {
    while (at < source.length()) {
      var open = source.indexOf(OPEN, at);
      if (open < 0) {
        at = source.length();
        emit(Kind.TEXT);
        break;
      }
      var trims = isTrimAfterOpen(open + OPEN.length());
      at = trims ? lastNonSpace(open) : open;
      if (at > start) {
        emit(Kind.TEXT);
      }
      skipTo(open);
      at = open + OPEN.length();
      insideOpened(trims ? at + 2 : at);
    }
    emit(Kind.EOF);
  }

  private void insideOpened(int first) {
    if (source.startsWith("/*", first)) {
      comment(first);
      return;
    }
    emit(Kind.OPEN);
    skipTo(first);
    parens = 0;
    while (!closed()) {
      inAction();
    }
  }

  private void comment(int first) {
    var end = source.indexOf("*/", first + 2);
    if (end < 0) {
      throw new TemplateError("unclosed comment");
    }
    skipTo(end + 2);
    if (!isClose(at)) {
      throw new TemplateError("comment ends before closing delimiter");
    }
    skipTo(afterClose(at));
  }

  /** Takes the closing delimiter, if it is next. */
  private boolean closed() {
    if (!isClose(at)) {
      return false;
    }
    if (parens > 0) {
      throw new TemplateError("unclosed left paren");
    }
    var end = afterClose(at);
    if (!source.startsWith(CLOSE, at)) {
      skipTo(at + 2);
    }
    at += CLOSE.length();
    emit(Kind.CLOSE);
    skipTo(end);
    return true;
  }

  private void inAction() {
    var next = peek(at);
    if (next == END) {
      throw new TemplateError("unclosed action");
    } else if (isSpace(next)) {
      space();
    } else if (next == ':') {
      if (peek(at + 1) != '=') {
        throw new TemplateError("expected :=");
      }
      take(2, Kind.DECLARE);
    } else if (next == '.' && !isDigit(peek(at + 1))) {
      named(Kind.FIELD);
    } else if (next == '$') {
      named(Kind.VARIABLE);
    } else if (isDigit(next) || next == '.' || next == '+' || next == '-') {
      at = new NumberScanner(source, at).end();
      emit(Kind.NUMBER);
    } else if (isAlphanumeric(next)) {
      word();
    } else {
      mark(next);
    }
  }

  private void mark(int next) {
    switch (next) {
      case '=' -> take(1, Kind.ASSIGN);
      case '|' -> take(1, Kind.PIPE);
      case '"' -> quoted('"', Kind.STRING, "unterminated quoted string");
      case '\'' -> quoted('\'', Kind.CHARACTER, "unterminated character constant");
      case '`' -> rawString();
      case '(' -> {
        parens++;
        take(1, Kind.LEFT_PAREN);
      }
      case ')' -> {
        if (--parens < 0) {
          throw new TemplateError("unexpected right paren");
        }
        take(1, Kind.RIGHT_PAREN);
      }
      default -> {
        if (next < ' ' || next > '~') {
          throw new TemplateError("unrecognized character in action: " + Quoting.codePoint(next));
        }
        take(1, Kind.OTHER);
      }
    }
  }

  private void space() {
    while (isSpace(peek(at)) && !isClose(at)) {
      at++;
    }
    emit(Kind.SPACE);
  }

  private void named(Kind kind) {
    at = alphanumericFrom(at + 1);
    checkTerminator();
    emit(kind == Kind.FIELD && at == start + 1 ? Kind.DOT : kind);
  }

  private void word() {
    at = alphanumericFrom(at);
    checkTerminator();
    emit(WORDS.getOrDefault(source.substring(start, at), Kind.IDENTIFIER));
  }

  private void checkTerminator() {
    var next = peek(at);
    if (next != END && !isSpace(next) && ".,|:)(".indexOf(next) < 0 && !isClose(at)) {
      throw new TemplateError("bad character " + Quoting.codePoint(next));
    }
  }

  private void quoted(char quote, Kind kind, String unterminated) {
    at++;
    while (peek(at) != quote) {
      if (peek(at) == '\\') {
        at++;
      }
      if (peek(at) == END || peek(at) == '\n') {
        throw new TemplateError(unterminated);
      }
      at++;
    }
    take(1, kind);
  }

  private void rawString() {
    var end = source.indexOf('`', at + 1);
    if (end < 0) {
      throw new TemplateError("unterminated raw quoted string");
    }
    at = end;
    take(1, Kind.RAW_STRING);
  }

  private int alphanumericFrom(int from) {
    var end = from;
    while (isAlphanumeric(peek(end))) {
      end += Character.charCount(peek(end));
    }
    return end;
  }

  private void take(int characters, Kind kind) {
    at += characters;
    emit(kind);
  }

  private void emit(Kind kind) {
    tokens.add(new Token(kind, start, line, source.substring(start, at)));
    skipTo(at);
  }

  private void skipTo(int end) {
    for (var i = start; i < end; i++) {
      if (source.charAt(i) == '\n') {
        line++;
      }
    }
    start = end;
    at = end;
  }

  private boolean isTrimAfterOpen(int from) {
    return peek(from) == '-' && isSpace(peek(from + 1));
  }

  private boolean isClose(int from) {
    return source.startsWith(CLOSE, from)
        || (isSpace(peek(from)) && source.startsWith("-" + CLOSE, from + 1));
  }

  private int afterClose(int from) {
    if (source.startsWith(CLOSE, from)) {
      return from + CLOSE.length();
    }
    var end = from + 2 + CLOSE.length();
    while (isSpace(peek(end))) {
      end++;
    }
    return end;
  }

  private int lastNonSpace(int before) {
    var end = before;
    while (end > start && isSpace(source.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private int peek(int from) {
    return from < source.length() ? source.codePointAt(from) : END;
  }

  static boolean isSpace(int character) {
    return character == ' ' || character == '\t' || character == '\r' || character == '\n';
  }

  static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  static boolean isAlphanumeric(int character) {
    return character == '_'
        || (character >= 0 && (Character.isLetter(character) || Character.isDigit(character)));
  }
}
