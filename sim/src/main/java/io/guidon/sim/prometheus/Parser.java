package io.guidon.sim.prometheus;

import io.guidon.sim.prometheus.Expression.Aggregate;
import io.guidon.sim.prometheus.Expression.Binary;
import io.guidon.sim.prometheus.Expression.Call;
import io.guidon.sim.prometheus.Expression.Grouping;
import io.guidon.sim.prometheus.Expression.Literal;
import io.guidon.sim.prometheus.Expression.Many;
import io.guidon.sim.prometheus.Expression.Matching;
import io.guidon.sim.prometheus.Expression.Negative;
import io.guidon.sim.prometheus.Expression.Outermost;
import io.guidon.sim.prometheus.Expression.Text;
import io.guidon.sim.prometheus.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Understands PromQL, as much of it as queries of rollouts need (<a
 * href="https://prometheus.io/docs/prometheus/latest/querying/basics/">Prometheus'
 * documentation</a>). What Prometheus knows and this parser does not is refused as "not supported
 * here"; everything else that is wrong, as Prometheus does.
 */
final class Parser {
  /** Deeper than any query that is written by hand, and no danger to the stack. */
  private static final int MOST_LEVELS = 100;

  private static final Set<String> OTHER_AGGREGATIONS =
      Set.of("stddev", "stdvar", "quantile", "count_values");

  /** The words that are never the name of a metric. */
  private static final Set<String> RESERVED =
      Set.of("on", "ignoring", "group_left", "group_right", "bool");

  private final Words words;
  private final SelectorParser selectors;
  private final Checks checks;
  private int levels;

  private Parser(Words words) {
    this.words = words;
    this.selectors = new SelectorParser(words);
    this.checks = new Checks(words);
  }

  /**
   * The tree of a query.
   *
   * @throws QueryRefused if it cannot be understood
   */
  static Expression parse(String query) {
    var words = new Words(query);
    if (words.peek().kind() == Kind.END) {
      throw words.wrong(words.peek(), "no expression found in input");
    }
    var whole = new Parser(words).expression(0);
    if (words.peek().kind() != Kind.END) {
      throw words.unexpected("", "");
    }
    return whole;
  }

  /** Reads as far as operators bind at least as strongly as {@code binding}. */
  private Expression expression(int binding) {
    var start = words.peek();
    if (++levels > MOST_LEVELS) {
      throw words.unsupported(start, "an expression of more than " + MOST_LEVELS + " levels");
    }
    var left = operand();
    for (var next = operator(); next.isPresent(); next = operator()) {
      var operator = next.get();
      if (operator.binding() < binding) {
        break;
      }
      var where = words.take();
      boolean bool = words.tookWord("bool");
      var matching = matching(where, operator);
      // A power groups to the right, all others to the left.
      var right =
          expression(operator == Operator.POWER ? operator.binding() : operator.binding() + 1);
      left = checks.binary(where, new Binary(operator, bool, matching, left, right));
    }
    levels--;
    return left;
  }

  private Optional<Operator> operator() {
    var next = words.peek();
    if (next.isWord("atan2")) {
      throw words.unsupported(next, "the operator atan2");
    }
    return next.kind() == Kind.SYMBOL || next.kind() == Kind.IDENTIFIER
        ? Operator.of(next.text())
        : Optional.empty();
  }

  private Matching matching(Token where, Operator operator) {
    boolean on = words.peek().isWord("on");
    if (!on && !words.peek().isWord("ignoring")) {
      return Matching.DEFAULT;
    }
    words.take();
    var labels = words.labels();
    var many = many();
    if (many == Many.NEITHER) {
      return new Matching(on, labels, many, List.of());
    }
    if (operator.isSet()) {
      throw words.wrong(where, "no grouping allowed for \"" + operator + "\" operation");
    }
    var included = words.peek().is("(") ? words.labels() : List.<String>of();
    for (var label : included) {
      if (on && labels.contains(label)) {
        throw words.wrong(
            where, "label \"" + label + "\" must not occur in ON and GROUP clause at once");
      }
    }
    return new Matching(on, labels, many, included);
  }

  private Many many() {
    if (words.tookWord("group_left")) {
      return Many.LEFT;
    }
    return words.tookWord("group_right") ? Many.RIGHT : Many.NEITHER;
  }

