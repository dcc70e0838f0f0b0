package io.guidon.core.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.core.analysis.MetricChecks.Availability;
import io.guidon.core.analysis.MetricQuery.Purpose;
import io.guidon.core.analysis.MetricQuery.SecretRef;
import io.guidon.core.analysis.MetricQuery.Server;
import io.guidon.core.analysis.MetricQuery.TlsVerification;
import io.guidon.core.resource.MetricTemplate;
import io.guidon.core.resource.Parsed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricChecksTest {
  private static final String PROMETHEUS = "{type: prometheus, address: 'http://prometheus'}";

  private static List<String> ids(List<MetricCheck> checks) {
    return checks.stream()
        .map(check ->
            switch (check) {
              case MetricCheck.Ask ask -> ask.id();
              case MetricCheck.Broken broken -> broken.eventText();
            })
        .toList();
  }

  @Test
  void asksBuiltInAndInlineQueriesBeforeTemplates() {
    var canary =
        Samples.canary(
            "{name: errors, templateRef: {name: errors}}",
            "{name: both, query: up, templateRef: {name: errors}}",
            "{name: request-duration}",
            "{name: nothing}",
            "{name: inline, query: up}",
            "{name: request-success-rate}");

    var checks = Samples.checks(canary, Samples.template(PROMETHEUS, "errors"));

    assertThat(ids(checks))
        .containsExactly(
            "1/inline",
            "2/built-in",
            "4/inline",
            "5/built-in",
            "0/template",
            "1/template",
            "Metric query failed for no usable metrics template and query were configured");
  }

  @Test
  void replacesABuiltInCheckByTheQueryOfItsMetric() {
    var canary =
        Samples.canary(
            "{name: request-success-rate, templateRef: {name: errors}}",
            "{name: request-duration, query: up}");

    var checks = Samples.checks(canary, Samples.template(PROMETHEUS, "errors"));

    assertThat(ids(checks)).containsExactly("1/inline", "0/template");
  }

  @Test
  void takesEmptyQueriesForNone() {
    assertThat(Samples.broken(Samples.canary("{name: nothing, query: ''}")))
        .isEqualTo("Metric query failed for no usable metrics template and query were configured");
  }

  @Test
  void asksThePrometheusOfTheOperator() {
    var ask = Samples.ask(Samples.canary("{name: errors, query: up, interval: 30s}"));

    assertThat(ask.query())
        .isEqualTo(
            new MetricQuery(
                new Server(
                    "prometheus",
                    "http://prometheus:9090",
                    Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    TlsVerification.ON),
                Purpose.VALUE,
                "up",
                Optional.of("30s")));
  }

  @Test
  void asksThePrometheusOfTheCanary() {
    var canary = Samples.canaryWith("metricsServer: http://own:9090", "{name: errors, query: up}");

    assertThat(Samples.ask(canary).query().server().address()).isEqualTo("http://own:9090");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'http://a b'", "'prometheus:9090'", "'/prometheus'", "'ftp://p'"})
  void saysThatTheAddressOfThePrometheusIsWrong(String address) {
    var canary = Samples.canaryWith("metricsServer: " + address, "{name: errors, query: up}");
    var plain = address.replace("'", "");

    assertThat(Samples.broken(canary))
        .isEqualTo(
            "Error building Prometheus client for %s prometheus address %s is not a valid URL"
                .formatted(plain, plain));
  }

  @Test
  void knowsTheDefaultWindowOfInlineQueriesButNotOfTemplates() {
    var template = Samples.template(PROMETHEUS, "[{{ interval }}]");
    var canary =
        Samples.canary(
            "{name: inline, query: '[{{ interval }}]'}",
            "{name: custom, templateRef: {name: errors}}");

    assertThat(Samples.checks(canary, template))
        .extracting(check -> ((MetricCheck.Ask) check).query().text())
        .containsExactly("[1m]", "[]");
  }

  @Test
  void asksTheProviderOfATemplate() {
    var template =
        Samples.template(
            """
            {type: prometheus, address: 'https://p/base', secretRef: {name: auth}, region: eu,
             headers: {X-Scope: [one, two]}, insecureSkipVerify: true}\
            """,
            "rate({{ target }}[{{ interval }}])");
    var canary =
        Samples.canary(
            "{name: errors, interval: 2m, templateRef: {name: errors, namespace: test}}");

    assertThat(Samples.ask(canary, template).query())
        .isEqualTo(
            new MetricQuery(
                new Server(
                    "prometheus",
                    "https://p/base",
                    Map.of("X-Scope", List.of("one", "two")),
                    Optional.of(new SecretRef("test", "auth")),
                    Optional.of("eu"),
                    TlsVerification.OFF),
                Purpose.VALUE,
                "rate(podinfo[2m])",
                Optional.of("2m")));
  }

  @Test
  void saysThatATemplateIsMissing() {
    var canary = Samples.canary("{name: lost, templateRef: {name: lost, namespace: elsewhere}}");

    assertThat(Samples.broken(canary))
        .isEqualTo(
            "Metric template lost.elsewhere error: metrictemplate.flagger.app \"lost\" not found");
  }

  @Test
  void saysWhatIsWrongWithATemplateThatCannotBeRead() {
    var canary = Samples.canary("{name: errors, templateRef: {name: errors}}");
    var template =
        MetricTemplate.parse(
            Samples.yaml(
                "{metadata: {name: errors, namespace: test}, spec: {provider: [none], query: up}}"));
    BiFunction<String, String, Optional<Parsed<MetricTemplate>>> templates =
        (namespace, name) -> Optional.of(template);
    var why =
        "errors.test error: spec.provider: found [\"none\"], expected an object; correct the"
            + " manifest and apply it again";

    assertThat(MetricChecks.of(canary, Samples.SETTINGS, templates))
        .containsExactly(new MetricCheck.Broken("errors", "Metric template " + why));
    assertThat(MetricChecks.availability(canary, Samples.SETTINGS, templates))
        .containsExactly(new Availability.Broken(AvailabilityText.template(why)));
  }

  @Test
  void saysThatATemplateCannotBeRendered() {
    var canary = Samples.canary("{name: errors, templateRef: {name: errors}}");

    assertThat(Samples.broken(canary, Samples.template(PROMETHEUS, "{{ nope }}")))
        .isEqualTo(
            "Metric template errors.test query render error: template parsing failed: template:"
                + " query:1: function \"nope\" not defined");
  }

  @Test
  void saysThatAnInlineQueryCannotBeRendered() {
    assertThat(Samples.broken(Samples.canary("{name: errors, query: '{{ variables.x }}'}")))
        .isEqualTo(
            "Prometheus query failed for errors: template excution failed: template: query:1:3:"
                + " executing \"query\" at <variables>: map has no entry for key \"x\"");
  }

  @Test
  void saysThatTheAddressOfATemplateIsWrong() {
    var canary = Samples.canary("{name: errors, templateRef: {name: errors}}");

    assertThat(Samples.broken(canary, Samples.template("{type: prometheus}", "up")))
        .isEqualTo(
            "Metric template errors.test provider prometheus error: prometheus address  is not a"
                + " valid URL");
  }

  @Test
  void takesAnUnknownProviderForAPrometheus() {
    var canary = Samples.canary("{name: errors, templateRef: {name: errors}}");
    var unknown = Samples.template("{type: mimir, address: 'http://mimir'}", "up");
    var datadog = Samples.template("{type: datadog}", "up");

    assertThat(Samples.ask(canary, unknown).query().server().type()).isEqualTo("prometheus");
    assertThat(Samples.ask(canary, datadog).query().server().type()).isEqualTo("datadog");
  }
}
