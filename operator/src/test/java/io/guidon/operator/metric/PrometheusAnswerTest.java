package io.guidon.operator.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.core.analysis.Measurement;
import io.guidon.core.analysis.Measurement.Failure;
import io.guidon.core.analysis.Measurement.NoData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrometheusAnswerTest {

  private static Measurement vector(String... values) {
    return PrometheusAnswer.measurement(200, FakePrometheus.vector(values));
  }

  private static Measurement data(String data) {
    return PrometheusAnswer.measurement(200, FakePrometheus.success(data));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "0, 0",
    "-2.5, -2.5",
    "99.98765432101234, 99.98765432101234",
    "1e-07, 1e-07",
    "+Inf, Infinity",
    "-Inf, -Infinity",
  })
  void readsTheValue(String given, double number) {
    assertThat(vector(given)).isEqualTo(new Measurement.Value(number));
  }

  @Test
  void takesNoSeriesForNoData() {
    assertThat(vector()).isEqualTo(new NoData("no values found"));
  }

  @Test
  void takesNotANumberForNoData() {
    assertThat(vector("NaN")).isEqualTo(new NoData("no values found: the result is NaN"));
  }

  @Test
  void refusesToChooseOneOfSeveralSeries() {
    assertThat(vector("50", "0"))
        .isEqualTo(
            new Failure(
                "query returned 2 series, expected 1: aggregate them, for example with sum(...) or"
                    + " max(...)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"resultType\":\"matrix\",\"result\":[]} | query returned multiple values",
        "{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"values\":[[1,\"1\"]]}]} | query returned multiple values",
        "{\"resultType\":\"scalar\",\"result\":[1,\"1\"]} | query returned a scalar, expected an instant vector: use vector(...)",
        "{\"resultType\":\"string\",\"result\":[1,\"a\"]} | query returned a string, expected an instant vector: use vector(...)",
        "{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"histogram\":[1,{}]}]} | query returned a native histogram, expected a number: use histogram_quantile(...)",
        "{\"resultType\":\"vector\",\"result\":[{\"metric\":{}}]} | query returned a sample without a value",
        "{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,2]}]} | query returned a sample without a value",
        "{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"many\"]}]} | query returned \"many\", expected a number",
      })
  void saysWhatIsWrongWithTheResult(String data, String reason) {
    assertThat(data(data)).isEqualTo(new Failure(reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "[]", "1", "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\"}}"})
  void saysThatAnAnswerIsNotPrometheus(String body) {
    assertThat(PrometheusAnswer.measurement(200, body))
        .isEqualTo(new Failure("the answer is not a Prometheus query result: " + body));
  }

  @Test
  void saysThatAnAnswerIsNotJson() {
    assertThat(PrometheusAnswer.measurement(200, "<html>login</html>\n"))
        .isEqualTo(
            new Failure("the answer is not JSON, is this a Prometheus?: <html>login</html>"));
  }

  @Test
  void saysThatAnAnswerIsEmpty() {
    assertThat(PrometheusAnswer.measurement(204, ""))
        .isEqualTo(new Failure("the answer is not a Prometheus query result: "));
  }

  @ParameterizedTest
  @CsvSource({
    "400, 400 Bad Request",
    "401, 401 Unauthorized",
    "422, 422 Unprocessable Entity",
    "429, 429 Too Many Requests",
    "503, 503 Service Unavailable",
    "599, 599",
  })
  void passesTheErrorOfTheServerOn(int status, String line) {
    assertThat(PrometheusAnswer.measurement(status, "{\"status\":\"error\",\"error\":\"bad\"}"))
        .isEqualTo(
            new Failure(
                "error response: Status " + line + ": {\"status\":\"error\",\"error\":\"bad\"}"));
  }

  @Test
  void cutsALongErrorShort() {
    assertThat(PrometheusAnswer.measurement(500, "x".repeat(5000)))
        .isEqualTo(
            new Failure(
                "error response: Status 500 Internal Server Error: " + "x".repeat(400) + "..."));
  }
}
