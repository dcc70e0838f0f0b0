package io.guidon.core.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.core.analysis.BuiltInQueries.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BuiltInQueriesTest {

  @ParameterizedTest
  @ValueSource(strings = {"kubernetes", "gatewayapi:v1", "gatewayapi:v1beta1"})
  void asksForTheShareOfRequestsWithoutServerErrors(String provider) {
    var canary =
        Samples.canaryWith("provider: " + provider, "{name: request-success-rate, interval: 2m}");

    assertThat(Samples.ask(canary).query().text())
        .isEqualTo(
            " sum( rate( http_request_duration_seconds_count{ kubernetes_namespace=\"test\","
                + " kubernetes_pod_name=~\"podinfo-[0-9a-zA-Z]+(-[0-9a-zA-Z]+)\","
                + " status!~\"5.*\" }[2m] ) ) / sum( rate( http_request_duration_seconds_count{"
                + " kubernetes_namespace=\"test\","
                + " kubernetes_pod_name=~\"podinfo-[0-9a-zA-Z]+(-[0-9a-zA-Z]+)\" }[2m] ) ) * 100");
  }

  @Test
  void asksForTheTimeInWhichNearlyAllRequestsAreAnswered() {
    var canary = Samples.canary("{name: request-duration}");

    assertThat(Samples.ask(canary).query().text())
        .isEqualTo(
            " histogram_quantile( 0.99, sum( rate( http_request_duration_seconds_bucket{"
                + " kubernetes_namespace=\"test\","
                + " kubernetes_pod_name=~\"podinfo-[0-9a-zA-Z]+(-[0-9a-zA-Z]+)\" }[1m] ) ) by (le) )");
  }

  /** The recorded scenario metrics-template asks all three kinds of queries. */
  @Test
  void asksWhatFlaggerWasRecordedToAsk() throws IOException {
    var trace =
        Path.of(
            System.getProperty("guidon.shared", "../../shared"),
            "conformance/traces/flagger-1.44/metrics-template.yaml");
    assumeTrue(Files.exists(trace), () -> trace + " is not there");
    var canary =
        Samples.canary(
            "{name: request-success-rate, interval: 2m, thresholdRange: {min: 99}}",
            "{name: request-duration, interval: 30s, thresholdRange: {max: 500}}",
            "{name: errors, interval: 45s, templateRef: {name: errors},"
                + " templateVariables: {zone: eu}, thresholdRange: {min: 1, max: 2}}");
    var template =
        Samples.template(
            "{type: prometheus, address: 'http://prometheus'}",
            """
            sum(rate(errors_total{namespace="{{ namespace }}", target="{{ target }}", canary="{{ name }}",
              service="{{ service }}", ingress="{{ ingress }}", route="{{ route }}", zone="{{ variables.zone }}"}[{{ interval }}]))
            """);

    var asked =
        Samples.checks(canary, template).stream()
            .map(check -> ((MetricCheck.Ask) check).query().text().replaceAll("\\s+", " "))
            .toList();

    var recorded = new ArrayList<String>();
    for (JsonNode query : Samples.yaml(Files.readString(trace)).path("queries")) {
      recorded.add(query.path("query").textValue());
    }
    recorded.removeIf("vector(1)"::equals);
    assertThat(asked).isEqualTo(recorded);
  }

  @ParameterizedTest
  @CsvSource({
    "appmesh, APP_MESH",
    "appmesh:v1beta2, APP_MESH",
    "linkerd, LINKERD",
    "istio, ISTIO",
    "contour, CONTOUR",
    "gloo, GLOO",
    "gloo:v1, GLOO",
    "nginx, NGINX",
    "kubernetes, HTTP",
    "gatewayapi, HTTP",
    "gatewayapi:v1, HTTP",
    "gatewayapi:v1:service, HTTP",
    "skipper, SKIPPER",
    "traefik, TRAEFIK",
    "osm, OSM",
    "kuma, KUMA",
    "apisix, APISIX",
    "knative, KNATIVE",
    "smi:v1alpha3, ISTIO",
    "crossover, ISTIO",
    "kubernetes:service, ISTIO",
    "nginx:service, ISTIO",
    "whatever, ISTIO",
  })
  void choosesTheObserverByTheProvider(String provider, Kind kind) {
    assertThat(BuiltInQueries.kind(provider)).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "'', istio, istio",
    "'', my-crossover-mesh, crossover",
    "'provider: gatewayapi:v1', istio, gatewayapi:v1",
    "'provider: gatewayapi:v1', crossover, gatewayapi:v1",
    "'provider: gatewayapi:v1', linkerd, linkerd",
    "'', linkerd, linkerd",
  })
  void takesTheProviderOfTheCanaryBeforeThatOfTheOperator(
      String line, String meshProvider, String provider) {
    var canary = Samples.canaryWith(line.isEmpty() ? "suspend: false" : line);

    assertThat(BuiltInQueries.provider(canary, meshProvider)).isEqualTo(provider);
  }

  @Test
  void saysThatABuiltInCheckDoesNotExistYet() {
    var canary = Samples.canaryWith("provider: istio", "{name: request-duration}");

    assertThat(Samples.broken(canary))
        .isEqualTo(
            "Metric query failed for request-duration: this built-in check does not exist for"
                + " provider istio yet, use a MetricTemplate instead");
  }
}
