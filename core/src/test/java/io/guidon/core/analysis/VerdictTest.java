package io.guidon.core.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.core.analysis.Measurement.Cause;
import io.guidon.core.analysis.Measurement.Failure;
import io.guidon.core.analysis.Measurement.NoData;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VerdictTest {
  private static final String PROMETHEUS = "{type: prometheus, address: 'http://prometheus'}";

  private static Verdict verdict(String metric, Measurement measurement) {
    var template = Samples.template(PROMETHEUS, "errors");
    return Samples.ask(Samples.canary(metric), template).judge(measurement);
  }

  private static String event(String metric, Measurement measurement) {
    return switch (verdict(metric, measurement)) {
      case Verdict.Pass _ -> "";
      case Verdict.Fail fail -> fail.eventText();
      case Verdict.Inconclusive inconclusive -> inconclusive.eventText();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      emptyValue = "",
      value = {
        "{name: request-success-rate, thresholdRange: {min: 99}} | 98.6868 | success rate 98.69% < 99%",
        "{name: request-success-rate, thresholdRange: {min: 99}} | 99 | -",
        "{name: request-success-rate, thresholdRange: {min: 99}} | 98.999 | success rate 99.00% < 99%",
        "{name: request-success-rate, thresholdRange: {max: 99}} | 99.5 | success rate 99.50% > 99%",
        "{name: request-success-rate, thresholdRange: {min: 99.25, max: 99.5}} | 99 | success rate 99.00% < 99.25%",
        "{name: request-success-rate, thresholdRange: {}} | 0 | -",
        "{name: request-success-rate} | 0 | -",
        "{name: request-success-rate, threshold: 99} | 98 | success rate 98.00% < 99%",
        "{name: request-success-rate, threshold: 99} | 100 | -",
        "{name: request-success-rate, threshold: 99, thresholdRange: {max: 100}} | 1 | -",
        "{name: request-success-rate, thresholdRange: {max: 100}} | Infinity | success rate +Inf% > 100%",
        "{name: request-duration, thresholdRange: {max: 500}} | 1.515 | request duration 1.515s > 500ms",
        "{name: request-duration, thresholdRange: {max: 500}} | 0.5009 | -",
        "{name: request-duration, thresholdRange: {max: 500}} | 0.501 | request duration 501ms > 500ms",
        "{name: request-duration, thresholdRange: {max: 500}} | 0.5 | -",
        "{name: request-duration, thresholdRange: {max: 0.5}} | 0.001 | request duration 1ms > 0s",
        "{name: request-duration, thresholdRange: {max: 0.5}} | 0.0009 | -",
        "{name: request-duration, thresholdRange: {min: 50}} | 0.01 | request duration 10ms < 50ms",
        "{name: request-duration, thresholdRange: {max: 61000}} | 75.5 | request duration 1m15.5s > 1m1s",
        "{name: request-duration} | 0.001 | request duration 1ms > 0s",
        "{name: request-duration} | 0.0004 | -",
        "{name: request-duration, threshold: 1000.9} | 1.0015 | request duration 1.001s > 1s",
        "{name: request-duration, thresholdRange: {max: 500}} | Infinity | request duration 2562047h47m16.854s > 500ms",
        "{name: request-duration, thresholdRange: {}} | 1000 | -",
        "{name: errors, query: up, thresholdRange: {min: 1}} | 0.1 | errors 0.10 < 1",
        "{name: errors, query: up, thresholdRange: {max: 5}} | 7 | errors 7.00 > 5",
        "{name: errors, query: up, thresholdRange: {min: 1, max: 5}} | 5 | -",
        "{name: errors, query: up, threshold: 5} | 5.001 | errors 5.00 > 5",
        "{name: errors, query: up} | 0.0001 | errors 0.00 > 0",
        "{name: errors, query: up} | 0 | -",
        "{name: errors, query: up} | -3 | -",
        "{name: errors, query: up, thresholdRange: {max: 1000000}} | 2000000 | errors 2000000.00 > 1e+06",
        "{name: errors, query: up, thresholdRange: {max: 0.00001}} | 1 | errors 1.00 > 1e-05",
        "{name: errors, query: up, thresholdRange: {max: 0.5}} | 1 | errors 1.00 > 0.5",
        "{name: errors, templateRef: {name: errors}, thresholdRange: {min: 1, max: 2}} | 2.005 | errors 2.00 > 2",
        "{name: errors, templateRef: {name: errors}, thresholdRange: {min: 1, max: 2}} | 0.123456 | errors 0.12 < 1",
        "{name: errors, templateRef: {name: errors}, thresholdRange: {min: 1, max: 2}} | 2 | -",
        "{name: errors, templateRef: {name: errors}, threshold: 2} | 3 | errors 3.00 > 2",
        "{name: errors, templateRef: {name: errors}, thresholdRange: {max: 2}} | Infinity | errors +Inf > 2",
        "{name: request-success-rate, templateRef: {name: errors}, thresholdRange: {min: 99}} | 98.5 | request-success-rate 98.50 < 99",
      })
  void comparesWithTheRange(String metric, double value, String violation) {
    var expected = violation == null ? "" : "Halt shop.test advancement " + violation;

    assertThat(event(metric, Measurement.of(value))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: request-success-rate, thresholdRange: {min: 99}} | 98.6868 | 98.6868 | 98.69% | >= 99%",
        "{name: request-success-rate, thresholdRange: {min: 90, max: 99.5}} | 100 | 100 | 100.00% | 90%..99.5%",
        "{name: request-duration, thresholdRange: {max: 500}} | 0.51599 | 0.515 | 515ms | <= 500ms",
        "{name: request-duration, thresholdRange: {}} | 2 | 2 | 2s | any value",
        "{name: errors, query: up, thresholdRange: {max: 5}} | 7.125 | 7.125 | 7.12 | <= 5",
        "{name: errors, templateRef: {name: errors}} | 1 | 1 | 1.00 | <= 0",
      })
  void tellsWhatWasReadAndWhatIsAccepted(
      String metric, double measured, double value, String shown, String range) {
    var reading =
        switch (verdict(metric, Measurement.of(measured))) {
          case Verdict.Pass(var passed) -> passed;
          case Verdict.Fail(var failed, var _) -> failed;
          case Verdict.Inconclusive inconclusive ->
              throw new AssertionError(inconclusive.eventText());
        };

    assertThat(reading.value()).isCloseTo(value, Offset.offset(1e-12));
    assertThat(reading.shown()).isEqualTo(shown);
    assertThat(reading.range()).isEqualTo(range);
    assertThat(reading.metric()).isEqualTo(Samples.yaml(metric).path("name").textValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: request-success-rate} | Halt advancement no values found for gatewayapi:v1 metric"
            + " request-success-rate probably podinfo.test is not receiving traffic: no values found",
        "{name: request-duration} | Halt advancement no values found for gatewayapi:v1 metric"
            + " request-duration probably podinfo.test is not receiving traffic",
        "{name: errors, query: up} | Halt advancement no values found for metric: errors",
        "{name: errors, templateRef: {name: errors}} | Halt advancement no values found for custom"
            + " metric: errors: no values found",
      })
  void saysThatThereIsNoData(String metric, String text) {
    var verdict = verdict(metric, new NoData(Measurement.NO_VALUES));

    assertThat(verdict)
        .isEqualTo(
            new Verdict.Inconclusive(
                Samples.yaml(metric).path("name").textValue(), "no values found", text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: request-success-rate} | Prometheus query failed: boom",
        "{name: request-duration} | Prometheus query failed: boom",
        "{name: errors, query: up} | Prometheus query failed for errors: boom",
        "{name: errors, templateRef: {name: errors}} | Metric query failed for errors: boom",
      })
  void saysThatTheQuestionWasNotAnswered(String metric, String text) {
    var verdict = verdict(metric, new Failure("boom"));

    assertThat(verdict)
        .isEqualTo(
            new Verdict.Inconclusive(Samples.yaml(metric).path("name").textValue(), "boom", text));
  }

  @Test
  void saysThatTheSecretOrTheProviderOfATemplateIsTheProblem() {
    var template =
        Samples.template(
            "{type: prometheus, address: 'http://prometheus', secretRef: {name: auth}}", "up");
    var ask = Samples.ask(Samples.canary("{name: errors, templateRef: {name: errors}}"), template);

    var secret = ask.judge(new Failure(Cause.SECRET, "secrets \"auth\" not found"));
    var provider =
        ask.judge(
            new Failure(Cause.PROVIDER, "prometheus credentials does not contain a username"));

    assertThat(((Verdict.Inconclusive) secret).eventText())
        .isEqualTo("Metric template errors.test secret auth error: secrets \"auth\" not found");
    assertThat(((Verdict.Inconclusive) provider).eventText())
        .isEqualTo(
            "Metric template errors.test provider prometheus error: prometheus credentials does"
                + " not contain a username");
  }

  @Test
  void takesNotANumberForNoData() {
    assertThat(Measurement.of(Double.NaN))
        .isEqualTo(new NoData("no values found: the result is NaN"));
    assertThat(event("{name: errors, query: up}", Measurement.of(Double.NaN)))
        .isEqualTo("Halt advancement no values found for metric: errors");
  }
}
