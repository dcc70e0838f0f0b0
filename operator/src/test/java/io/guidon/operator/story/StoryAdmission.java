package io.guidon.operator.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.operator.cluster.Cluster;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.store.ApiStore;
import java.util.Optional;
import java.util.function.Consumer;

/** Mutating admission of Deployments, and what a dry run of one comes to. */
final class StoryAdmission {
  private Consumer<ObjectNode> mutation = deployment -> {};
  private Optional<String> refusal = Optional.empty();
  private int dryRuns;

  /** From now on every Deployment that is written becomes so. */
  void mutates(Consumer<ObjectNode> next) {
    mutation = next;
  }

  /** From now on dry runs are refused. */
  void refusesDryRuns(String message) {
    refusal = Optional.of(message);
  }

  /** How many dry runs were asked for. */
  int dryRuns() {
    return dryRuns;
  }

  void admit(ObjectNode deployment) {
    mutation.accept(deployment);
  }

  /** As the store would store it: with its defaults, in a store of its own. */
  Cluster.Live dryRun(ObjectNode live, JsonNode podTemplate) {
    dryRuns++;
    if (refusal.isPresent()) {
      return new Cluster.Live.Failed(refusal.get());
    }
    var scratch = new ApiStore(VirtualTime.create());
    scratch.load(live);
    var ref = ObjectRef.of(live);
    return new Cluster.Live.Found(
        scratch
            .client("dry run")
            .edit(
                ref,
                deployment -> {
                  deployment.withObject("/spec").set("template", podTemplate.deepCopy());
                  admit(deployment);
                }));
  }
}
