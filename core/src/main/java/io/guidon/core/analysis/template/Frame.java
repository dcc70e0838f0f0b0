package io.guidon.core.analysis.template;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One template while it is executed: its variables, and the part that is being looked at, which
 * errors name.
 */
final class Frame {
  private record Variable(String name, Value value) {}

  private final Sources sources;
  private final String template;
  private final List<Variable> variables = new ArrayList<>();
  private Located here;

  Frame(Sources sources, String template, Value data, Located calledFrom) {
    this.sources = sources;
    this.template = template;
    this.here = calledFrom;
    declare("$", data);
  }

  /** The text all positions refer to, and what to call it. */
  record Sources(String name, String text) {}

  Sources sources() {
    return sources;
  }

  /** Errors point at {@code part} until the next call. */
  void at(Located part) {
    here = part;
  }

  TemplateError error(String message) {
    var before = sources.text().substring(0, here.at());
    var lineStart = before.lastIndexOf('\n') + 1;
    var line = before.chars().filter(character -> character == '\n').count() + 1;
    var column = before.substring(lineStart).getBytes(StandardCharsets.UTF_8).length;
    return new TemplateError(
        "template: %s:%d:%d: executing %s at <%s>: %s"
            .formatted(sources.name(), line, column, Quoting.quote(template), here, message));
  }

  Value variable(String name) {
    return variables.get(indexOf(name)).value();
  }

  void declare(String name, Value value) {
    variables.add(new Variable(name, value));
  }

  void set(String name, Value value) {
    variables.set(indexOf(name), new Variable(name, value));
  }

  private int indexOf(String name) {
    for (var i = variables.size() - 1; i >= 0; i--) {
      if (variables.get(i).name().equals(name)) {
        return i;
      }
    }
    throw error("undefined variable: " + name);
  }

  /** The number of variables, for {@link #forget}. */
  int known() {
    return variables.size();
  }

  void forget(int known) {
    variables.subList(known, variables.size()).clear();
  }
}
