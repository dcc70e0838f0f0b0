package io.guidon.core.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.core.analysis.Measurement.Cause;
import io.guidon.core.analysis.Measurement.Failure;
import io.guidon.core.analysis.Measurement.NoData;
import io.guidon.core.analysis.MetricChecks.Availability;
import io.guidon.core.analysis.MetricQuery.Purpose;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AvailabilityTest {
  private static final String CUSTOM = "{name: errors, templateRef: {name: errors}}";

  private static Availability.Ask builtIn() {
    return (Availability.Ask)
        Samples.availability(Samples.canary("{name: request-duration}")).getFirst();
  }

  private static Availability.Ask custom() {
    var template =
        Samples.template(
            "{type: prometheus, address: 'http://custom', secretRef: {name: auth}}", "errors");
    return (Availability.Ask) Samples.availability(Samples.canary(CUSTOM), template).getFirst();
  }

  @Test
  void asksEachServerOnce() {
    var canary =
        Samples.canary(
            "{name: request-success-rate}",
            "{name: inline, query: up}",
            "{name: request-duration}",
            CUSTOM,
            "{name: more, templateRef: {name: errors}}");
    var template = Samples.template("{type: prometheus, address: 'http://custom'}", "errors");

    var asked =
        Samples.availability(canary, template).stream()
            .map(check -> ((Availability.Ask) check).query())
            .toList();

    assertThat(asked).extracting(MetricQuery::text).containsExactly("vector(1)", "vector(1)");
    assertThat(asked).extracting(MetricQuery::purpose).containsOnly(Purpose.HEALTH);
    assertThat(asked)
        .extracting(query -> query.server().address())
        .containsExactly("http://prometheus:9090", "http://custom");
  }

  @Test
  void asksTheTemplateThatReplacesABuiltInCheck() {
    var canary = Samples.canary("{name: request-duration, templateRef: {name: errors}}");
    var template = Samples.template("{type: prometheus, address: 'http://custom'}", "errors");

    assertThat(Samples.availability(canary, template))
        .extracting(check -> ((Availability.Ask) check).query().server().address())
        .containsExactly("http://custom");
  }

  @Test
  void asksNothingForInlineQueriesAndMetricsWithoutSource() {
    assertThat(Samples.availability(Samples.canary("{name: a, query: up}", "{name: b}"))).isEmpty();
  }

  @Test
  void isContentWithOne() {
    assertThat(builtIn().judge(Measurement.of(1))).isEmpty();
    assertThat(custom().judge(Measurement.of(1))).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithThePrometheusOfTheOperator() {
    assertThat(builtIn().judge(Measurement.of(0)))
        .contains("prometheus not avaiable: the health query gave 0.0, expected 1");
    assertThat(builtIn().judge(new NoData("no values found")))
        .contains("prometheus not avaiable: no values found");
    assertThat(builtIn().judge(new Failure("boom"))).contains("prometheus not avaiable: boom");
    assertThat(builtIn().judge(new Failure(Cause.PROVIDER, "boom")))
        .contains("error building Prometheus client for http://prometheus:9090 boom");
  }

  @Test
  void saysWhatIsWrongWithTheProviderOfATemplate() {
    assertThat(custom().judge(new Failure("boom")))
        .contains("prometheus in metric template errors.test not avaiable: boom");
    assertThat(custom().judge(new Failure(Cause.SECRET, "boom")))
        .contains("metric template errors.test secret auth error: boom");
    assertThat(custom().judge(new Failure(Cause.PROVIDER, "boom")))
        .contains("metric template errors.test provider prometheus error: boom");
  }

  @Test
  void saysThatATemplateIsMissing() {
    var canary = Samples.canary("{name: lost, templateRef: {name: lost, namespace: elsewhere}}");

    assertThat(Samples.availability(canary))
        .isEqualTo(
            List.of(
                new Availability.Broken(
                    "metric template lost.elsewhere error: metrictemplate.flagger.app \"lost\" not"
                        + " found")));
  }

  @Test
  void saysThatAnAddressIsWrong() {
    var builtIn = Samples.canaryWith("metricsServer: nowhere", "{name: request-duration}");
    var template = Samples.template("{type: prometheus, address: nowhere}", "errors");

    assertThat(Samples.availability(builtIn))
        .isEqualTo(
            List.of(
                new Availability.Broken(
                    "error building Prometheus client for nowhere prometheus address nowhere is not"
                        + " a valid URL")));
    assertThat(Samples.availability(Samples.canary(CUSTOM), template))
        .isEqualTo(
            List.of(
                new Availability.Broken(
                    "metric template errors.test provider prometheus error: prometheus address"
                        + " nowhere is not a valid URL")));
  }

  @Test
  void leavesTheHealthOfOtherProvidersToThem() {
    var template = Samples.template("{type: datadog}", "errors");

    var ask = (Availability.Ask) Samples.availability(Samples.canary(CUSTOM), template).getFirst();

    assertThat(ask.query().text()).isEmpty();
    assertThat(ask.query().server().type()).isEqualTo("datadog");
  }
}
