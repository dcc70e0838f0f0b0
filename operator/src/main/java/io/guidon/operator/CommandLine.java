package io.guidon.operator;

import static io.guidon.operator.GoFlags.Kind.BOOL;
import static io.guidon.operator.GoFlags.Kind.DURATION;
import static io.guidon.operator.GoFlags.Kind.INT;
import static io.guidon.operator.GoFlags.Kind.STRING;

import io.guidon.core.resource.CrossNamespaceRefs;
import io.guidon.operator.log.LogSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Flagger's flags by name, default and meaning, and the way from them to {@link Options}. */
final class CommandLine {
  private static final String PROGRAM = "guidon";

  /** Flags of parts that are not built yet. */
  private static final List<String> NOT_YET =
      List.of(
          "kubeconfig-service-mesh",
          "msteams-url",
          "msteams-proxy-url",
          "ingress-annotations-prefix",
          "ingress-class");

  /** Flags of things that Guidon does otherwise, with the reason why they have no effect. */
  private static final Map<String, String> WITHOUT_EFFECT =
      new TreeMap<>(
          Map.of(
              "control-loop-interval", "changes are noticed at once",
              "threadiness", "each Canary is handled on a thread of its own",
              "zap-replace-globals", "there is one logger only"));

  /** klog's flags; only {@code -v} has a meaning here. */
  private static final List<String> KLOG_SWITCHES =
      List.of(
          "logtostderr",
          "alsologtostderr",
          "legacy_stderr_threshold_behavior",
          "add_dir_header",
          "skip_headers",
          "skip_log_headers",
          "one_output");

  private static final List<String> KLOG_TEXTS =
      List.of(
          "vmodule",
          "alsologtostderrthreshold",
          "stderrthreshold",
          "log_dir",
          "log_file",
          "log_file_max_size",
          "log_backtrace_at");

  private final Map<String, String> environment;
  private final GoFlags flags = flags();

