package io.guidon.operator.metric;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.guidon.core.analysis.Measurement;
import io.guidon.core.analysis.Measurement.Failure;
import io.guidon.core.analysis.Measurement.NoData;

/**
 * What Prometheus answers to an instant query (<a
 * href="https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries">its HTTP
 * API</a>).
 */
final class PrometheusAnswer {
  private static final JsonMapper JSON = new JsonMapper();

  /** As much of an answer as fits into an event. */
  private static final int MOST_SHOWN = 400;

  private PrometheusAnswer() {}

  static Measurement measurement(int status, String body) {
    if (status >= 400) {
      return new Failure("error response: Status " + HttpStatus.line(status) + ": " + shown(body));
    }
    try {
      return result(JSON.readTree(body), body);
    } catch (JsonProcessingException malformed) {
      return new Failure("the answer is not JSON, is this a Prometheus?: " + shown(body));
    }
  }

  private static Measurement result(JsonNode answer, String body) {
    var data = answer.path("data");
    var result = data.path("result");
    return switch (data.path("resultType").asText()) {
      case "vector" -> result.isArray() ? vector(result) : unknown(body);
      case "matrix" -> new Failure("query returned multiple values");
      case "scalar", "string" ->
          new Failure(
              "query returned a "
                  + data.path("resultType").asText()
                  + ", expected an instant vector: use vector(...)");
      default -> unknown(body);
    };
  }

  private static Failure unknown(String body) {
    return new Failure("the answer is not a Prometheus query result: " + shown(body));
  }

  private static Measurement vector(JsonNode series) {
    if (series.isEmpty()) {
      return new NoData(Measurement.NO_VALUES);
    }
    if (series.size() > 1) {
      return new Failure(
          "query returned "
              + series.size()
              + " series, expected 1: aggregate them, for example with sum(...) or max(...)");
    }
    var only = series.path(0);
    if (only.has("values")) {
      return new Failure("query returned multiple values");
    }
    if (only.has("histogram")) {
      return new Failure(
          "query returned a native histogram, expected a number: use histogram_quantile(...)");
    }
    return sample(only.path("value").path(1));
  }

  private static Measurement sample(JsonNode number) {
    if (!number.isTextual()) {
      return new Failure("query returned a sample without a value");
    }
    return switch (number.textValue()) {
      case "NaN" -> Measurement.of(Double.NaN);
      case "+Inf", "Inf" -> Measurement.of(Double.POSITIVE_INFINITY);
      case "-Inf" -> Measurement.of(Double.NEGATIVE_INFINITY);
      default -> finite(number.textValue());
    };
  }

  private static Measurement finite(String number) {
    try {
      return Measurement.of(Double.parseDouble(number));
    } catch (NumberFormatException malformed) {
      return new Failure("query returned \"" + shown(number) + "\", expected a number");
    }
  }

  private static String shown(String body) {
    var line = body.strip();
    return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "...";
  }
}
