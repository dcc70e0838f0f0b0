package io.guidon.sim.network.app;

import io.guidon.sim.network.app.Command.NotUnderstood;
import java.util.ArrayList;
import java.util.List;

/** Splits a command line as a shell does, as far as quotes and pipes go. */
final class Words {

  private static final String SHELL = ";&<>$`()";

  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private Words(String text) {
    this.text = text;
  }

  /** The words; a pipe is one of its own. */
  static List<String> of(String text) throws NotUnderstood {
    return new Words(text).split();
  }

  private List<String> split() throws NotUnderstood {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\'' || c == '"') {
        quoted(c);
      } else if (c == '\\' && at < text.length()) {
        escaped();
      } else if (Character.isWhitespace(c)) {
        end();
      } else if (c == '|') {
        end();
        words.add("|");
      } else if (SHELL.indexOf(c) >= 0) {
        throw new NotUnderstood("found " + c + ", which needs a shell, in " + text);
      } else {
        inWord = true;
        word.append(c);
      }
    }
    end();
    return words;
  }

  private void quoted(char quote) throws NotUnderstood {
    int close = text.indexOf(quote, at);
    if (close < 0) {
      throw new NotUnderstood("found a quote without its end in " + text);
    }
    inWord = true;
    word.append(text, at, close);
    at = close + 1;
  }

  /** At the end of a line it goes on in the next one. */
  private void escaped() {
    char c = text.charAt(at++);
    if (c != '\n') {
      inWord = true;
      word.append(c);
    }
  }

  private void end() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
