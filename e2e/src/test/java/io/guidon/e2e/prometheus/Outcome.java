package io.guidon.e2e.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one of them answered, so that it can be compared.
 *
 * @param series labels to the values, each with its time; one without labels for a scalar or string
 */
record Outcome(
    int status,
    String errorType,
    String error,
    String resultType,
    Map<Map<String, String>, List<String>> series) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final double TOLERANCE = 1e-9;

  static Outcome of(HttpClient http, URI server, String query, Instant time)
      throws IOException, InterruptedException {
    var form =
        "query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&time=" + seconds(time);
    var request =
        HttpRequest.newBuilder(server.resolve("/api/v1/query"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    var response = http.send(request, BodyHandlers.ofString());
    var answer = JSON.readTree(response.body());
    var data = answer.path("data");
    return new Outcome(
        response.statusCode(),
        answer.path("errorType").asText(),
        answer.path("error").asText(),
        data.path("resultType").asText(),
        series(data.path("resultType").asText(), data.path("result")));
  }

  boolean isEmpty() {
    return series.isEmpty();
  }

  /** Whether both say the same: numbers within rounding, everything else exactly. */
  boolean equals(Outcome other, boolean inOrder) {
    return status == other.status
        && errorType.equals(other.errorType)
        && resultType.equals(other.resultType)
        && series.keySet().equals(other.series.keySet())
        && (!inOrder || List.copyOf(series.keySet()).equals(List.copyOf(other.series.keySet())))
        && series.entrySet().stream()
            .allMatch(
                each -> same(each.getValue(), other.series.getOrDefault(each.getKey(), List.of())));
  }

  private static boolean same(List<String> ours, List<String> theirs) {
    if (ours.size() != theirs.size()) {
      return false;
    }
    for (int at = 0; at < ours.size(); at++) {
      if (!same(ours.get(at), theirs.get(at))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(String ours, String theirs) {
    if (ours.equals(theirs)) {
      return true;
    }
    try {
      double a = Double.parseDouble(ours);
      double b = Double.parseDouble(theirs);
      return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
    } catch (NumberFormatException notNumbers) {
      return false;
    }
  }

  private static Map<Map<String, String>, List<String>> series(String type, JsonNode result) {
    var series = new LinkedHashMap<Map<String, String>, List<String>>();
    switch (type) {
      case "vector", "matrix" ->
          result.forEach(each -> {
            var labels = new TreeMap<String, String>();
            each.path("metric")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
            series.put(labels, values(each));
          });
      case "scalar", "string" -> series.put(Map.of(), pair(result));
      default -> {}
    }
    return series;
  }

  private static List<String> values(JsonNode each) {
    if (each.has("value")) {
      return pair(each.path("value"));
    }
    var values = new ArrayList<String>();
    each.path("values").forEach(point -> values.addAll(pair(point)));
    return values;
  }

  private static List<String> pair(JsonNode point) {
    return List.of(point.path(0).asText(), point.path(1).asText());
  }

  private static String seconds(Instant time) {
    return "%d.%03d".formatted(time.getEpochSecond(), time.getNano() / 1_000_000);
  }
}
