package io.guidon.core.analysis.template;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code printf}: reads the format and picks the arguments (<a
 * href="https://pkg.go.dev/fmt">package fmt</a>). A mistake in a format is no error: it is printed,
 * such as {@code %!d(string=hi)}.
 */
final class Printf {
  /** Wider output helps nobody; Go's own limit is a million. */
  private static final int LARGEST = 10_000;

  private final String format;
  private final List<Value> values;
  private final Budget budget;
  private final StringBuilder printed = new StringBuilder();
  private int at;
  private int next;
  private boolean reordered;
  private boolean goodIndex;
  private boolean afterIndex;

  private Printf(String format, List<Value> values, Budget budget) {
    this.format = format;
    this.values = values;
    this.budget = budget;
  }

  /** Prints {@code arguments}, the first of which is the format. */
  static String format(List<Value> arguments, Budget budget) {
    var format = arguments.getFirst() instanceof Value.Text(String text) ? text : "";
    return new Printf(format, arguments.subList(1, arguments.size()), budget).print();
  }

  private String print() {
    while (at < format.length()) {
      var percent = format.indexOf('%', at);
      if (percent < 0) {
        percent = format.length();
      }
      printed.append(format, at, percent);
      at = percent + 1;
      if (percent < format.length()) {
        directive();
        budget.output(printed.length());
      }
    }
    if (!reordered && next < values.size()) {
      extra();
    }
    return printed.toString();
  }

  private void directive() {
    goodIndex = true;
    afterIndex = false;
    var flags = flags();
    argumentIndex();
    var width = size('*', "%!(BADWIDTH)");
    if (width.isPresent() && width.getAsInt() < 0) {
      flags = flags + "-";
      width = OptionalInt.of(-width.getAsInt());
    }
    var precision = OptionalInt.empty();
    if (at < format.length() && format.charAt(at) == '.') {
      at++;
      if (afterIndex) {
        goodIndex = false;
      }
      argumentIndex();
      precision = precision();
    }
    if (!afterIndex) {
      argumentIndex();
    }
    if (at >= format.length()) {
      printed.append("%!(NOVERB)");
      return;
    }
    var verb = format.codePointAt(at);
    at += Character.charCount(verb);
    verb(verb, new Directive(flags, width, precision));
  }

  private String flags() {
    var start = at;
    while (at < format.length() && "#0+- ".indexOf(format.charAt(at)) >= 0) {
      at++;
    }
    return format.substring(start, at);
  }

  /** A width: digits, or an asterisk for the next argument. */
  private OptionalInt size(char asterisk, String bad) {
    if (at < format.length() && format.charAt(at) == asterisk) {
      at++;
      var given = sizeArgument();
      if (given.isEmpty()) {
        printed.append(bad);
      }
      afterIndex = false;
      return given;
    }
    var start = at;
    var number = number();
    if (at > start && afterIndex) {
      goodIndex = false;
    }
    return number;
  }

  private OptionalInt precision() {
    if (at < format.length() && format.charAt(at) == '*') {
      var given = size('*', "%!(BADPREC)");
      if (given.isPresent() && given.getAsInt() < 0) {
        printed.append("%!(BADPREC)");
        return OptionalInt.empty();
      }
      return given;
    }
    return OptionalInt.of(number().orElse(0));
  }

  private OptionalInt sizeArgument() {
    if (next >= values.size()) {
      return OptionalInt.empty();
    }
    var isSize =
        values.get(next) instanceof Value.Whole(long size, String _) && Math.abs(size) <= 1_000_000;
    var given =
        isSize && values.get(next) instanceof Value.Whole(long size, String _)
            ? OptionalInt.of(checked(size))
            : OptionalInt.empty();
    next++;
    return given;
  }

  private OptionalInt number() {
    var start = at;
    while (at < format.length() && Lexer.isDigit(format.charAt(at))) {
      at++;
    }
    if (at == start) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        checked(at - start > 7 ? LARGEST + 1 : Integer.parseInt(format, start, at, 10)));
  }

  private static int checked(long size) {
    if (Math.abs(size) > LARGEST) {
      throw new TemplateError("a width or precision above " + LARGEST + " is not supported");
    }
    return (int) size;
  }

  /** {@code [n]}: the next argument is the n-th. */
  private void argumentIndex() {
    if (at >= format.length() || format.charAt(at) != '[') {
      return;
    }
    reordered = true;
    afterIndex = true;
    var end = format.indexOf(']', at);
    var index = indexBetween(at + 1, end);
    at = end < 0 ? at + 1 : end + 1;
    if (index.isPresent()) {
      next = index.get();
    } else {
      goodIndex = false;
    }
  }

  private Optional<Integer> indexBetween(int start, int end) {
    if (end < 0 || end - start < 1 || end - start > 6) {
      return Optional.empty();
    }
    for (var i = start; i < end; i++) {
      if (!Lexer.isDigit(format.charAt(i))) {
        return Optional.empty();
      }
    }
    var index = Integer.parseInt(format, start, end, 10);
    return index >= 1 && index <= values.size() ? Optional.of(index - 1) : Optional.empty();
  }

  private void verb(int verb, Directive directive) {
    if (verb == '%') {
      printed.append('%');
    } else if (!goodIndex) {
      printed.append("%!").appendCodePoint(verb).append("(BADINDEX)");
    } else if (next >= values.size()) {
      printed.append("%!").appendCodePoint(verb).append("(MISSING)");
    } else {
      var value = values.get(next++);
      budget.spend(1 + Printing.weight(value) + directive.width().orElse(0));
      printed.append(Verbs.print(verb, value, directive));
    }
  }

  private void extra() {
    printed.append("%!(EXTRA ");
    for (var i = next; i < values.size(); i++) {
      var value = values.get(i);
      printed.append(i == next ? "" : ", ");
      if (value instanceof Value.Nil) {
        printed.append("<nil>");
      } else {
        printed.append(value.type()).append('=').append(Printing.plain(value));
      }
    }
    printed.append(')');
  }
}