  private Expression operand() {
    var first = words.peek();
    if (words.took("-")) {
      var of = checks.signed(first, expression(Operator.SIGN_BINDING + 1));
      return of instanceof Literal(double value) ? new Literal(-value) : new Negative(of);
    }
    if (words.took("+")) {
      return checks.signed(first, expression(Operator.SIGN_BINDING + 1));
    }
    if (words.took("(")) {
      var inside = expression(0);
      if (!words.took(")")) {
        throw words.peek().kind() == Kind.END
            ? words.wrong(words.peek(), "unclosed left parenthesis")
            : words.unexpected("", "");
      }
      return selectors.followed(inside, false);
    }
    return selectors.followed(primary(first), true);
  }

  private Expression primary(Token first) {
    if (first.kind() == Kind.NUMBER || first.isWord("inf") || first.isWord("nan")) {
      words.take();
      return new Literal(
          NumberText.parseLiteral(first.text())
              .orElseThrow(
                  () -> words.wrong(first, "error parsing number: \"" + first.text() + "\"")));
    }
    if (first.kind() == Kind.STRING) {
      return new Text(words.take().text());
    }
    if (first.kind() == Kind.IDENTIFIER) {
      return named(first);
    }
    if (first.is("{")) {
      return selectors.selector();
    }
    throw words.unexpected("", "");
  }

  private Expression named(Token name) {
    var next = words.second();
    boolean called = next.is("(");
    if (called || next.isWord("by") || next.isWord("without")) {
      var lower = name.text().toLowerCase(Locale.ROOT);
      if (OTHER_AGGREGATIONS.contains(lower)) {
        throw words.unsupported(name, "the aggregation " + lower);
      }
      var aggregation = Aggregation.of(lower);
      boolean ranks = lower.equals("topk") || lower.equals("bottomk");
      if (aggregation.isPresent() || ranks) {
        words.take();
        return aggregate(name, lower, aggregation);
      }
    }
    if (called) {
      var function = checks.function(name);
      words.take();
      return checks.call(name, new Call(function, arguments()));
    }
    if (RESERVED.contains(name.text().toLowerCase(Locale.ROOT))) {
      throw words.unexpected("", "");
    }
    return selectors.selector();
  }

  private Expression aggregate(Token name, String lower, Optional<Aggregation> aggregation) {
    var before = grouping();
    var arguments = arguments();
    var grouping = before.isPresent() ? before.get() : grouping().orElse(Grouping.ALL);
    int expected = aggregation.isPresent() ? 1 : 2;
    if (arguments.size() != expected) {
      throw words.wrong(
          name,
          "wrong number of arguments for aggregate expression provided, expected "
              + expected
              + ", got "
              + arguments.size());
    }
    var of = arguments.getLast();
    checks.type(name, ValueType.VECTOR, of, "aggregation expression");
    if (aggregation.isPresent()) {
      return new Aggregate(aggregation.get(), of, grouping);
    }
    checks.type(name, ValueType.SCALAR, arguments.getFirst(), "aggregation parameter");
    return new Outermost(lower.equals("topk"), arguments.getFirst(), of, grouping);
  }

  private Optional<Grouping> grouping() {
    boolean without = words.peek().isWord("without");
    if (!without && !words.peek().isWord("by")) {
      return Optional.empty();
    }
    words.take();
    return Optional.of(new Grouping(without, words.labels()));
  }

  private List<Expression> arguments() {
    var arguments = new ArrayList<Expression>();
    words.expect("(", "function call");
    while (!words.took(")")) {
      if (words.peek().kind() == Kind.END) {
        throw words.wrong(words.peek(), "unclosed left parenthesis");
      }
      arguments.add(expression(0));
      if (words.took(",")) {
        if (words.peek().is(")")) {
          throw words.wrong(words.peek(), "trailing commas not allowed in function call args");
        }
      } else if (!words.peek().is(")")) {
        throw words.peek().kind() == Kind.END
            ? words.wrong(words.peek(), "unclosed left parenthesis")
            : words.unexpected("function call", "\",\" or \")\"");
      }
    }
    return arguments;
  }
}
