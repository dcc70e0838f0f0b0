package io.guidon.core.resource;

import static io.guidon.core.resource.Manifests.ok;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalysisTest {

  private static Analysis full() {
    return ok(Canary.parse(EveryFieldTest.resource("canary-full.yaml"))).analysis();
  }

  private static Analysis analysis(String lines) {
    return ok(Canary.parse(Manifests.withAnalysis(lines))).analysis();
  }

  @Test
  void hasFlaggersDefaults() {
    assertThat(analysis("{}"))
        .isEqualTo(
            new Analysis(
                Duration.ofSeconds(60),
                1,
                0,
                0,
                List.of(),
                0,
                0,
                false,
                0,
                100,
                100,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty()));
  }

  @Test
  void readsItsScalarFields() {
    var analysis = full();

    assertThat(analysis.interval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(analysis.threshold()).isEqualTo(5);
    assertThat(analysis.iterations()).isEqualTo(12);
    assertThat(analysis.stepWeight()).isEqualTo(10);
    assertThat(analysis.stepWeights()).containsExactly(1, 5, 50);
    assertThat(analysis.maxWeight()).isEqualTo(50);
    assertThat(analysis.stepWeightPromotion()).isEqualTo(25);
    assertThat(analysis.mirror()).isTrue();
    assertThat(analysis.mirrorWeight()).isEqualTo(20);
    assertThat(analysis.primaryReadyThreshold()).isEqualTo(60);
    assertThat(analysis.canaryReadyThreshold()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1m, 60",
    "1m30s, 90",
    "10s, 10",
    "9s, 10",
    "0s, 10",
    "500ms, 10",
    "-5m, 10",
    "1h, 3600",
    "'', 60",
    "5mfoo, 60",
    "10, 60",
  })
  void checksAtAnIntervalThatIsNeverShort(String text, long seconds) {
    assertThat(analysis("{interval: '" + text + "'}").interval())
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "1, 1", "0, 1", "-3, 1"})
  void toleratesNoFailedCheckWhenTheThresholdIsNotPositive(int given, int effective) {
    assertThat(analysis("{threshold: " + given + "}").threshold()).isEqualTo(effective);
  }

  @ParameterizedTest
  @CsvSource({
    "'stepWeight: 10', CANARY",
    "'iterations: 0', CANARY",
    "'iterations: -1', CANARY",
    "'iterations: 5', BLUE_GREEN",
    "'iterations: 5, match: []', BLUE_GREEN",
    "'iterations: 5, match: [{headers: {a: {exact: b}}}]', AB",
    "'stepWeight: 10, match: [{headers: {a: {exact: b}}}]', CANARY",
  })
  void selectsTheStrategy(String fields, Strategy strategy) {
    var canary = ok(Canary.parse(Manifests.withAnalysis("{" + fields + "}")));

    assertThat(canary.strategy()).isEqualTo(strategy);
    assertThat(canary.analysis().strategy()).isEqualTo(strategy);
  }

  @Test
  void readsConditions() {
    var match =
        analysis(
                """
                match:
                  - headers:
                      a: {exact: one}
                      b: {prefix: two}
                      c: {suffix: three}
                      d: {regex: four}
                    queryParams:
                      q: {exact: five}
                    sourceLabels: {app: six}
                """)
            .match()
            .getFirst();

    assertThat(match.headers())
        .containsExactly(
            Map.entry("a", new StringMatch.Exact("one")),
            Map.entry("b", new StringMatch.Prefix("two")),
            Map.entry("c", new StringMatch.Suffix("three")),
            Map.entry("d", new StringMatch.Regex("four")));
    assertThat(match.queryParams()).containsExactly(Map.entry("q", new StringMatch.Exact("five")));
    assertThat(match.sourceLabels()).containsExactly(Map.entry("app", "six"));
  }

  @Test
  void readsMetrics() {
    assertThat(full().metrics())
        .containsExactly(
            new Metric(
                "error-rate",
                Optional.of("2m"),
                1.5,
                Optional.of(new ThresholdRange(OptionalDouble.of(0.5), OptionalDouble.of(99.5))),
                Optional.of("sum(errors)"),
                Optional.of(new NamespacedRef("errors", Optional.of("flagger-system"))),
                Map.of("direction", "inbound")));
  }

  @Test
  void keepsVisibleWhatAMetricDoesNotSay() {
    var metric = analysis("{metrics: [{name: request-duration}]}").metrics().getFirst();

    assertThat(metric)
        .isEqualTo(
            new Metric(
                "request-duration",
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of()));
  }

  @Test
  void tellsAnOpenRangeFromNone() {
    var metric = analysis("{metrics: [{name: any, thresholdRange: {}}]}").metrics().getFirst();

    assertThat(metric.thresholdRange())
        .contains(new ThresholdRange(OptionalDouble.empty(), OptionalDouble.empty()));
  }

  @Test
  void looksForTemplatesAndProvidersInItsOwnNamespaceByDefault() {
    var analysis =
        analysis(
            """
            metrics: [{name: errors, templateRef: {name: errors}}]
            alerts: [{name: on-call, providerRef: {name: slack}}]
            """);

    assertThat(analysis.metrics().getFirst().templateRef().orElseThrow().namespaceOr("test"))
        .isEqualTo("test");
    assertThat(analysis.alerts().getFirst().providerRef().namespaceOr("test")).isEqualTo("test");
    assertThat(full().alerts().getFirst().providerRef().namespaceOr("test"))
        .isEqualTo("flagger-system");
  }

  @Test
  void readsAlerts() {
    var alerts =
        analysis(
                """
                alerts:
                  - {name: a, severity: info, providerRef: {name: slack}}
                  - {name: b, severity: warn, providerRef: {name: slack}}
                  - {name: c, severity: error, providerRef: {name: slack}}
                  - {name: d, severity: "", providerRef: {name: slack}}
                  - {name: e, providerRef: {name: slack}}
                """)
            .alerts();

    assertThat(alerts)
        .extracting(AlertRef::severity)
        .containsExactly(
            Optional.of(Severity.INFO),
            Optional.of(Severity.WARN),
            Optional.of(Severity.ERROR),
            Optional.empty(),
            Optional.empty());
  }

  @Test
  void readsWebhooks() {
    var hook = full().webhooks().getFirst();

    assertThat(hook)
        .isEqualTo(
            new Webhook(
                "load-test",
                WebhookType.PRE_ROLLOUT,
                "http://flagger-loadtester.test/",
                true,
                "1m30s",
                2,
                true,
                Map.of("cmd", "hey -z 1m http://podinfo-canary.test")));
    assertThat(hook.timeoutDuration()).contains(Duration.ofSeconds(90));
  }

  @Test
  void callsAHookDuringTheRolloutByDefault() {
    var hook = analysis("{webhooks: [{name: a, url: http://a}]}").webhooks().getFirst();

    assertThat(hook)
        .isEqualTo(
            new Webhook("a", WebhookType.ROLLOUT, "http://a", false, "10s", 0, false, Map.of()));
    assertThat(analysis("{webhooks: [{name: a, url: http://a, type: ''}]}").webhooks())
        .containsExactly(hook);
  }

  /** Flagger replaces short texts, but for event hooks only the empty one (spec/crds.md §2.12). */
  @ParameterizedTest
  @CsvSource({
    "rollout, '', 10s, 10",
    "rollout, 5, 10s, 10",
    "rollout, 5s, 5s, 5",
    "event, '', 10s, 10",
    "event, 5, 5, ",
    "event, 3m, 3m, 180",
    "rollout, 5mfoo, 5mfoo, ",
  })
  void waitsForAHook(String type, String given, String text, Long seconds) {
    var hook =
        analysis("{webhooks: [{name: a, url: b, type: %s, timeout: '%s'}]}".formatted(type, given))
            .webhooks()
            .getFirst();

    assertThat(hook.timeout()).isEqualTo(text);
    assertThat(hook.timeoutDuration())
        .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
  }

  @Test
  void readsSessionAffinity() {
    assertThat(full().sessionAffinity())
        .contains(
            new SessionAffinity(
                "sticky",
                Optional.of("sticky-primary"),
                3600,
                Optional.of("example.com"),
                true,
                true,
                Optional.of("/app"),
                Optional.of(SessionAffinity.SameSite.LAX),
                true));
  }

  @ParameterizedTest
  @CsvSource({"'', 86400", "', maxAge: 0', 86400", "', maxAge: 60', 60"})
  void keepsACookieForADayByDefault(String field, int seconds) {
    var affinity =
        analysis("{sessionAffinity: {cookieName: sticky%s}}".formatted(field))
            .sessionAffinity()
            .orElseThrow();

    assertThat(affinity.maxAge()).isEqualTo(seconds);
    assertThat(affinity.primaryCookieName()).isEmpty();
    assertThat(affinity.sameSite()).isEmpty();
  }
}
