package io.guidon.sim.prometheus;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression in RE2's syntax, which Prometheus takes, written anew in Java's. It must
 * match the whole value.
 *
 * @see <a href="https://github.com/google/re2/wiki/Syntax">RE2's syntax</a>
 */
final class RegularExpression {
  private static final Pattern REPEAT = Pattern.compile("\\{([0-9]+)(?:,([0-9]*))?}");
  private static final Pattern OPENING = Pattern.compile("\\(\\?(?:P<\\w+>|([isU-]*)(:|\\)))");
  private static final Pattern NAMED_CLASS = Pattern.compile("\\[:(\\^?)([a-z]+):]");
  private static final Pattern CODE = Pattern.compile("\\\\x(?:[0-9a-fA-F]{2}|\\{[0-9a-fA-F]+})");
  private static final Pattern PROPERTY = Pattern.compile("\\\\[pP](?:[A-Z]|\\{[A-Za-z_]+})");
  private static final String SAME_ESCAPES = "AbBdDwWzaftnr";
  private static final int MOST_REPEATS = 1000;

  private final String source;
  private final StringBuilder target = new StringBuilder();
  private int at;
  private boolean repeated;

  private RegularExpression(String source) {
    this.source = source;
  }

  /**
   * Whether a value matches.
   *
   * @throws PatternSyntaxException if RE2 does not take it, or Java has nothing like it
   */
  static Predicate<String> whole(String source) {
    // Only \n ends a line in RE2.
    var pattern = Pattern.compile(new RegularExpression(source).translated(), Pattern.UNIX_LINES);
    return value -> pattern.matcher(value).matches();
  }

  private String translated() {
    while (at < source.length()) {
      boolean repeat = false;
      switch (source.charAt(at)) {
        case '\\' -> escape();
        case '[' -> characterClass();
        case '(' -> opening();
        case '*', '+', '?', '{' -> repeat = repetition();
        // Java's own also matches before a line's end.
        case '$' -> replace(1, "\\z");
        default -> copy(1);
      }
      repeated = repeat;
    }
    return target.toString();
  }

  /** Java takes a second + as "never give back", which RE2 does not know. */
  private boolean repetition() {
    char first = source.charAt(at);
    int length = 1;
    if (first == '{') {
      var repeat = sees(REPEAT);
      if (!repeat.lookingAt()) {
        replace(1, "\\{");
        return false;
      }
      length = repeat.end() - at;
      checkCount(repeat.group(1), repeat.group());
      if (repeat.group(2) != null) {
        checkCount(repeat.group(2), repeat.group());
      }
    }
    if (repeated) {
      throw wrong(
          "invalid nested repetition operator: `" + source.substring(at, at + length) + "`");
    }
    copy(length);
    if (at < source.length() && source.charAt(at) == '?') {
      copy(1);
    }
    return true;
  }

  private void checkCount(String count, String repeat) {
    if (count.length() > 4 || (!count.isEmpty() && Integer.parseInt(count) > MOST_REPEATS)) {
      throw wrong("invalid repeat count: `" + repeat + "`");
    }
  }

  private void opening() {
    if (!source.startsWith("(?", at)) {
      copy(1);
      return;
    }
    var opening = sees(OPENING);
    if (!opening.lookingAt()) {
      int end = Math.min(source.length(), at + 3);
      throw wrong("invalid or unsupported Perl syntax: `" + source.substring(at, end) + "`");
    }
    // What a group is called, or whether it is greedy, makes no difference to a whole match.
    var flags = opening.group(1);
    replace(
        opening.end() - at, flags == null ? "(" : "(?" + flags.replace("U", "") + opening.group(2));
  }

  private void escape() {
    char kind = at + 1 < source.length() ? source.charAt(at + 1) : 0;
    if (kind == 0) {
      throw wrong("trailing backslash at end of expression: ``");
    }
    if (kind == 'Q') {
      int end = source.indexOf("\\E", at);
      var quoted = source.substring(at + 2, end < 0 ? source.length() : end);
      replace((end < 0 ? source.length() : end + 2) - at, Pattern.quote(quoted));
    } else if (kind == 's') {
      replace(2, "[\\t\\n\\f\\r ]");
    } else if (kind == 'S') {
      replace(2, "[^\\t\\n\\f\\r ]");
    } else if (kind == 'v') {
      replace(2, "\\x0B");
    } else if (sees(CODE).lookingAt() || sees(PROPERTY).lookingAt()) {
      copy((sees(CODE).lookingAt() ? end(CODE) : end(PROPERTY)) - at);
    } else if (SAME_ESCAPES.indexOf(kind) >= 0 || isPunctuation(kind)) {
      copy(2);
    } else {
      throw wrong("invalid escape sequence: `\\" + kind + "`");
    }
  }

  private static boolean isPunctuation(char kind) {
    return kind > ' ' && kind < 0x7f && !Character.isLetterOrDigit(kind);
  }

  /** In Java a class may hold classes and their intersections; in RE2 these signs are plain. */
  private void characterClass() {
    int start = at;
    copy(1);
    if (at < source.length() && source.charAt(at) == '^') {
      copy(1);
    }
    for (boolean first = true; at < source.length(); first = false) {
      char found = source.charAt(at);
      var named = sees(NAMED_CLASS);
      if (found == ']' && !first) {
        copy(1);
        return;
      } else if (found == '[' && named.lookingAt()) {
        replace(named.end() - at, posix(named.group(1), named.group(2), named.group()));
      } else if (found == '\\') {
        escape();
      } else if (found == '[' || found == '&' || found == ']') {
        replace(1, "\\" + found);
      } else {
        copy(1);
      }
    }
    throw wrong("missing closing ]: `" + source.substring(start) + "`");
  }

  private String posix(String negated, String name, String whole) {
    var property =
        switch (name) {
          case "alnum",
              "alpha",
              "blank",
              "cntrl",
              "digit",
              "graph",
              "lower",
              "print",
              "punct",
              "space",
              "upper" ->
              "{" + Character.toUpperCase(name.charAt(0)) + name.substring(1) + "}";
          case "xdigit" -> "{XDigit}";
          case "ascii" -> "{ASCII}";
          case "word" -> "";
          default -> throw wrong("invalid character class range: `" + whole + "`");
        };
    if (property.isEmpty()) {
      return negated.isEmpty() ? "\\w" : "\\W";
    }
    return (negated.isEmpty() ? "\\p" : "\\P") + property;
  }

  private Matcher sees(Pattern pattern) {
    return pattern.matcher(source).region(at, source.length());
  }

  private int end(Pattern pattern) {
    var found = sees(pattern);
    return found.lookingAt() ? found.end() : at;
  }

  private void copy(int length) {
    replace(length, source.substring(at, at + length));
  }

  private void replace(int length, String with) {
    target.append(with);
    at += length;
  }

  private PatternSyntaxException wrong(String reason) {
    return new PatternSyntaxException(reason, source, -1);
  }
}
