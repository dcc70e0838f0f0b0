package io.guidon.operator;

import io.guidon.core.resource.CrossNamespaceRefs;
import io.guidon.operator.log.LogSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator was started with: Flagger's flags and environment variables (spec/operations.md
 * §1). Empty texts count as not given.
 *
 * @param port of the HTTP endpoints
 * @param remarks one line each about flags that were given and do nothing
 */
public record Options(
    Kubernetes kubernetes,
    Rollouts rollouts,
    Telling telling,
    Election election,
    LogSettings logging,
    int port,
    List<String> remarks) {

  public Options {
    remarks = List.copyOf(remarks);
  }

  /**
   * How the API server is reached.
   *
   * @param kubeconfig a path; without one, the cluster that the operator runs in
   * @param master address that replaces the kubeconfig's
   * @param namespace the only one that is watched; without one, all
   * @param qps writes and events per second; 0 means without limit
   * @param burst how many of them may be sent at once
   */
  public record Kubernetes(
      Optional<String> kubeconfig,
      Optional<String> master,
      Optional<String> namespace,
      int qps,
      int burst) {}

  /**
   * What decisions depend on.
   *
   * @param meshProvider of Canaries that name none
   * @param metricsServer base URL of the Prometheus for built-in checks and inline queries
   * @param selectorLabels candidates for the selector label, in order
   * @param includeLabelPrefixes which labels and annotations are copied to the primary; {@code *}
   *     means all
   * @param clusterName added to alerts
   */
  public record Rollouts(
      String meshProvider,
      String metricsServer,
      List<String> selectorLabels,
      List<String> includeLabelPrefixes,
      ConfigTracking configTracking,
      CrossNamespaceRefs crossNamespaceRefs,
      Optional<String> clusterName) {
    public Rollouts {
      selectorLabels = List.copyOf(selectorLabels);
      includeLabelPrefixes = List.copyOf(includeLabelPrefixes);
    }
  }

  /** Whether ConfigMaps and Secrets are tracked and copied. */
  public enum ConfigTracking {
    ON,
    OFF
  }

  /** Who is told about Canaries that name nobody. */
  public record Telling(Optional<String> eventWebhook, Slack slack) {}

  /** The global chat account; an empty {@code url} means none. */
  public record Slack(
      String url, Optional<String> token, Optional<String> proxyUrl, String user, String channel) {}

  /** Whether one of several operators is elected, and the namespace of its Lease. */
  public record Election(Mode mode, String namespace) {
    /**
     * Unlike in Flagger, the default is {@link #ON} (docs/decisions/leader-election-by-default.md).
     */
    public enum Mode {
      ON,
      OFF
    }
  }

  /** What to do with a command line. */
  public sealed interface Start {
    record Run(Options options) implements Start {}

    /** {@code -version}. */
    record ShowVersion() implements Start {}

    /** {@code -h}: print the text to stderr, exit 0. */
    record ShowUsage(String text) implements Start {}

    /** Print the text to stderr, exit 2. */
    record Refuse(String text) implements Start {}
  }

  /** Reads a command line; {@code environment} wins over flags of the same purpose. */
  public static Start parse(List<String> arguments, Map<String, String> environment) {
    return new CommandLine(environment).read(arguments);
  }
}
