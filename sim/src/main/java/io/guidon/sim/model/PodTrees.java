package io.guidon.sim.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.store.Trees;
import java.time.Instant;

/** Pods as the API server, the scheduler and a kubelet write them. */
final class PodTrees {

  private PodTrees() {}

  /** A pod of this ReplicaSet on a node, as it is created. */
  static ObjectNode pod(ObjectRef ref, ObjectNode set, ModelPod pod, String node) {
    var tree = Trees.object().put("apiVersion", ref.apiVersion()).put("kind", ref.kind());
    var metadata = tree.putObject("metadata");
    metadata.put("namespace", ref.namespace()).put("name", ref.name());
    metadata.put("generateName", Trees.text(set, "metadata", "name") + "-");
    var labels = metadata.putObject("labels");
    pod.labels().forEach(labels::put);
    Trees.objectAt(set, "spec", "template", "metadata", "annotations")
        .ifPresent(annotations -> metadata.set("annotations", Trees.copy(annotations)));
    ownedBy(metadata, set);
    var spec =
        Trees.objectAt(set, "spec", "template", "spec").map(Trees::copy).orElseGet(Trees::object);
    spec.put("nodeName", node);
    tree.set("spec", spec);
    return tree;
  }

  /** Makes {@code owner} the one that controls the object of this metadata. */
  static void ownedBy(ObjectNode metadata, ObjectNode owner) {
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", Trees.text(owner, "apiVersion"))
        .put("kind", Trees.text(owner, "kind"))
        .put("name", Trees.text(owner, "metadata", "name"))
        .put("uid", Trees.text(owner, "metadata", "uid"))
        .put("controller", true)
        .put("blockOwnerDeletion", true);
  }

  /** What its kubelet says of it now. */
  static ObjectNode status(ObjectNode tree, ModelPod pod, Instant now) {
    var status = Trees.object();
    status.put("observedGeneration", Trees.at(tree, "metadata", "generation").asInt());
    status.put("phase", "Running");
    var conditions = status.putArray("conditions");
    String made = Trees.time(pod.made());
    for (String type : new String[] {"PodReadyToStartContainers", "Initialized"}) {
      conditions.add(condition(type, true, made));
    }
    String since = since(tree, pod, now);
    for (String type : new String[] {"Ready", "ContainersReady"}) {
      var condition = condition(type, pod.isReady(), since);
      if (!pod.isReady()) {
        condition.put("reason", "ContainersNotReady");
        condition.put("message", "containers with unready status: " + names(tree));
      }
      conditions.add(condition);
    }
    conditions.add(condition("PodScheduled", true, made));
    status.put("hostIP", "10.0.0.1");
    status.putArray("hostIPs").addObject().put("ip", "10.0.0.1");
    status.put("podIP", pod.address());
    status.putArray("podIPs").addObject().put("ip", pod.address());
    status.put("startTime", made);
    var containers = status.putArray("containerStatuses");
    Trees.objects(tree, "spec", "containers")
        .forEach(container -> containers.add(container(container, pod, tree, now)));
    status.put("qosClass", "BestEffort");
    return status;
  }

  private static ObjectNode container(
      ObjectNode container, ModelPod pod, ObjectNode tree, Instant now) {
    String name = Trees.text(container, "name");
    var before =
        Trees.objects(tree, "status", "containerStatuses").stream()
            .filter(known -> Trees.text(known, "name").equals(name))
            .findFirst()
            .orElseGet(Trees::object);
    var state = pod.container();
    var status = Trees.object().put("name", name).put("image", Trees.text(container, "image"));
    status.put("imageID", Trees.text(container, "image"));
    status.put("containerID", "sim://" + pod.name() + "/" + name + "/" + state.restarts());
    status.put("ready", pod.isReady());
    status.put("started", state.runs());
    status.put("restartCount", state.restarts());
    if (state.runs()) {
      boolean same =
          before.path("restartCount").asInt(-1) == state.restarts()
              && Trees.at(before, "state").has("running");
      String started =
          same
              ? Trees.text(before, "state", "running", "startedAt")
              : Trees.time(state.restarts() == 0 ? pod.made() : now);
      status.putObject("state").putObject("running").put("startedAt", started);
    } else {
      status
          .putObject("state")
          .putObject("waiting")
          .put("reason", "CrashLoopBackOff")
          .put("message", "the application ended by itself and will be started again");
    }
    status.putObject("lastState");
    return status;
  }

  private static String since(ObjectNode tree, ModelPod pod, Instant now) {
    String status = pod.isReady() ? "True" : "False";
    return Trees.objects(tree, "status", "conditions").stream()
        .filter(condition -> Trees.text(condition, "type").equals("Ready"))
        .filter(condition -> Trees.text(condition, "status").equals(status))
        .map(condition -> Trees.text(condition, "lastTransitionTime"))
        .findFirst()
        .orElseGet(() -> Trees.time(now));
  }

  private static ObjectNode condition(String type, boolean holds, String since) {
    return Trees.object()
        .put("type", type)
        .put("status", holds ? "True" : "False")
        .put("lastTransitionTime", since);
  }

  private static String names(JsonNode pod) {
    return Trees.objects(pod, "spec", "containers").stream()
        .map(container -> Trees.text(container, "name"))
        .toList()
        .toString();
  }
}
