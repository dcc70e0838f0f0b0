package io.guidon.operator.canary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.MetricTemplate;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.resource.Parsed;
import io.guidon.core.rollout.Endpoints;
import io.guidon.core.rollout.Observation;
import io.guidon.core.workload.PinnedRevision;
import io.guidon.operator.cluster.Cluster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one pass sees: each object is looked up once, so that the pass speaks about one state of the
 * world.
 */
final class Sighting implements Observation.Sight {
  private final Cluster cluster;
  private final Canary canary;
  private final Map<ObjectRef, Optional<ObjectNode>> objects = new HashMap<>();
  private final Map<String, Endpoints> endpoints = new HashMap<>();

  Sighting(Cluster cluster, Canary canary) {
    this.cluster = cluster;
    this.canary = canary;
  }

  @Override
  public Optional<ObjectNode> object(ObjectRef ref) {
    return objects.computeIfAbsent(ref, cluster::get);
  }

  @Override
  public Endpoints endpoints(String service) {
    return endpoints.computeIfAbsent(service, name -> cluster.endpoints(canary.namespace(), name));
  }

  @Override
  public Optional<Parsed<MetricTemplate>> metricTemplate(String namespace, String name) {
    return object(new ObjectRef("flagger.app/v1beta1", "MetricTemplate", namespace, name))
        .map(MetricTemplate::parse);
  }

  @Override
  public List<ObjectNode> revisions() {
    var revisions = new ArrayList<ObjectNode>();
    for (var ref : cluster.list("apps/v1", "ControllerRevision")) {
      if (ref.namespace().equals(canary.namespace())
          && ref.name().startsWith(PinnedRevision.name(canary, ""))) {
        object(ref)
            .filter(tree ->
                canary
                    .metadata()
                    .uid()
                    .equals(
                        tree.path("metadata").path("labels").path(PinnedRevision.LABEL).asText()))
            .ifPresent(revisions::add);
      }
    }
    return revisions;
  }
}
