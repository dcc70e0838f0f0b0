package io.guidon.sim.prometheus;

import io.guidon.sim.prometheus.Expression.Range;
import io.guidon.sim.prometheus.Expression.Selector;
import io.guidon.sim.prometheus.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/** Understands {@code name{label="value"}}, with what may follow: a range, an offset. */
final class SelectorParser {
  private static final String PLACE = "label matching";

  private final Words words;

  SelectorParser(Words words) {
    this.words = words;
  }

  Selector selector() {
    var start = words.peek();
    var matchers = new ArrayList<Matcher>();
    if (start.kind() == Kind.IDENTIFIER) {
      matchers.add(Matcher.equal(Labels.NAME, words.take().text()));
    }
    boolean isNamed = !matchers.isEmpty();
    if (words.took("{")) {
      readMatchers(matchers);
    }
    if (isNamed) {
      refuseSecondName(start, matchers);
    }
    if (matchers.stream().allMatch(Matcher::matchesEmpty)) {
      throw words.wrong(start, "vector selector must contain at least one non-empty matcher");
    }
    return new Selector(matchers, 0);
  }

  private void readMatchers(List<Matcher> matchers) {
    while (!words.took("}")) {
      if (words.peek().kind() == Kind.END) {
        throw words.wrong(words.peek(), "unexpected end of input inside braces");
      }
      matchers.add(matcher());
      if (!words.took(",") && !words.peek().is("}")) {
        throw words.unexpected(PLACE, "\",\" or \"}\"");
      }
    }
  }

  private Matcher matcher() {
    var label = words.label(PLACE);
    var operator = words.take();
    if (operator.kind() != Kind.SYMBOL) {
      throw words.wrong(
          operator,
          "unexpected " + operator + " in " + PLACE + ", expected label matching operator");
    }
    var value = words.expect(Kind.STRING, PLACE, "string").text();
    return switch (operator.text()) {
      case "=" -> Matcher.equal(label, value);
      case "!=" -> Matcher.of(label, found -> !found.equals(value));
      case "=~" -> Matcher.of(label, regularExpression(operator, value));
      case "!~" -> Matcher.of(label, regularExpression(operator, value).negate());
      default -> throw words.wrong(operator, "unexpected " + operator + " in " + PLACE);
    };
  }

  private Predicate<String> regularExpression(Token where, String source) {
    try {
      return RegularExpression.whole(source);
    } catch (PatternSyntaxException malformed) {
      throw words.wrong(where, "error parsing regexp: " + malformed.getDescription());
    }
  }

  private void refuseSecondName(Token start, List<Matcher> matchers) {
    if (matchers.stream().filter(each -> each.label().equals(Labels.NAME)).count() > 1) {
      throw words.wrong(start, "metric name must not be set twice: \"" + start.text() + "\"");
    }
  }

  /**
   * Reads what follows an operand.
   *
   * @param bare whether the operand stands there without parentheses
   */
  Expression followed(Expression operand, boolean bare) {
    var read = operand;
    boolean shifted = false;
    while (true) {
      var next = words.peek();
      if (words.took("[")) {
        read = range(read, bare && !shifted, next);
      } else if (words.tookWord("offset")) {
        if (shifted) {
          throw words.wrong(next, "offset may not be set multiple times");
        }
        read = shifted(read, bare, next);
        shifted = true;
      } else if (next.is("@")) {
        throw words.unsupported(next, "the @ modifier");
      } else {
        return read;
      }
    }
  }

  private Expression range(Expression of, boolean bare, Token where) {
    long length = words.duration("subquery selector");
    if (words.peek().is(":")) {
      throw words.unsupported(where, "a subquery");
    }
    words.expect("]", "subquery selector");
    if (bare && of instanceof Selector selector) {
      return new Range(selector, length);
    }
    throw words.wrong(
        where,
        of instanceof Selector
            ? "no offset modifiers or parentheses allowed before range"
            : "ranges only allowed for vector selectors");
  }

  private Expression shifted(Expression of, boolean bare, Token where) {
    long sign = words.took("-") ? -1 : 1;
    long offset = sign * words.duration("offset");
    if (bare && of instanceof Selector selector) {
      return new Selector(selector.matchers(), offset);
    }
    if (bare && of instanceof Range(Selector selector, long length)) {
      return new Range(new Selector(selector.matchers(), offset), length);
    }
    throw words.wrong(
        where,
        "offset modifier must be preceded by an instant vector selector or range vector selector or"
            + " a subquery");
  }
}
