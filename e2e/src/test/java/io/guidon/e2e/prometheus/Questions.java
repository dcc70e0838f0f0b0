package io.guidon.e2e.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.guidon.core.analysis.QueryModel;
import io.guidon.core.analysis.QueryTemplate;
import io.guidon.core.analysis.Rendered;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What both are asked. */
final class Questions {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final List<String> WINDOWS = List.of("30s", "1m", "3m");

  private Questions() {}

  /** Those of spec/metrics.md §5, with one space at the front as the operator sends them. */
  static List<String> builtIn() {
    return lines("built-in.txt").stream()
        .flatMap(template -> WINDOWS.stream().map(window -> " " + rendered(template, window)))
        .toList();
  }

  /** Every query in the examples, as it stands there and with its comments. */
  static List<String> ofExamples(Path examples) {
    var queries = new ArrayList<String>();
    try (var files = Files.walk(examples)) {
      for (var file : files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList()) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
          while (documents.hasNext()) {
            documents.next().findValuesAsText("query").forEach(queries::add);
          }
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return queries.stream().map(query -> rendered(query, "1m")).distinct().toList();
  }

  /** Written by hand, for the corners of the language. */
  static List<String> written() {
    return lines("edges.txt");
  }

  /** Not PromQL. */
  static List<String> malformed() {
    return lines("malformed.txt");
  }

  /** PromQL that sim does not take. */
  static List<String> notSupported() {
    return lines("not-supported.txt");
  }

  /** Each function, operator and aggregation on series that make it difficult. */
  static List<String> generated() {
    return Stream.of(ranges(), functions(), operators(), aggregations(), quantiles())
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> ranges() {
    return product(
        "%s(%s[%s]%s)",
        List.of(
            "rate",
            "increase",
            "irate",
            "delta",
            "idelta",
            "sum_over_time",
            "avg_over_time",
            "min_over_time",
            "max_over_time",
            "count_over_time",
            "last_over_time",
            "present_over_time",
            "changes",
            "resets"),
        List.of("odd_total", "odd_total{kind!~\"res.*|ne.*\"}", "mixed", "odd"),
        List.of("12s", "1m", "2m30s", "10m"),
        List.of("", " offset 70s"));
  }

  private static List<String> functions() {
    return product(
        "%s(%s)",
        List.of(
            "abs", "ceil", "floor", "sgn", "round", "exp", "ln", "log2", "log10", "sqrt", "absent",
            "scalar", "-", "+"),
        List.of("odd", "mixed", "left", "odd{kind=\"minus\"}", "nothing", "alone"));
  }

  private static List<String> operators() {
    var sides = List.of("odd", "mixed * 2", "left", "right", "one", "nothing", "0", "-1.5", "NaN");
    return product(
        "%s %s %s",
        sides,
        List.of(
            "+",
            "-",
            "*",
            "/",
            "%",
            "^",
            "==",
            "!=",
            "<",
            "> bool",
            ">=",
            "<= bool",
            "and",
            "or",
            "unless",
            "+ on(a)",
            "/ ignoring(b)",
            "- on(a) group_left",
            "* on(a) group_right(b)",
            "> on(a, b)",
            "== bool on(kind)",
            "and on(a)",
            "or ignoring(b)",
            "unless on()"),
        sides);
  }

  private static List<String> aggregations() {
    return product(
        "%s %s (%s)",
        List.of("sum", "avg", "min", "max", "count", "group"),
        List.of("", "by (kind)", "by (a)", "without (b)", "by (__name__)", "without (kind, a,)"),
        List.of("odd", "mixed", "left", "overflow", "{a=\"1\"}", "nothing", "rate(odd_total[1m])"));
  }

  private static List<String> quantiles() {
    return product(
        "histogram_quantile(%s, %s)",
        List.of("0.99", "0.5", "0", "1", "-0.1", "1.5", "NaN", "0.25", "scalar(alone)"),
        List.of(
            "odd_bucket",
            "rate(odd_bucket[1m])",
            "sum(rate(odd_bucket[2m])) by (le)",
            "sum by (kind, le) (increase(odd_bucket[3m]))",
            "sum without (kind) (odd_bucket)",
            "no_buckets_bucket",
            "nothing"));
  }

  @SafeVarargs
  private static List<String> product(String format, List<String>... parts) {
    List<List<Object>> rows = List.of(List.of());
    for (var part : parts) {
      rows =
          rows.stream()
              .flatMap(row ->
                  part.stream()
                      .map(next -> Stream.concat(row.stream(), Stream.<Object>of(next)).toList()))
              .toList();
    }
    return rows.stream().map(row -> format.formatted(row.toArray())).toList();
  }

  private static String rendered(String template, String window) {
    var model =
        new QueryModel(
            "podinfo", "test", "podinfo", "podinfo", "podinfo", "podinfo", window, Map.of());
    return switch (QueryTemplate.render(template, model)) {
      case Rendered.Text(String text) -> text;
      case Rendered.Failed(String why) -> throw new IllegalStateException(template + ": " + why);
    };
  }

  private static List<String> lines(String file) {
    return read(file).lines().filter(line -> !line.isBlank() && !line.startsWith("# ")).toList();
  }

  static String read(String file) {
    try (InputStream stream = Questions.class.getResourceAsStream(file)) {
      return new String(
          Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
