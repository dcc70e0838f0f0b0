package io.guidon.core.rollout;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.notification.WorkloadText;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.routing.Rendered;
import io.guidon.core.routing.RoutedCanary;
import io.guidon.core.routing.TrafficIntent;
import io.guidon.core.workload.GeneratedServices;
import io.guidon.core.workload.PinnedRevision;
import io.guidon.core.workload.PrimaryDeployment;
import io.guidon.core.workload.PrimaryScaler;
import io.guidon.core.workload.Scale;
import io.guidon.core.workload.Selector;
import io.guidon.core.workload.Snapshot;
import java.util.Optional;

/** Each thing that a stage may need in the world, as the write that is missing for it. */
final class Needs {
  private final Scene scene;
  private final World world;

  Needs(Scene scene) {
    this.scene = scene;
    this.world = new World(scene);
  }

  /** Services and route as recorded; nothing of the workloads. */
  Plan routed() {
    return new Plan()
        .want(target())
        .want(canaryService())
        .want(primaryService())
        .want(apexService())
        .want(route());
  }

  /** What serves users outside of a promotion: the primary as promoted, Services and route. */
  Plan serving() {
    return new Plan()
        .want(target())
        .want(primary(servingRevision()))
        .want(primaryScaler())
        .want(canaryService())
        .want(primaryService())
        .want(apexService())
        .want(route());
  }

  /** The revision that the primary runs in this stage. */
  private String servingRevision() {
    var revisions = scene.run().revisions();
    return switch (scene.run().stage()) {
      case SETUP, PROMOTING, RETURNING, FINALISING, KEEPING_CANARY -> revisions.current();
      case IDLE, WAITING, RECOVERING, STARTING, STEPPING, ROLLING_BACK, SETTLING, DELETING ->
          revisions.promoted();
    };
  }

  /** The target exists and has a label by which its pods can be told from the primary's. */
  Want target() {
    var name = scene.canary().targetRef().name();
    if (scene.target().isEmpty()) {
      return blocked(
          WorkloadText.deploymentUnreadable(
              name, scene.canary().namespace(), "deployments.apps \"" + name + "\" not found"));
    }
    return switch (selector()) {
      case Selector.Found found -> new Want.There();
      case Selector.Missing(String text) -> blocked(WorkloadText.selectorLabelFailed(text));
    };
  }

  private Want blocked(String text) {
    return new Want.Blocked(new Unmet(Unmet.What.OBJECT, text));
  }
}
