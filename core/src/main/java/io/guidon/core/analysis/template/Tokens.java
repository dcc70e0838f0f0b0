package io.guidon.core.analysis.template;

import io.guidon.core.analysis.template.Token.Kind;
import java.util.List;

/** The tokens of a template as the parser walks over them, and the errors that it finds there. */
final class Tokens {
  private final String name;
  private final List<Token> tokens;
  private int next;
  private Token last;
  private int actionLine;

  Tokens(String name, List<Token> tokens) {
    this.name = name;
    this.tokens = tokens;
    this.last = tokens.getFirst();
  }

  Token next() {
    last = peek();
    next = Math.min(next + 1, tokens.size() - 1);
    return last;
  }

  Token peek() {
    return tokens.get(next);
  }

  Token nextNonSpace() {
    skipSpace();
    return next();
  }

  Token peekNonSpace() {
    skipSpace();
    return peek();
  }

  /** The non-space token behind the next one. */
  Token peekBehindNext() {
    var behind = next + 1;
    while (behind < tokens.size() - 1 && tokens.get(behind).is(Kind.SPACE)) {
      behind++;
    }
    return tokens.get(Math.min(behind, tokens.size() - 1));
  }

  private void skipSpace() {
    while (peek().is(Kind.SPACE)) {
      next();
    }
  }

  Token expect(Kind kind, String context) {
    var token = nextNonSpace();
    if (!token.is(kind)) {
      throw unexpected(token, context);
    }
    return token;
  }

  /** From here on errors can name the line on which the action began. */
  void beginAction(Token open) {
    actionLine = open.line();
  }

  void endAction() {
    actionLine = 0;
  }

  TemplateError unexpected(Token token, String context) {
    if (token.is(Kind.ERROR)) {
      return error(token.line(), token.text() + startedAt(token));
    }
    return error(token.line(), "unexpected " + token.shown() + " in " + context);
  }

  private String startedAt(Token error) {
    if (actionLine == 0 || actionLine == error.line()) {
      return "";
    }
    var action = error.text().endsWith(" action") ? "" : " in action";
    return action + " started at " + name + ":" + actionLine;
  }

  /** An error on the line of the token that was taken last. */
  TemplateError error(String message) {
    return error(last.line(), message);
  }

  private TemplateError error(int line, String message) {
    return new TemplateError("template: " + name + ":" + line + ": " + message);
  }
}
