package io.guidon.sim.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pods of one pod template of a Deployment. */
final class ModelReplicaSet {

  private final String name;
  private final JsonNode template;
  private final List<ModelPod> pods = new ArrayList<>();

  ModelReplicaSet(String deployment, JsonNode template) {
    this.name = deployment + "-" + hash(template);
    this.template = template;
  }

  String name() {
    return name;
  }

  boolean runs(JsonNode podTemplate) {
    return template.equals(podTemplate);
  }

  List<ModelPod> pods() {
    return pods;
  }

  int size() {
    return pods.size();
  }

  int ready() {
    return (int) pods.stream().filter(ModelPod::isReady).count();
  }

  /** How many pods are ready for long enough. */
  int available(Instant now, Duration minReady) {
    return (int)
        pods.stream()
            .filter(pod -> pod.isReady() && !pod.since().plus(minReady).isAfter(now))
            .count();
  }

  ModelPod start(int number, Instant now) {
    var labels = new LinkedHashMap<String, String>();
    Trees.at(template, "metadata", "labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    labels.put("pod-template-hash", hash(template));
    var pod = new ModelPod(name + "-" + number, number, image(), Map.copyOf(labels), now);
    pods.add(pod);
    return pod;
  }

  String image() {
    return Trees.objects(template, "spec", "containers").stream()
        .findFirst()
        .map(container -> Trees.text(container, "image"))
        .orElse("");
  }

  /** Ends {@code count} pods, those that are not ready first. */
  void stop(int count) {
    for (int i = 0; i < count && !pods.isEmpty(); i++) {
      var victim = pods.stream().filter(pod -> !pod.isReady()).findFirst().orElseGet(pods::getLast);
      victim.end();
      pods.remove(victim);
    }
  }

  private static String hash(JsonNode template) {
    return Integer.toUnsignedString(template.toString().hashCode(), 36);
  }
}
