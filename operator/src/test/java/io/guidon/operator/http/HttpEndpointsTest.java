package io.guidon.operator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.core.resource.Phase;
import io.guidon.core.resource.Strategy;
import io.guidon.operator.http.OperatorMetrics.AnalysisStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEndpointsTest {
  private final AtomicReference<Health> health = new AtomicReference<>(new Health.Well());
  private final OperatorMetrics metrics = new OperatorMetrics("1.2.3", "gatewayapi:v1");
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpEndpoints endpoints = start();

  private HttpEndpoints start() {
    try {
      return HttpEndpoints.start(0, health::get, metrics);
    } catch (IOException noPort) {
      throw new AssertionError(noPort);
    }
  }

  @AfterEach
  void stop() {
    endpoints.close();
    client.close();
  }

  private HttpResponse<byte[]> request(String method, String path, String... headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoints.port() + path))
            .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private String scrape() throws Exception {
    return text(request("GET", "/metrics"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void saysThatAllIsWell(String method) throws Exception {
    var response = request(method, "/healthz");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(text(response)).isEqualTo("OK");
  }

  @Test
  void answersProbesThatOnlyWantTheHead() throws Exception {
    var response = request("HEAD", "/healthz");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("Content-Length")).contains("2");
  }

  @Test
  void saysThatTheLoopStandsStill() throws Exception {
    health.set(new Health.Ill("no pass since 12:00"));

    var response = request("GET", "/healthz");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(text(response)).isEqualTo("no pass since 12:00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/healthz/", "/healthzz", "/metrics/x"})
  void knowsNothingElse(String path) throws Exception {
    var response = request("GET", path);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(text(response)).isEqualTo("404 page not found\n");
  }

  @Test
  void showsFlaggersMetricsToTheLetter() throws Exception {
    metrics.total("test", 2);
    metrics.status("podinfo", "test", Phase.PROGRESSING);
    metrics.weights("podinfo", "test", 80, 20);
    metrics.metricValue("podinfo", "test", "request-success-rate", 99.5);
    metrics.duration("podinfo", "test", Duration.ofMillis(750));
    metrics.success("podinfo", "test", Strategy.CANARY, AnalysisStatus.COMPLETED);
    metrics.success("podinfo", "test", Strategy.CANARY, AnalysisStatus.SKIPPED);
    metrics.failure("podinfo", "test", Strategy.BLUE_GREEN);

    assertThat(scrape())
        .startsWith(
            """
            # HELP flagger_canary_duration_seconds Seconds spent performing canary analysis.
            # TYPE flagger_canary_duration_seconds histogram
            flagger_canary_duration_seconds_bucket{name="podinfo",namespace="test",le="0.005"} 0
            flagger_canary_duration_seconds_bucket{name="podinfo",namespace="test",le="0.01"} 0
            flagger_canary_duration_seconds_bucket{name="podinfo",namespace="test",le="0.025"} 0
            flagger_canary_duration_seconds_bucket{name="podinfo",namespace="test",le="0.05"} 0
            flagger_canary_duration_seconds_bucket{name="podinfo",namespace="test",le="0.1"} 0
            flagger_canary_duration_seconds_bucket{name="podinfo",namespace="test",le="0.25"} 0
            flagger_canary_duration_seconds_bucket{name="podinfo",namespace="test",le="0.5"} 0
            flagger_canary_duration_seconds_bucket{name="podinfo",namespace="test",le="1"} 1
            flagger_canary_duration_seconds_bucket{name="podinfo",namespace="test",le="2.5"} 1
            flagger_canary_duration_seconds_bucket{name="podinfo",namespace="test",le="5"} 1
            flagger_canary_duration_seconds_bucket{name="podinfo",namespace="test",le="10"} 1
            flagger_canary_duration_seconds_bucket{name="podinfo",namespace="test",le="+Inf"} 1
            flagger_canary_duration_seconds_sum{name="podinfo",namespace="test"} 0.75
            flagger_canary_duration_seconds_count{name="podinfo",namespace="test"} 1
            # HELP flagger_canary_failures_total Total number of canary failures
            # TYPE flagger_canary_failures_total counter
            flagger_canary_failures_total{analysis_status="completed",deployment_strategy="blue-green",name="podinfo",namespace="test"} 1
            # HELP flagger_canary_metric_analysis Last canary analysis result per metric
            # TYPE flagger_canary_metric_analysis gauge
            flagger_canary_metric_analysis{metric="request-success-rate",name="podinfo",namespace="test"} 99.5
            # HELP flagger_canary_status Last canary analysis result
            # TYPE flagger_canary_status gauge
            flagger_canary_status{name="podinfo",namespace="test"} 0
            # HELP flagger_canary_successes_total Total number of canary successes
            # TYPE flagger_canary_successes_total counter
            flagger_canary_successes_total{analysis_status="completed",deployment_strategy="canary",name="podinfo",namespace="test"} 1
            flagger_canary_successes_total{analysis_status="skipped",deployment_strategy="canary",name="podinfo",namespace="test"} 1
            # HELP flagger_canary_total Total number of canary object
            # TYPE flagger_canary_total gauge
            flagger_canary_total{namespace="test"} 2
            # HELP flagger_canary_weight The virtual service destination weight current value
            # TYPE flagger_canary_weight gauge
            flagger_canary_weight{namespace="test",workload="podinfo"} 20
            flagger_canary_weight{namespace="test",workload="podinfo-primary"} 80
            # HELP flagger_info Flagger version and mesh provider information
            # TYPE flagger_info gauge
            flagger_info{mesh_provider="gatewayapi:v1",version="1.2.3"} 1
            """);
  }

  @Test
  void showsWhatTheProcessUses() throws Exception {
    assertThat(scrape().lines())
        .anyMatch(line -> line.matches("jvm_memory_used_bytes\\{area=\"heap\"} [1-9][0-9]+"))
        .anyMatch(line -> line.matches("process_cpu_seconds_total [0-9.]+"))
        .anyMatch(line -> line.matches("process_start_time_seconds [0-9.E]+"))
        .anyMatch(line -> line.matches("process_resident_memory_bytes [1-9][0-9]+"))
        .anyMatch(line -> line.matches("process_open_fds [1-9][0-9]*"));
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, 1",
    "WAITING, 1",
    "PROGRESSING, 0",
    "WAITING_PROMOTION, 1",
    "SUCCEEDED, 1",
    "FAILED, 2"
  })
  void showsPhasesAsFlaggerDoes(Phase phase, int value) throws Exception {
    metrics.status("podinfo", "test", phase);

    assertThat(scrape())
        .contains("flagger_canary_status{name=\"podinfo\",namespace=\"test\"} " + value + "\n");
  }

  @Test
  void forgetsOnlyTheCanaryThatIsGone() throws Exception {
    for (var namespace : new String[] {"test", "live"}) {
      for (var target : new String[] {"podinfo", "shop"}) {
        metrics.status(target, namespace, Phase.FAILED);
        metrics.weights(target, namespace, 100, 0);
        metrics.metricValue(target, namespace, "errors", 1);
        metrics.duration(target, namespace, Duration.ofSeconds(20));
        metrics.success(target, namespace, Strategy.CANARY, AnalysisStatus.COMPLETED);
        metrics.failure(target, namespace, Strategy.AB);
      }
    }

    metrics.forget("podinfo", "test");

    var lines = scrape().lines().filter(line -> line.contains("namespace=\"test\"")).toList();
    assertThat(lines)
        .noneMatch(line -> line.contains("podinfo"))
        .anyMatch(line -> line.contains("shop-primary"));
    assertThat(scrape())
        .contains("name=\"podinfo\",namespace=\"live\"", "workload=\"podinfo-primary\"");
  }

  @Test
  void endsTheCountOfANamespaceWithoutCanaries() throws Exception {
    metrics.total("test", 2);
    metrics.total("live", 1);
    metrics.total("test", 0);

    assertThat(scrape())
        .contains("flagger_canary_total{namespace=\"live\"} 1")
        .doesNotContain("namespace=\"test\"");
  }

  @Test
  void writesNumbersThatPrometheusReads() throws Exception {
    metrics.metricValue("podinfo", "test", "a", Double.NaN);
    metrics.metricValue("podinfo", "test", "b", Double.POSITIVE_INFINITY);
    metrics.metricValue("podinfo", "test", "c\"\\\n", -1e20);

    assertThat(scrape())
        .contains(
            "{metric=\"a\",name=\"podinfo\",namespace=\"test\"} NaN\n",
            "{metric=\"b\",name=\"podinfo\",namespace=\"test\"} +Inf\n",
            "{metric=\"c\\\"\\\\\\n\",name=\"podinfo\",namespace=\"test\"} -1.0E20\n");
  }

  @Test
  void zipsMetricsForThoseWhoTakeIt() throws Exception {
    var response = request("GET", "/metrics", "Accept-Encoding", "deflate, gzip");

    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      assertThat(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8))
          .contains("flagger_info{");
    }
  }
}
