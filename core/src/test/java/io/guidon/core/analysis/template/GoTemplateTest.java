package io.guidon.core.analysis.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.core.analysis.template.GoTemplate.Rendering;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GoTemplateTest {
  private static final Map<String, Value> FUNCTIONS =
      Map.of("name", Value.text("shop"), "variables", Value.mapping(Map.of("zone", "eu")));

  private static Rendering render(String source) {
    return GoTemplate.render("query", source, FUNCTIONS);
  }

  private static String notExecuted(String source) {
    return ((Rendering.NotExecuted) render(source)).why();
  }

  @Test
  void endsATemplateThatCallsItself() {
    assertThat(notExecuted("{{ template \"query\" }}"))
        .isEqualTo(
            "template: query:1:12: executing \"query\" at <{{template \"query\"}}>: exceeded maximum"
                + " template depth (50)");
  }

  @Test
  void endsATemplateThatLoopsForVeryLong() {
    assertThat(notExecuted("{{ range 1000000000 }}{{ end }}"))
        .isEqualTo("the template does more work than allowed (2000000 steps)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // a text that doubles itself
        "{{ $x := name }}{{ range 100 }}{{ $x = print $x $x }}{{ end }}",
        // work that leaves no trace in the output
        "{{ $x := printf \"%9999d\" 1 }}{{ range 100000 }}{{ if eq $x $x $x }}{{ end }}{{ end }}",
        "{{ range 100000 }}{{ if len (printf \"%9999s\" name) }}{{ end }}{{ end }}",
      })
  void endsATemplateThatKeepsItselfBusy(String source) {
    assertThat(notExecuted(source))
        .endsWith("the template does more work than allowed (2000000 steps)");
  }

  @Test
  void refusesAnOutputThatNoServerTakes() {
    assertThat(notExecuted("{{ range 1000 }}{{ printf \"%1000d\" 1 }}{{ end }}"))
        .isEqualTo("the output is longer than allowed (262144 characters)");
    assertThat(notExecuted("{{ printf \"" + "%9999[1]d".repeat(100) + "\" 1 }}"))
        .endsWith("error calling printf: the output is longer than allowed (262144 characters)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{ (", "{{ if name }}", "{{ if name }}{{ else if name }}"})
  void refusesWhatIsNestedTooDeeply(String part) {
    var source = part.replace("{{ (", "(").repeat(100_000);

    var rendering = render(part.equals("{{ (") ? "{{ " + source : source);

    assertThat(rendering)
        .isEqualTo(new Rendering.NotParsed("template: query:1: nested too deeply"));
  }

  @Test
  void needsLittleStack() throws InterruptedException {
    var deep =
        "{{ define \"x\" }}"
            + "{{ with name }}".repeat(20)
            + "{{ template \"x\" ((((((((name)))))))) }}"
            + "{{ end }}".repeat(20)
            + "{{ end }}{{ template \"x\" }}";
    var result = new AtomicReference<Object>("none");
    var thread =
        new Thread(
            null,
            () -> {
              try {
                result.set(render(deep));
              } catch (StackOverflowError overflow) {
                result.set(overflow);
              }
            },
            "little-stack",
            160 * 1024);

    thread.start();
    thread.join();

    assertThat(result.get())
        .isInstanceOfSatisfying(
            Rendering.NotExecuted.class,
            failed -> assertThat(failed.why()).contains("exceeded maximum template depth (50)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%x", "%b", "%#g"})
  void refusesTheFormatsThatItLacks(String format) {
    assertThat(notExecuted("{{ printf \"" + format + "\" 1.5 }}"))
        .endsWith("error calling printf: " + format + " of a float64 is not supported");
  }

  @Test
  void refusesAWidthThatOnlyFillsMemory() {
    assertThat(notExecuted("{{ printf \"%1000000d\" 1 }}"))
        .endsWith("a width or precision above 10000 is not supported");
    assertThat(notExecuted("{{ printf \"%.*f\" 1000000 1.5 }}"))
        .endsWith("a width or precision above 10000 is not supported");
  }

  @Test
  void replacesTheHalfOfACharacter() {
    assertThat(render("{{ slice \"é\" 0 1 }}")).isEqualTo(new Rendering.Text("\uFFFD"));
  }

  @Test
  void sortsTheEntriesOfAMap() {
    var functions = Map.of("variables", Value.mapping(Map.of("b", "2", "a", "1", "c", "3")));

    var rendering =
        GoTemplate.render(
            "query", "{{ range $k, $v := variables }}{{ $k }}{{ $v }}{{ end }}", functions);

    assertThat(rendering).isEqualTo(new Rendering.Text("a1b2c3"));
  }

  /** Whatever the text, there is an answer, and it comes soon. */
  @Test
  void answersAnyText() {
    var parts =
        new String[] {
          "{{",
          "}}",
          "{{-",
          "-}}",
          " ",
          "if",
          "else",
          "end",
          "range",
          "with",
          "define",
          "template",
          "block",
          "break",
          "$x",
          ":=",
          "=",
          ",",
          "|",
          "(",
          ")",
          "\"a\"",
          "`b`",
          "'c'",
          "1",
          "2.5",
          "-",
          ".",
          ".x",
          "name",
          "variables",
          "printf",
          "\"%*[1]d%v\"",
          "index",
          "slice",
          "and",
          "nil",
          "true",
          "/*",
          "*/",
          "\n",
          "é",
          "\\",
          "{{ end }}",
          "{{ if name }}",
          "{{ range 3 }}"
        };
    var seed = 20_260_101L;
    var random = new Random(seed);
    for (var round = 0; round < 20_000; round++) {
      var source = new StringBuilder();
      for (var length = random.nextInt(14); length >= 0; length--) {
        source.append(parts[random.nextInt(parts.length)]);
        source.append(random.nextBoolean() ? " " : "");
      }
      assertThat(render(source.toString())).as("seed %d: %s", seed, source).isNotNull();
    }
  }
}
