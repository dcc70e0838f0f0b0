package io.guidon.core.analysis.template;

import java.util.HashSet;
import java.util.Map;

/**
 * Renders templates in the language of Go's text/template with the option {@code missingkey=error}
 * and without data (spec/metrics.md §4.2). What a template can see are the given functions, which
 * take no arguments, and Go's own. Differences from Go: complex numbers, {@code %x} and {@code %b}
 * of numbers with a fraction, and the sharp flag of such numbers are refused; texts are characters,
 * so that a slice through the middle of one gives U+FFFD; work, output and depth are bounded
 * ({@link Budget}).
 */
public final class GoTemplate {

  /** What became of a template. */
  public sealed interface Rendering {

    /** The text that it renders. */
    record Text(String text) implements Rendering {}

    /** It is no template; {@code why} names the line, in Go's words. */
    record NotParsed(String why) implements Rendering {}

    /** It cannot be executed; {@code why} names the position, in Go's words. */
    record NotExecuted(String why) implements Rendering {}
  }

  private GoTemplate() {}

  /**
   * Renders {@code source}. Never throws and always ends.
   *
   * @param name what error texts call it
   * @param functions the value of each function
   */
  public static Rendering render(String name, String source, Map<String, Value> functions) {
    var known = new HashSet<>(functions.keySet());
    known.addAll(Builtin.names());
    try {
      var templates = Parser.templates(name, source, known);
      try {
        return new Rendering.Text(
            Evaluator.execute(new Frame.Sources(name, source), templates, functions));
      } catch (TemplateError error) {
        return new Rendering.NotExecuted(error.text());
      }
    } catch (TemplateError error) {
      return new Rendering.NotParsed(error.text());
    }
  }
}
