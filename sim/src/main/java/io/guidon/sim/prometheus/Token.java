package io.guidon.sim.prometheus;

/**
 * A word of a query.
 *
 * @param text as written; of a string what it means
 * @param position of its first character, from the query's start
 */
record Token(Kind kind, String text, int position) {
  enum Kind {
    IDENTIFIER,
    NUMBER,
    DURATION,
    STRING,
    SYMBOL,
    END
  }

  /** Whether it is this operator or bracket. */
  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** Whether it is this word, which may be written in any case. */
  boolean isWord(String word) {
    return kind == Kind.IDENTIFIER && text.equalsIgnoreCase(word);
  }

  /** As errors name it. */
  @Override
  public String toString() {
    return switch (kind) {
      case IDENTIFIER -> "identifier \"" + text + "\"";
      case NUMBER -> "number \"" + text + "\"";
      case DURATION -> "duration \"" + text + "\"";
      case STRING -> "string \"" + text + "\"";
      case SYMBOL -> "\"" + text + "\"";
      case END -> "end of input";
    };
  }
}
