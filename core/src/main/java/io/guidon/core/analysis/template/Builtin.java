package io.guidon.core.analysis.template;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The functions that every Go template has (<a
 * href="https://pkg.go.dev/text/template#hdr-Functions">text/template, Functions</a>).
 */
enum Builtin {
  AND(1, Count.AT_LEAST),
  OR(1, Count.AT_LEAST),
  CALL(1, Count.AT_LEAST),
  NOT(1, Count.EXACTLY),
  LEN(1, Count.EXACTLY),
  INDEX(1, Count.AT_LEAST),
  SLICE(1, Count.AT_LEAST),
  PRINT(0, Count.AT_LEAST),
  PRINTLN(0, Count.AT_LEAST),
  PRINTF(1, Count.AT_LEAST),
  HTML(0, Count.AT_LEAST),
  JS(0, Count.AT_LEAST),
  URLQUERY(0, Count.AT_LEAST),
  EQ(1, Count.AT_LEAST),
  NE(2, Count.EXACTLY),
  LT(2, Count.EXACTLY),
  LE(2, Count.EXACTLY),
  GT(2, Count.EXACTLY),
  GE(2, Count.EXACTLY);

  private enum Count {
    EXACTLY,
    AT_LEAST
  }

  private static final Map<String, Builtin> BY_NAME =
      Arrays.stream(values())
          .collect(
              Collectors.toUnmodifiableMap(
                  builtin -> builtin.name().toLowerCase(Locale.ROOT), Function.identity()));

  private final int arguments;
  private final Count count;

  Builtin(int arguments, Count count) {
    this.arguments = arguments;
    this.count = count;
  }

  static Set<String> names() {
    return BY_NAME.keySet();
  }

  /** The function of a name that the parser has let pass. */
  static Builtin named(String name) {
    var builtin = BY_NAME.get(name);
    if (builtin == null) {
      throw new IllegalArgumentException("no such function: " + name);
    }
    return builtin;
  }

  boolean accepts(int given) {
    return count == Count.EXACTLY ? given == arguments : given >= arguments;
  }

  /** How many arguments it wants, for an error text. */
  String wanted() {
    return count == Count.EXACTLY ? "want " + arguments : "want at least " + arguments;
  }

  /**
   * The value for arguments of the right number.
   *
   * @throws TemplateError with the bare reason
   */
  Value apply(List<Value> values, Budget budget) {
    values.forEach(value -> budget.spend(Printing.weight(value)));
    var result =
        switch (this) {
          case NOT -> truth(!values.getFirst().isTrue());
          case LEN -> Indexing.length(values.getFirst());
          case INDEX -> Indexing.index(values.getFirst(), values.subList(1, values.size()));
          case SLICE -> Indexing.slice(values.getFirst(), values.subList(1, values.size()));
          case PRINT -> Value.text(Printing.print(values));
          case PRINTLN -> Value.text(Printing.println(values));
          case PRINTF -> Value.text(Printf.format(values, budget));
          case HTML -> Value.text(Escaping.html(Printing.joined(values)));
          case JS -> Value.text(Escaping.js(Printing.joined(values)));
          case URLQUERY -> Value.text(Escaping.urlQuery(Printing.joined(values)));
          case EQ -> truth(Comparison.equal(values.getFirst(), values.subList(1, values.size())));
          case NE -> truth(!Comparison.equal(values.getFirst(), values.subList(1, 2)));
          case LT -> truth(Comparison.order(values) < 0);
          case LE -> truth(Comparison.order(values) <= 0);
          case GT -> truth(Comparison.order(values) > 0);
          case GE -> truth(Comparison.order(values) >= 0);
          case AND, OR, CALL ->
              throw new IllegalStateException(this + " is up to the evaluator of pipelines");
        };
    budget.spend(Printing.weight(result));
    return result;
  }

  private static Value truth(boolean isTrue) {
    return new Value.Truth(isTrue);
  }
}
