package io.guidon.sim.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusServerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.250Z");

  private final Samples samples = new Samples(Duration.ofMinutes(15));
  private final Metrics metrics = new Metrics();
  private final PrometheusServer server = PrometheusServer.start(0, samples, () -> NOW, metrics);
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  @Test
  void answersAVector() throws Exception {
    samples.append(NOW, Asked.sample("up", Map.of("app", "a"), 0.1));

    assertThat(query("up").body())
        .isEqualTo(
            """
            {"status":"success","data":{"resultType":"vector","result":[\
            {"metric":{"__name__":"up","app":"a"},"value":[1767225600.250,"0.1"]}]}}\
            """);
    assertThat(query("nothing").body())
        .isEqualTo(
            """
            {"status":"success","data":{"resultType":"vector","result":[]}}\
            """);
  }

  @Test
  void answersTheOtherTypes() throws Exception {
    samples.append(NOW, Asked.sample("up", Map.of(), 1e-7));

    assertThat(query("1e-7").body())
        .isEqualTo(
            """
            {"status":"success","data":{"resultType":"scalar","result":[1767225600.25,"0.0000001"]}}\
            """);
    assertThat(query("\"x\"").body())
        .isEqualTo(
            """
            {"status":"success","data":{"resultType":"string","result":[1767225600.25,"x"]}}\
            """);
    assertThat(query("up[1m]").body())
        .isEqualTo(
            """
            {"status":"success","data":{"resultType":"matrix","result":[\
            {"metric":{"__name__":"up"},"values":[[1767225600.250,"1e-07"]]}]}}\
            """);
  }

  @Test
  void writesNumbersAsGoDoes() throws Exception {
    assertThat(query("vector(0 / 0)").body()).contains(",\"NaN\"]");
    assertThat(query("vector(-1 / 0)").body()).contains(",\"-Inf\"]");
    assertThat(query("vector(1e21)").body()).contains(",\"1e+21\"]");
    assertThat(query("vector(123456789)").body()).contains(",\"123456789\"]");
    assertThat(query("1e21").body()).contains(",\"1000000000000000000000\"]");
    assertThat(query("-0").body()).contains(",\"-0\"]");
  }

  @Test
  void takesTheTimeInBothSpellings() throws Exception {
    assertThat(get("/api/v1/query?query=time()&time=1.5").body()).contains("[1.5,\"1.5\"]");
    assertThat(get("/api/v1/query?query=time()&time=1970-01-01T00:00:02Z").body())
        .contains("[2,\"2\"]");
    assertThat(get("/api/v1/query?query=time()").body()).contains("\"1767225600.25\"");
  }

  @Test
  void takesAPostedForm() throws Exception {
    var posted =
        HttpRequest.newBuilder(server.url().resolve("/api/v1/query?query=1&time=5"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("query=1+%2B+1&timeout=5s"))
            .build();

    assertThat(send(posted).body()).contains("[5,\"2\"]");
  }

  @Test
  void refusesInPrometheusWords() throws Exception {
    var syntax = query("sum(");
    assertThat(syntax.statusCode()).isEqualTo(400);
    assertThat(syntax.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(syntax.body())
        .isEqualTo(
            """
            {"status":"error","errorType":"bad_data","error":"invalid parameter \\"query\\": 1:5:\
             parse error: unclosed left parenthesis"}\
            """);
    assertThat(get("/api/v1/query").body()).contains("no expression found in input");
    assertThat(get("/api/v1/query?query=1&time=x").body())
        .contains("Invalid time value for 'time': cannot parse \\\"x\\\" to a valid timestamp");
    assertThat(get("/api/v1/query?query=1&timeout=x").body())
        .contains("cannot parse \\\"x\\\" to a valid duration");
    assertThat(get("/api/v1/query?query=%25zz").statusCode()).isEqualTo(400);
    assertThat(query("topk(NaN, up)").statusCode()).isEqualTo(422);
    assertThat(get("/api/v1/nosuch").statusCode()).isEqualTo(404);
    var put = HttpRequest.newBuilder(server.url().resolve("/api/v1/query"));
    assertThat(send(put.PUT(BodyPublishers.noBody()).build()).statusCode()).isEqualTo(405);
  }

  @Test
  void saysThatItIsWell() throws Exception {
    assertThat(get("/-/healthy").body()).isEqualTo("Prometheus Server is Healthy.\n");
    assertThat(get("/-/ready").body()).isEqualTo("Prometheus Server is Ready.\n");
    assertThat(get("/api/v1/status/flags").body())
        .isEqualTo(
            """
            {"status":"success","data":{"query.lookback-delta":"5m"}}\
            """);
  }

  @Test
  void showsItsMetricsAsText() throws Exception {
    metrics.counter("b_total", Map.of("path", "a\"b\\c\nd")).increment();
    metrics.gauge("a", Map.of()).set(-0.5);
    metrics.histogram("c", new double[] {0.1, 1e6}, Map.of()).observe(3);

    var shown = get("/metrics");

    assertThat(shown.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(shown.body())
        .isEqualTo(
            """
            # TYPE a gauge
            a -0.5
            # TYPE b_total counter
            b_total{path="a\\"b\\\\c\\nd"} 1
            # TYPE c histogram
            c_bucket{le="0.1"} 0
            c_bucket{le="1e+06"} 1
            c_bucket{le="+Inf"} 1
            c_sum 3
            c_count 1
            """);
  }

  private HttpResponse<String> query(String query) throws IOException, InterruptedException {
    return get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(server.url() + path)).build());
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }
}
