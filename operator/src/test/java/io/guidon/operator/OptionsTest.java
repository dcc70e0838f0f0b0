package io.guidon.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.core.resource.CrossNamespaceRefs;
import io.guidon.operator.log.LogSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  private static Options.Start start(String... arguments) {
    return Options.parse(List.of(arguments), Map.of());
  }

  private static Options options(String... arguments) {
    return options(Map.of(), arguments);
  }

  private static Options options(Map<String, String> environment, String... arguments) {
    return switch (Options.parse(List.of(arguments), environment)) {
      case Options.Start.Run(Options options) -> options;
      case Options.Start other -> throw new AssertionError(other);
    };
  }

  @Test
  void hasFlaggersDefaultsButElectsALeader() {
    assertThat(options())
        .isEqualTo(
            new Options(
                new Options.Kubernetes(
                    Optional.empty(), Optional.empty(), Optional.empty(), 100, 250),
                new Options.Rollouts(
                    "istio",
                    "http://prometheus:9090",
                    List.of("app", "name", "app.kubernetes.io/name"),
                    List.of(),
                    Options.ConfigTracking.ON,
                    CrossNamespaceRefs.ALLOWED,
                    Optional.empty()),
                new Options.Telling(
                    Optional.empty(),
                    new Options.Slack("", Optional.empty(), Optional.empty(), "flagger", "")),
                new Options.Election(Options.Election.Mode.ON, "kube-system"),
                new LogSettings("debug", LogSettings.Encoding.JSON, 0),
                8080,
                List.of()));
  }

  @Test
  void readsTheCommandLinesOfFlaggersManifests() {
    var options =
        options(
            "-log-level=info",
            "-include-label-prefix=app.kubernetes.io,team",
            "-mesh-provider=gatewayapi:v1",
            "-metrics-server=http://flagger-prometheus:9090",
            "-selector-labels=app, tier",
            "-namespace=shop",
            "-enable-leader-election=false",
            "-no-cross-namespace-refs=true",
            "-enable-config-tracking=false",
            "-zap-encoding=console",
            "-port=9090",
            "-v=8");

    assertThat(options.rollouts())
        .isEqualTo(
            new Options.Rollouts(
                "gatewayapi:v1",
                "http://flagger-prometheus:9090",
                List.of("app", " tier"),
                List.of("app.kubernetes.io", "team"),
                Options.ConfigTracking.OFF,
                CrossNamespaceRefs.BLOCKED,
                Optional.empty()));
    assertThat(options.kubernetes().namespace()).contains("shop");
    assertThat(options.election())
        .isEqualTo(new Options.Election(Options.Election.Mode.OFF, "shop"));
    assertThat(options.logging())
        .isEqualTo(new LogSettings("info", LogSettings.Encoding.CONSOLE, 8));
    assertThat(options.port()).isEqualTo(9090);
  }

  @Test
  void takesTheNamespaceOfTheLeaseWhenAllNamespacesAreWatched() {
    assertThat(options("-leader-election-namespace=flagger-system").election().namespace())
        .isEqualTo("flagger-system");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-cluster-name=eu", "--cluster-name=eu", "-cluster-name eu", "--cluster-name eu"})
  void takesOneDashOrTwoAndAnEqualsSignOrNone(String line) {
    assertThat(options(line.split(" ")).rollouts().clusterName()).contains("eu");
  }

  @Test
  void takesTheNextArgumentEvenIfItLooksLikeAFlag() {
    assertThat(options("-slack-channel", "-general").telling().slack().channel())
        .isEqualTo("-general");
  }

  @ParameterizedTest
  @CsvSource({
    "-enable-leader-election,       ON",
    "--enable-leader-election=t,    ON",
    "-enable-leader-election=1,     ON",
    "-enable-leader-election=True,  ON",
    "-enable-leader-election=f,     OFF",
    "-enable-leader-election=0,     OFF",
    "-enable-leader-election=FALSE, OFF"
  })
  void readsSwitchesAsGoDoes(String argument, Options.Election.Mode mode) {
    assertThat(options(argument).election().mode()).isEqualTo(mode);
  }

  @Test
  void stopsAtTheFirstArgumentThatIsNoFlag() {
    assertThat(options("-enable-leader-election", "false", "-port=1", "-nonsense").port())
        .isEqualTo(8080);
    assertThat(options("--", "-port=1").port()).isEqualTo(8080);
    assertThat(options("-", "-port=1").port()).isEqualTo(8080);
  }

  @Test
  void takesTheLastOfSeveral() {
    assertThat(options("-port=1", "-port=2").port()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-nonsense|flag provided but not defined: -nonsense",
        "-port=many|invalid value \"many\" for flag -port: parse error",
        "-control-loop-interval=10|invalid value \"10\" for flag -control-loop-interval: parse error",
        "-version=maybe|invalid boolean value \"maybe\" for -version: parse error",
        "-port|flag needs an argument: -port",
        "---port=1|bad flag syntax: ---port=1",
        "-=1|bad flag syntax: -=1"
      })
  void refusesWhatGoRefusesAndShowsTheFlags(String argument, String error) {
    assertThat(start(argument))
        .isInstanceOfSatisfying(
            Options.Start.Refuse.class,
            refuse ->
                assertThat(refuse.text())
                    .startsWith(error + "\nUsage of guidon:\n")
                    .contains("  -port int\n    \tPort to listen on. (default 8080)\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "-help", "--help"})
  void showsTheFlags(String argument) {
    assertThat(start(argument))
        .isInstanceOfSatisfying(
            Options.Start.ShowUsage.class,
            usage ->
                assertThat(usage.text())
                    .contains("  -version\n    \tPrint the version and exit.\n"));
  }

  @Test
  void showsTheVersion() {
    assertThat(start("-version")).isEqualTo(new Options.Start.ShowVersion());
    assertThat(Version.line()).matches("Guidon version [0-9].* revision  unknown");
  }

  @Test
  void prefersTheEnvironmentWhereItSaysSomething() {
    var environment =
        Map.of(
            "SLACK_URL",
            "http://env/",
            "SLACK_TOKEN",
            "t",
            "SLACK_PROXY_URL",
            "",
            "EVENT_WEBHOOK_URL",
            "http://hook/");

    var telling =
        options(
                environment,
                "-slack-url=http://flag/",
                "-slack-proxy-url=http://proxy/",
                "-slack-channel=general",
                "-event-webhook=http://flag/")
            .telling();

    assertThat(telling)
        .isEqualTo(
            new Options.Telling(
                Optional.of("http://hook/"),
                new Options.Slack(
                    "http://env/",
                    Optional.of("t"),
                    Optional.of("http://proxy/"),
                    "flagger",
                    "general")));
  }

  @Test
  void saysWhichOfTheGivenFlagsDoNothing() {
    assertThat(
            options(
                    Map.of("MSTEAMS_URL", "http://teams/"),
                    "-kubeconfig-qps=2000",
                    "-control-loop-interval=1s",
                    "-msteams-url=http://teams/",
                    "-vmodule=x=1",
                    "-logtostderr",
                    "-port=1")
                .remarks())
        .containsExactly(
            "flag -msteams-url does nothing yet",
            "environment variable MSTEAMS_URL does nothing yet",
            "flag -control-loop-interval has no effect: changes are noticed at once",
            "flag -logtostderr has no effect: all lines go through -log-level",
            "flag -vmodule has no effect: all lines go through -log-level");
  }
}
