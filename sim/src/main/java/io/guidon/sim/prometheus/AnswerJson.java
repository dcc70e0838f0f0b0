package io.guidon.sim.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.prometheus.Value.Element;
import io.guidon.sim.prometheus.Value.Row;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Answers as Prometheus' HTTP API gives them (<a
 * href="https://prometheus.io/docs/prometheus/latest/querying/api/#format-overview">format</a>):
 * values are strings, times are seconds.
 */
final class AnswerJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private AnswerJson() {}

  static String success(Map<String, String> data) {
    var node = NODES.objectNode();
    data.forEach(node::put);
    return success(node);
  }

  static String success(Answer.Given given) {
    var data = NODES.objectNode();
    var at = seconds(given.time());
    switch (given.value()) {
      case Value.Scalar(double value) ->
          data.put("resultType", "scalar")
              .set("result", pair(at.stripTrailingZeros(), ValueText.plain(value)));
      case Value.Text(String text) ->
          data.put("resultType", "string").set("result", pair(at.stripTrailingZeros(), text));
      case Value.Vector vector -> {
        var result = data.put("resultType", "vector").putArray("result");
        vector.elements().forEach(element -> result.add(element(at, element)));
      }
      case Value.Matrix matrix -> {
        var result = data.put("resultType", "matrix").putArray("result");
        matrix.rows().forEach(row -> result.add(row(row)));
      }
    }
    return success(data);
  }

  static String error(String type, String text) {
    return text(
        NODES.objectNode().put("status", "error").put("errorType", type).put("error", text));
  }

  private static String success(ObjectNode data) {
    var whole = NODES.objectNode().put("status", "success");
    whole.set("data", data);
    return text(whole);
  }

  private static ObjectNode element(BigDecimal at, Element element) {
    var node = metric(element.labels());
    node.set("value", pair(at, ValueText.of(element.value())));
    return node;
  }

  private static ObjectNode row(Row row) {
    var node = metric(row.labels());
    var values = node.putArray("values");
    row.points()
        .forEach(point -> values.add(pair(seconds(point.at()), ValueText.of(point.value()))));
    return node;
  }

  private static ObjectNode metric(Labels labels) {
    var node = NODES.objectNode();
    labels.values().forEach(node.putObject("metric")::put);
    return node;
  }

  private static ArrayNode pair(BigDecimal at, String value) {
    return NODES.arrayNode().add(DecimalNode.valueOf(at)).add(value);
  }

  /** With all three decimals or none, as Prometheus writes times. */
  private static BigDecimal seconds(long millis) {
    return millis % 1000 == 0 ? BigDecimal.valueOf(millis / 1000) : BigDecimal.valueOf(millis, 3);
  }

  private static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree in memory cannot be written", impossible);
    }
  }
}
