package io.guidon.core.analysis.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guidon.core.analysis.template.GoTemplate.Rendering;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Renders what Go rendered: each row of the table is a template and what text/template of Go 1.26
 * made of it, texts of errors included.
 */
final class GoTemplateTableTest {
  private static final Map<String, Value> FUNCTIONS =
      Map.of(
          "name", Value.text("shop"),
          "namespace", Value.text("test"),
          "target", Value.text("podinfo"),
          "service", Value.text("shop-svc"),
          "ingress", Value.text("podinfo"),
          "route", Value.text("podinfo"),
          "interval", Value.text("1m"),
          "variables",
              Value.mapping(
                  Map.of(
                      "zone", "eu",
                      "my-key", "dash",
                      "n", "5",
                      "empty", "",
                      "odd", "<a href=\"x\">&'é\\\n</a>")));

  static Stream<JsonNode> table() throws IOException {
    try (var table = GoTemplateTableTest.class.getResourceAsStream("go-1.26-table.json")) {
      return StreamSupport.stream(new ObjectMapper().readTree(table).spliterator(), false);
    }
  }

  @ParameterizedTest
  @MethodSource("table")
  void rendersWhatGoRenders(JsonNode row) {
    var rendering = GoTemplate.render("query", row.path("template").textValue(), FUNCTIONS);

    assertThat(rendering).as(row.path("template").textValue()).isEqualTo(expected(row));
  }

  private static Rendering expected(JsonNode row) {
    if (row.has("parseError")) {
      return new Rendering.NotParsed(row.path("parseError").textValue());
    }
    if (row.has("executionError")) {
      return new Rendering.NotExecuted(row.path("executionError").textValue());
    }
    return new Rendering.Text(row.path("text").textValue());
  }
}
