package io.guidon.operator;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.operator.alert.AlertSource;
import io.guidon.operator.cluster.Cluster;

/** AlertProviders from the store, their Secrets from the API server. */
record ClusterAlertSource(Cluster cluster) implements AlertSource {

  @Override
  public Found provider(String namespace, String name) {
    return cluster
        .get(new ObjectRef("flagger.app/v1beta1", "AlertProvider", namespace, name))
        .<Found>map(tree -> new Found.Tree((JsonNode) tree))
        .orElseGet(() -> new Found.Missing("alertprovider.flagger.app \"" + name + "\" not found"));
  }

  @Override
  public Found secret(String namespace, String name) {
    return switch (cluster.read(new ObjectRef("v1", "Secret", namespace, name))) {
      case Cluster.Live.Found(var object) -> new Found.Tree(object);
      case Cluster.Live.Absent(String message) -> new Found.Missing(message);
      case Cluster.Live.Failed(String message) -> new Found.Missing(message);
    };
  }
}
