package io.guidon.sim.prometheus;

import io.guidon.sim.prometheus.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** The words of a query, taken one after the other by whoever understands them. */
final class Words {
  private final String query;
  private final List<Token> tokens;
  private int at;

  Words(String query) {
    this.query = query;
    this.tokens = Lexer.tokens(query);
  }

  Token peek() {
    return tokens.get(at);
  }

  /** The one behind {@link #peek}; at the end, the end. */
  Token second() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token take() {
    var taken = peek();
    if (taken.kind() != Kind.END) {
      at++;
    }
    return taken;
  }

  /** Takes the next one if it is this operator or bracket. */
  boolean took(String symbol) {
    return taken(peek().is(symbol));
  }

  /** Takes the next one if it is this word. */
  boolean tookWord(String word) {
    return taken(peek().isWord(word));
  }

  private boolean taken(boolean matches) {
    at += matches ? 1 : 0;
    return matches;
  }

  /**
   * Takes the next one, which must be this operator or bracket.
   *
   * @param place what is being read, for the error
   */
  void expect(String symbol, String place) {
    if (!took(symbol)) {
      throw unexpected(place, "\"" + symbol + "\"");
    }
  }

  Token expect(Kind kind, String place, String expected) {
    if (peek().kind() != kind) {
      throw unexpected(place, expected);
    }
    return take();
  }

  /** The labels in parentheses, such as {@code (app, code,)}. */
  List<String> labels() {
    var labels = new ArrayList<String>();
    expect("(", "grouping opts");
    while (!took(")")) {
      labels.add(label("grouping opts"));
      if (!took(",") && !peek().is(")")) {
        throw unexpected("grouping opts", "\",\" or \")\"");
      }
    }
    return labels;
  }

  String label(String place) {
    var name = expect(Kind.IDENTIFIER, place, "label");
    if (name.text().contains(":")) {
      throw wrong(name, "unexpected character inside braces: ':'");
    }
    return name.text();
  }

  /** A length of time in milliseconds, longer than none. */
  long duration(String place) {
    var token = expect(Kind.DURATION, place, "duration");
    long millis =
        DurationText.millis(token.text())
            .orElseThrow(
                () -> wrong(token, "not a valid duration string: \"" + token.text() + "\""));
    if (millis == 0) {
      throw wrong(token, "duration must be greater than 0");
    }
    return millis;
  }

  QueryRefused unexpected(String place, String expected) {
    return wrong(
        peek(),
        "unexpected "
            + peek()
            + (place.isEmpty() ? "" : " in " + place)
            + (expected.isEmpty() ? "" : ", expected " + expected));
  }

  QueryRefused wrong(Token where, String reason) {
    return QueryRefused.syntax(query, where.position(), reason);
  }

  QueryRefused unsupported(Token where, String construct) {
    return QueryRefused.unsupported(query, where.position(), construct);
  }
}
