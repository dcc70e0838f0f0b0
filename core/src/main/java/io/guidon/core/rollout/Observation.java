package io.guidon.core.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.CanaryStatus;
import io.guidon.core.resource.MetricTemplate;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.resource.Parsed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is seen in one pass over one Canary.
 *
 * @param now by a clock that never jumps
 * @param tree the Canary as it stands in the cluster
 * @param sight the other objects, the same ones throughout the pass
 * @param drawn a random UUID that nobody has used yet; recorded before use (design.md R15)
 */
public record Observation(
    Instant now, Canary canary, ObjectNode tree, Sight sight, Settings settings, String drawn) {

  /** The same, looked at as another Canary. */
  Observation as(Canary other) {
    return new Observation(now, other, tree, sight, settings, drawn);
  }

  /** The status as it stands. */
  CanaryStatus shown() {
    return canary.status();
  }

  /** The objects of the cluster as seen in this pass; never a request. */
  public interface Sight {

    /** The object, a tree that nobody changes. */
    Optional<ObjectNode> object(ObjectRef ref);

    /** Ready addresses behind a Service of the Canary's namespace. */
    Endpoints endpoints(String service);

    /** Empty if there is none of this name. */
    Optional<Parsed<MetricTemplate>> metricTemplate(String namespace, String name);

    /** Our ControllerRevisions of this Canary. */
    List<ObjectNode> revisions();
  }
}
