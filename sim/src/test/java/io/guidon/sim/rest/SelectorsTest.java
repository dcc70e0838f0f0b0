package io.guidon.sim.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Trees;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SelectorsTest {

  private static ObjectNode labelled() {
    var object = Served.object("v1", "ConfigMap", "test", "a");
    Trees.need(object, "metadata", "labels")
        .put("app", "web")
        .put("app.kubernetes.io/name", "x")
        .put("empty", "");
    return object;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "app",
        "app=web",
        "app == web",
        "app!=db",
        "tier!=front",
        "!tier",
        "app in (db, web)",
        "app notin (db)",
        "tier notin (front)",
        "app,app.kubernetes.io/name=x,!tier",
        "app in (web),empty=",
        "empty in ()"
      })
  void selects(String selector) {
    assertThat(LabelSelector.of(selector).selects(labelled())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tier", "app=db", "app!=web", "!app", "app in (db)", "app notin (web)", "app="})
  void leavesOut(String selector) {
    assertThat(LabelSelector.of(selector).selects(labelled())).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      textBlock =
          """
          app in x;      unable to parse requirement: found 'x' expected: '('
          =x;            unable to parse requirement: found '=', expected: identifier
          app in (a b);  unable to parse requirement: found 'b', expected: ',' or ')'
          app=a b;       unable to parse requirement: found 'b', expected: ',' or 'end of string'
          """)
  void saysWhereItCannotBeRead(String selector, String message) {
    assertThatThrownBy(() -> LabelSelector.of(selector))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(((Answer.Json) refusal.answer()).body().path("message").asText())
                    .isEqualTo(message));
  }
}
