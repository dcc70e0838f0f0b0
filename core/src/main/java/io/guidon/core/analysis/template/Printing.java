package io.guidon.core.analysis.template;

import java.util.List;
import java.util.stream.Collectors;

/** Values as Go's fmt prints them without a format. */
final class Printing {

  private Printing() {}

  /** As the value of an action is rendered. */
  static String rendered(Value value) {
    return value instanceof Value.Nil ? "<no value>" : plain(value);
  }

  /** As {@code %v} prints it. */
  static String plain(Value value) {
    return switch (value) {
      case Value.Nil _ -> "<nil>";
      case Value.Text(String text) -> text;
      case Value.Whole(long number, String _) -> Long.toString(number);
      case Value.Real(double number) -> GoFloat.general(number);
      case Value.Truth(boolean isTrue) -> Boolean.toString(isTrue);
      case Value.Mapping(var entries) ->
          entries.entrySet().stream()
              .map(entry -> entry.getKey() + ":" + entry.getValue())
              .collect(Collectors.joining(" ", "map[", "]"));
    };
  }

  /** With a space between two values of which neither is a text. */
  static String print(List<Value> values) {
    var printed = new StringBuilder();
    var afterText = true;
    for (var value : values) {
      var isText = value instanceof Value.Text;
      if (!afterText && !isText) {
        printed.append(' ');
      }
      printed.append(plain(value));
      afterText = isText;
    }
    return printed.toString();
  }

  static String println(List<Value> values) {
    return values.stream().map(Printing::plain).collect(Collectors.joining(" ", "", "\n"));
  }

  /** What the escaping functions see: {@link #print} with {@code <no value>} for nil. */
  static String joined(List<Value> values) {
    return print(
        values.stream()
            .map(value -> value instanceof Value.Nil ? Value.text(rendered(value)) : value)
            .toList());
  }

  /** The work that a value makes: about its length when printed. */
  static long weight(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text.length();
      case Value.Mapping(var entries) ->
          entries.entrySet().stream()
              .mapToLong(entry -> 2L + entry.getKey().length() + entry.getValue().length())
              .sum();
      case Value.Nil _, Value.Whole _, Value.Real _, Value.Truth _ -> 1;
    };
  }
}
