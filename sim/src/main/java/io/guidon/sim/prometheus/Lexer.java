package io.guidon.sim.prometheus;

import io.guidon.sim.prometheus.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a query into words; white space and comments are gone. */
final class Lexer {
  private static final Pattern BLANK = Pattern.compile("(?:[ \\t\\n\\r]|#[^\\n]*)+");
  private static final Pattern DURATION = Pattern.compile("(?:[0-9]+(?:ms|[smhdwy]))+");
  private static final Pattern NUMBER =
      Pattern.compile("0[xX][0-9a-fA-F]+|(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern SYMBOL =
      Pattern.compile("==|!=|<=|>=|=~|!~|[-+*/%^<>=(){}\\[\\],:@]");
  private static final Pattern WORD_GOES_ON = Pattern.compile("[a-zA-Z0-9_.]+");

  private final String query;
  private final Matcher cursor;
  private int at;

  private Lexer(String query) {
    this.query = query;
    this.cursor = BLANK.matcher(query);
  }

  /** The words of the query; the last one is its end. */
  static List<Token> tokens(String query) {
    return new Lexer(query).all();
  }

  private List<Token> all() {
    var tokens = new ArrayList<Token>();
    skip(BLANK);
    while (at < query.length()) {
      tokens.add(next());
      skip(BLANK);
    }
    tokens.add(new Token(Kind.END, "", query.length()));
    return tokens;
  }

  private Token next() {
    char first = query.charAt(at);
    if (first == '"' || first == '\'' || first == '`') {
      return string(first);
    }
    if ((first >= '0' && first <= '9') || (first == '.' && sees(NUMBER))) {
      return number();
    }
    // A range such as [5m:1m] would otherwise begin a word with its colon.
    if (first != ':' && sees(IDENTIFIER)) {
      return take(Kind.IDENTIFIER);
    }
    if (sees(SYMBOL)) {
      return take(Kind.SYMBOL);
    }
    throw QueryRefused.syntax(query, at, "unexpected character: '" + first + "'");
  }

  private Token number() {
    for (var kind : List.of(Kind.NUMBER, Kind.DURATION)) {
      if (sees(kind == Kind.NUMBER ? NUMBER : DURATION)) {
        MatchResult found = cursor.toMatchResult();
        if (found.end() == query.length() || !goesOn(found.end())) {
          at = found.end();
          return new Token(kind, found.group(), found.start());
        }
      }
    }
    cursor.usePattern(WORD_GOES_ON).region(at, query.length()).lookingAt();
    throw QueryRefused.syntax(
        query, at, "bad number or duration syntax: \"" + cursor.group() + "\"");
  }

  private boolean goesOn(int position) {
    char next = query.charAt(position);
    return next == '_' || next == '.' || Character.isLetterOrDigit(next);
  }

  private Token string(char quote) {
    int start = at++;
    var text = new StringBuilder();
    while (at < query.length()) {
      char found = query.charAt(at);
      if (found == quote) {
        at++;
        return new Token(Kind.STRING, text.toString(), start);
      }
      if (found == '\n' && quote != '`') {
        break;
      }
      if (found == '\\' && quote != '`') {
        var escape = Escape.read(query, at, quote);
        text.append(escape.text());
        at = escape.end();
      } else {
        text.append(found);
        at++;
      }
    }
    throw QueryRefused.syntax(
        query, start, quote == '`' ? "unterminated raw string" : "unterminated quoted string");
  }

  private Token take(Kind kind) {
    int start = at;
    at = cursor.end();
    return new Token(kind, cursor.group(), start);
  }

  private void skip(Pattern pattern) {
    if (sees(pattern)) {
      at = cursor.end();
    }
  }

  private boolean sees(Pattern pattern) {
    return cursor.usePattern(pattern).region(at, query.length()).lookingAt();
  }
}
