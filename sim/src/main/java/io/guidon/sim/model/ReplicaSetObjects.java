package io.guidon.sim.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.store.ApiClient;
import io.guidon.sim.store.Trees;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ReplicaSets of the model as objects of the API. Empty ones stay for as long as the Deployment
 * wants its history to be ({@code spec.revisionHistoryLimit}).
 */
final class ReplicaSetObjects {

  private static final String REVISION = "deployment.kubernetes.io/revision";

  private final ApiClient client;
  private final Map<ObjectRef, Map<ObjectRef, Integer>> written = new HashMap<>();

  ReplicaSetObjects(ApiClient client) {
    this.client = client;
  }

  static ObjectRef ref(String namespace, ModelReplicaSet set) {
    return new ObjectRef("apps/v1", "ReplicaSet", namespace, set.name());
  }

  /** Brings the ReplicaSets of a Deployment that exists up to date. */
  void write(ObjectNode deployment, ModelDeployment model) {
    var revisions = written.computeIfAbsent(model.ref(), any -> new LinkedHashMap<>());
    var sizes = new HashMap<ObjectRef, ModelReplicaSet>();
    model.sets().forEach(set -> sizes.put(ref(model.ref().namespace(), set), set));
    model
        .current()
        .ifPresent(set -> revisions.put(ref(model.ref().namespace(), set), model.revision()));
    sizes.forEach((ref, set) -> write(ref, set, deployment, revisions.getOrDefault(ref, 1)));
    revisions.keySet().stream().filter(ref -> !sizes.containsKey(ref)).forEach(this::empty);
    forgetOld(deployment, revisions, sizes);
  }

  private void write(ObjectRef ref, ModelReplicaSet set, ObjectNode deployment, int revision) {
    var tree = client.get(ref).orElseGet(() -> client.create(fresh(ref, set, deployment)));
    Trees.need(tree, "spec").put("replicas", set.size());
    Trees.need(tree, "metadata", "annotations")
        .put(REVISION, Integer.toString(revision))
        .put(
            "deployment.kubernetes.io/desired-replicas",
            Trees.at(deployment, "spec", "replicas").asText());
    var stored = client.update(tree);
    putStatus(stored, set.size(), set.ready());
  }

  private void empty(ObjectRef ref) {
    client
        .get(ref)
        .ifPresent(tree -> {
          Trees.need(tree, "spec").put("replicas", 0);
          putStatus(client.update(tree), 0, 0);
        });
  }

  private void putStatus(ObjectNode tree, int replicas, int ready) {
    var status = Trees.object();
    status.put("replicas", replicas);
    if (replicas > 0) {
      status.put("fullyLabeledReplicas", replicas);
    }
    if (ready > 0) {
      status.put("readyReplicas", ready).put("availableReplicas", ready);
    }
    status.put("observedGeneration", Trees.at(tree, "metadata", "generation").asInt());
    tree.set("status", status);
    client.updateStatus(tree);
  }

  private void forgetOld(
      ObjectNode deployment,
      Map<ObjectRef, Integer> revisions,
      Map<ObjectRef, ModelReplicaSet> inUse) {
    int limit = Trees.at(deployment, "spec", "revisionHistoryLimit").asInt(10);
    var old =
        revisions.entrySet().stream()
            .filter(entry -> !inUse.containsKey(entry.getKey()))
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .skip(limit)
            .map(Map.Entry::getKey)
            .toList();
    for (var ref : old) {
      revisions.remove(ref);
      if (client.get(ref).isPresent()) {
        client.delete(ref);
      }
    }
  }

  private static ObjectNode fresh(ObjectRef ref, ModelReplicaSet set, ObjectNode deployment) {
    var tree = Trees.object().put("apiVersion", ref.apiVersion()).put("kind", ref.kind());
    var metadata = tree.putObject("metadata");
    metadata.put("namespace", ref.namespace()).put("name", ref.name());
    var labels = metadata.putObject("labels");
    set.labels().forEach(labels::put);
    PodTrees.ownedBy(metadata, deployment);
    var spec = tree.putObject("spec").put("replicas", set.size());
    var selector =
        Trees.objectAt(deployment, "spec", "selector").map(Trees::copy).orElseGet(Trees::object);
    Trees.need(selector, "matchLabels").put(ModelReplicaSet.HASH, set.hash());
    spec.set("selector", selector);
    spec.set("template", set.labelledTemplate());
    return tree;
  }
}