  CommandLine(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  Options.Start read(List<String> arguments) {
    return switch (flags.parse(arguments)) {
      case GoFlags.Parsed.Ok(GoFlags.Values values) when values.isOn("version") ->
          new Options.Start.ShowVersion();
      case GoFlags.Parsed.Ok(GoFlags.Values values) -> new Options.Start.Run(options(values));
      case GoFlags.Parsed.Help help -> new Options.Start.ShowUsage(flags.usage(PROGRAM));
      case GoFlags.Parsed.Bad(String error) ->
          new Options.Start.Refuse(error + "\n" + flags.usage(PROGRAM));
    };
  }

  private static GoFlags flags() {
    var flags =
        new GoFlags()
            .add("kubeconfig", STRING, "", "Path to a kubeconfig. Only required if out-of-cluster.")
            .add(
                "master",
                STRING,
                "",
                "Address of the API server. Overrides the one in the kubeconfig.")
            .add("kubeconfig-qps", INT, "100", "Writes and events per second.")
            .add("kubeconfig-burst", INT, "250", "How many of them may be sent at once.")
            .add(
                "kubeconfig-service-mesh",
                STRING,
                "",
                "Kubeconfig of the cluster with the routing objects.")
            .add("metrics-server", STRING, "http://prometheus:9090", "Prometheus URL.")
            .add(
                "control-loop-interval", DURATION, "10s", "No effect; changes are noticed at once.")
            .add(
                "log-level",
                STRING,
                "debug",
                "Log level: debug, info, warn, error, fatal or panic.")
            .add("port", INT, "8080", "Port to listen on.")
            .add("slack-url", STRING, "", "Slack hook URL.")
            .add("slack-token", STRING, "", "Slack bot token.")
            .add("slack-proxy-url", STRING, "", "Slack proxy URL.")
            .add("slack-user", STRING, "flagger", "Slack user name.")
            .add("slack-channel", STRING, "", "Slack channel.")
            .add("msteams-url", STRING, "", "MS Teams incoming webhook URL.")
            .add("msteams-proxy-url", STRING, "", "MS Teams proxy URL.")
            .add(
                "event-webhook",
                STRING,
                "",
                "Webhook for publishing events of all Canaries without one.")
            .add("cluster-name", STRING, "", "Cluster name to be included in alerts.");
    rollouts(flags);
    logging(flags);
    return flags
        .add("enable-leader-election", BOOL, "true", "Elect one of several operators.")
        .add(
            "leader-election-namespace",
            STRING,
            "kube-system",
            "Namespace of the Lease; -namespace wins.")
        .add("version", BOOL, "false", "Print the version and exit.");
  }

  private static void rollouts(GoFlags flags) {
    flags
        .add("namespace", STRING, "", "The only namespace whose Canaries are handled.")
        .add("mesh-provider", STRING, "istio", "Routing provider of Canaries that name none.")
        .add(
            "selector-labels",
            STRING,
            "app,name,app.kubernetes.io/name",
            "Comma separated list of labels to find the selector of a workload.")
        .add(
            "include-label-prefix",
            STRING,
            "",
            "Comma separated list of prefixes of labels and annotations to copy to primaries; * copies all.")
        .add(
            "ingress-annotations-prefix",
            STRING,
            "nginx.ingress.kubernetes.io",
            "Prefix of NGINX annotations.")
        .add("ingress-class", STRING, "", "Ingress class of Contour HTTPProxy objects.")
        .add("threadiness", INT, "2", "No effect; each Canary is handled on a thread of its own.")
        .add("enable-config-tracking", BOOL, "true", "Track ConfigMaps and Secrets.")
        .add("no-cross-namespace-refs", BOOL, "false", "Refuse references to other namespaces.");
  }

  private static void logging(GoFlags flags) {
    flags
        .add("zap-encoding", STRING, "json", "Log encoding: json or console.")
        .add("zap-replace-globals", BOOL, "false", "No effect; there is one logger only.")
        .add("v", INT, "0", "Verbosity of libraries: debug from 4 on, trace from 8 on.");
    KLOG_SWITCHES.forEach(name -> flags.add(name, BOOL, "false", "No effect."));
    KLOG_TEXTS.forEach(name -> flags.add(name, STRING, "", "No effect."));
  }

  private Options options(GoFlags.Values values) {
    return new Options(
        new Options.Kubernetes(
            given(values.text("kubeconfig")),
            given(values.text("master")),
            given(values.text("namespace")),
            values.number("kubeconfig-qps"),
            values.number("kubeconfig-burst")),
        rollouts(values),
        telling(values),
        election(values),
        logging(values),
        values.number("port"),
        remarks(values));
  }

  private static Options.Rollouts rollouts(GoFlags.Values values) {
    return new Options.Rollouts(
        values.text("mesh-provider"),
        values.text("metrics-server"),
        list(values.text("selector-labels")),
        list(values.text("include-label-prefix")),
        values.isOn("enable-config-tracking")
            ? Options.ConfigTracking.ON
            : Options.ConfigTracking.OFF,
        values.isOn("no-cross-namespace-refs")
            ? CrossNamespaceRefs.BLOCKED
            : CrossNamespaceRefs.ALLOWED,
        given(values.text("cluster-name")));
  }

  private Options.Telling telling(GoFlags.Values values) {
    return new Options.Telling(
        given(preferred("EVENT_WEBHOOK_URL", values.text("event-webhook"))),
        new Options.Slack(
            preferred("SLACK_URL", values.text("slack-url")),
            given(preferred("SLACK_TOKEN", values.text("slack-token"))),
            given(preferred("SLACK_PROXY_URL", values.text("slack-proxy-url"))),
            values.text("slack-user"),
            values.text("slack-channel")));
  }

  private static Options.Election election(GoFlags.Values values) {
    return new Options.Election(
        values.isOn("enable-leader-election")
            ? Options.Election.Mode.ON
            : Options.Election.Mode.OFF,
        given(values.text("namespace")).orElse(values.text("leader-election-namespace")));
  }

  private static LogSettings logging(GoFlags.Values values) {
    return new LogSettings(
        values.text("log-level"),
        values.text("zap-encoding").equals("console")
            ? LogSettings.Encoding.CONSOLE
            : LogSettings.Encoding.JSON,
        values.number("v"));
  }

  private List<String> remarks(GoFlags.Values values) {
    var remarks = new ArrayList<String>();
    var given = values.given();
    NOT_YET.stream()
        .filter(given::contains)
        .forEach(name -> remarks.add("flag -" + name + " does nothing yet"));
    for (var variable : List.of("MSTEAMS_URL", "MSTEAMS_PROXY_URL")) {
      given(environment.getOrDefault(variable, ""))
          .ifPresent(
              value -> remarks.add("environment variable " + variable + " does nothing yet"));
    }
    WITHOUT_EFFECT.forEach((name, reason) -> {
      if (given.contains(name)) {
        remarks.add("flag -" + name + " has no effect: " + reason);
      }
    });
    for (var klog : List.of(KLOG_SWITCHES, KLOG_TEXTS)) {
      klog.stream()
          .filter(given::contains)
          .forEach(name ->
              remarks.add("flag -" + name + " has no effect: all lines go through -log-level"));
    }
    return remarks;
  }

  private String preferred(String variable, String flag) {
    return given(environment.getOrDefault(variable, "")).orElse(flag);
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(value -> !value.isEmpty());
  }

  private static List<String> list(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
  }
}
