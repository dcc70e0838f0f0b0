package io.guidon.core.rollout;

import java.util.List;
import java.util.Optional;

/**
 * What the operator was started with, as far as decisions depend on it (spec/operations.md §1).
 *
 * @param meshProvider the routing provider of Canaries that name none
 * @param metricsServer base URL of the Prometheus for built-in checks and inline queries
 * @param selectorLabels candidates for the selector label, in order
 * @param includeLabelPrefixes which labels and annotations are copied to the primary
 * @param configTracking whether ConfigMaps and Secrets are tracked
 * @param clusterName added to alerts
 */
public record Settings(
    String meshProvider,
    String metricsServer,
    List<String> selectorLabels,
    List<String> includeLabelPrefixes,
    ConfigTracking configTracking,
    Optional<String> clusterName) {

  public enum ConfigTracking {
    ON,
    OFF
  }

  public Settings {
    selectorLabels = List.copyOf(selectorLabels);
    includeLabelPrefixes = List.copyOf(includeLabelPrefixes);
  }
}
