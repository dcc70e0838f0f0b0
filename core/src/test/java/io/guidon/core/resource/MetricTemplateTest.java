package io.guidon.core.resource;

import static io.guidon.core.resource.Manifests.ok;
import static io.guidon.core.resource.Manifests.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricTemplateTest {

  @Test
  void isReadWhole() {
    var template = ok(MetricTemplate.parse(EveryFieldTest.resource("metrictemplate-full.yaml")));

    assertThat(template.metadata().name()).isEqualTo("errors");
    assertThat(template.metadata().namespace()).isEqualTo("flagger-system");
    assertThat(template.query())
        .isEqualTo("sum(rate(errors{app=\"{{ target }}\"}[{{ interval }}]))");
    assertThat(template.provider())
        .isEqualTo(
            new MetricTemplate.Provider(
                "prometheus",
                Optional.of("https://prometheus.monitoring:9090"),
                Map.of("X-Scope-OrgID", List.of("one", "two")),
                Optional.of("prometheus-credentials"),
                Optional.of("eu-central-1"),
                true));
  }

  @Test
  void needsOnlyAProviderAndAQuery() {
    var template =
        ok(
            MetricTemplate.parse(
                Yaml.object(
                    """
                    metadata: {name: errors, namespace: test}
                    spec: {provider: {type: keptn}, query: keptnmetric/test/errors}
                    """)));

    assertThat(template.provider())
        .isEqualTo(
            new MetricTemplate.Provider(
                "keptn", Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), false));
  }

  @Test
  void saysWhatIsWrong() {
    var parsed =
        MetricTemplate.parse(
            Yaml.object(
                """
                metadata: {name: errors}
                spec: {provider: {type: prometheus, headers: {a: b}, secretRef: {}}}
                """));

    assertThat(problemsOf(parsed))
        .containsExactly(
            "spec.provider.headers[a]: found \"b\", expected a list; correct the manifest and apply it"
                + " again",
            "spec.provider.secretRef.name: found nothing, expected a text; correct the manifest and"
                + " apply it again",
            "spec.query: found nothing, expected a text; correct the manifest and apply it again");
  }
}
